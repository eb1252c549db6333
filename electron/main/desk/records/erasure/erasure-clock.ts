import * as z from 'zod';
import { v7 as uuidv7 } from 'uuid';
import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { OpId, PatronId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import { withoutHubCapture } from '../../../db/hub-capture.ts';
import { inTransaction } from '../../../db/open.ts';
import { eraseAgainKey } from '../../../db/workstation-rows.ts';
import type { DeskContext } from '../../context.ts';
import { mergeSearchIndex } from '../../store/search-index.service.ts';
import { listOver, listToErase } from '../../store/erase-patron.queries.ts';
import { readHubState } from '../../store/hub.queries.ts';
import { emptySteps, scanRequests } from '../../store/old-steps.queries.ts';
import { loadSettingGroup } from '../settings/settings.service.ts';
import { readRawSetting, writeSetting } from '../settings/raw-settings.ts';
import { eraseBatch, eraseBatchSize } from './erase-ended.ts';
import { removeLeftSlipFiles, removeSlipFiles } from './erase-requests.ts';
import { erasePatron } from './patron-data.service.ts';

const defaultCheckIntervalMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;

type Options = DeskContext & {
  /** The folder of slips saved as PDF. */
  readonly slipFolder: string;
  /** Whether something else is writing now, or nothing may be written here. */
  readonly mayNot: () => boolean;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Lets steps of staff run between two turns. */
  readonly pause: () => Promise<void>;
  /** Truncates the write-ahead log, which still contains erased values. */
  readonly emptyLog: () => Promise<void>;
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
};

type ErasureClock = {
  /** Starts the daily run, now and from then on. */
  readonly start: () => void;
  /** Erases what is due. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Erases the patron data of requests that ended more than the configured number of days ago; 0 means never. Runs at the start and when the
 * date changes, in small turns in the background. The details of old steps are removed at the same time. Each turn is one line in the log,
 * under the current operator.
 */
export const erasureClock = (options: Options): ErasureClock => {
  let lookedOn: string | null = null;
  let stopped = false;
  let running: Promise<void> | null = null;
  const today = (): string => calendarDateIn(options.now(), options.timeZone());
  const erase = async (): Promise<void> => {
    try {
      if (await eraseAll(options, () => !stopped && !options.mayNot())) lookedOn = today();
    } catch (error) {
      // The next run continues.
      options.logFault(error);
    }
  };
  const look = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    running ??= erase().finally(() => {
      running = null;
    });
    return running;
  };
  let end = (): void => undefined;
  const checkOncePerDay = (): void => {
    if (lookedOn !== today()) void look();
  };
  return {
    start: () => {
      if (stopped) return;
      end = options.every(defaultCheckIntervalMs, checkOncePerDay);
      checkOncePerDay();
    },
    look,
    stop: async () => {
      stopped = true;
      end();
      await running;
    },
  };
};

/** Erases everything that is due, in turns. @returns whether nothing is left. */
const eraseAll = async (options: Options, mayGoOn: () => boolean): Promise<boolean> => {
  removeLeftSlipFiles(options.db, options.slipFolder);
  let some = false;
  while (mayGoOn() && (await retryOnBusy(() => eraseSome(options)))) {
    some = true;
    await options.pause();
  }
  for (let after: number | null = Number.MIN_SAFE_INTEGER; after !== null && mayGoOn();) {
    const from: number = after;
    after = await retryOnBusy(() => emptyOldSteps(options, from));
    await options.pause();
  }
  if (!mayGoOn()) return false;
  if (some) {
    await mergeSearchIndex(options.db, options.pause);
    await options.emptyLog();
    options.changed();
  }
  return true;
};

/** Runs one turn. @returns whether there may be more. */
const eraseSome = (options: DeskContext & { readonly slipFolder: string }): boolean => {
  const again = eraseRestored(options);
  if (again !== null) {
    removeSlipFiles(options.slipFolder, again);
    return true;
  }
  const { afterDays } = loadSettingGroup(options.db, 'patronData');
  if (afterDays === 0) return false;
  const before = instantOf(new Date(options.now().getTime() - afterDays * dayMs));
  const ids = listToErase(options.db, { ended: overForPatron, before, limit: eraseBatchSize });
  if (ids.length === 0) return false;
  const gone = eraseBatch(options, { opId: uuidv7() as OpId, afterDays }, ids);
  if (gone.ok) removeSlipFiles(options.slipFolder, gone.value.slips);
  return gone.ok;
};

/** The number of requests read in one transaction: small, so that steps need not wait. */
const batchSize = 200;

/**
 * Removes the details of the steps of some requests that ended more than the configured number of days ago. Each workstation does this for
 * itself, and the hub for its own copy (`hub.empty_steps`): none of it is shared.
 * @param after the request id up to which requests were read.
 * @returns the request id up to which requests have been read now; null at the end.
 */
export const emptyOldSteps = (context: DeskContext, after: number): number | null => {
  const { days } = loadSettingGroup(context.db, 'steps');
  const before = instantOf(new Date(context.now().getTime() - days * dayMs));
  const looked = scanRequests(context.db, { after, over: overForPatron, before, limit: batchSize });
  const due = looked.filter(({ isDue }) => isDue === 1);
  if (due.length > 0)
    inTransaction(context.db, (db) => {
      const empty = (): void => due.forEach(({ id }) => emptySteps(db, id));
      if (readHubState(db) === null) empty();
      else withoutHubCapture(db, empty);
    });
  return looked.at(-1)?.id ?? null;
};

const stored = z.object({
  patrons: z.array(z.number().transform((id) => id as PatronId)),
  requests: z.array(z.number().transform((id) => id as RequestId)),
});

/**
 * Repeats erasures that were made after the backup that was restored here: some requests at a time, then the patrons. A request that is
 * open in the backup keeps its patron until it ends.
 * @returns the deleted slips; null if nothing is left to do now.
 */
const eraseRestored = (context: DeskContext): readonly PrintJobId[] | null => {
  const found = stored.safeParse(readRawSetting(context.db, eraseAgainKey));
  if (!found.success) return null;
  const { patrons, requests } = found.data;
  const keep = (left: z.infer<typeof stored>): void => writeSetting(context.db, eraseAgainKey, left);
  const due = listOver(context.db, requests, overForPatron).slice(0, eraseBatchSize);
  if (due.length > 0) {
    const gone = eraseBatch(context, { opId: uuidv7() as OpId }, due);
    if (!gone.ok) return null;
    const done = due.slice(0, gone.value.requests);
    keep({ patrons, requests: requests.filter((id) => !done.includes(id)) });
    return gone.value.slips;
  }
  for (const id of patrons) {
    const gone = erasePatron(context, { opId: uuidv7() as OpId, id }, [], () => ok(null));
    if (!gone.ok && gone.error.code !== 'record-unknown') continue;
    keep({ patrons: patrons.filter((other) => other !== id), requests });
    return gone.ok ? gone.value.slips : [];
  }
  return null;
};
