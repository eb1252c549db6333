import { v7 as uuidv7 } from 'uuid';
import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { mergeSearchIndex } from '../../requests/search-index.service.ts';
import { listToForget } from '../../store/forget-patron.queries.ts';
import { emptyOldSteps } from './empty-old-steps.ts';
import { forgetWhatFits, inOneTurn } from './forget-ended.ts';
import { removeLeftSlipFiles, removeSlipFiles } from './forget-requests.ts';
import { forgetRestored } from './forget-restored.ts';

const usualLookEveryMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;

export type ForgettingClock = {
  /** Begins to look once a day, now and from then on. */
  readonly start: () => void;
  /** Takes out what is due. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Takes patron data out of requests that ended so many days ago as the library says; of none where it says 0. At the start, when the
 * day changes, in small turns beside the work. With it goes what old steps changed. What went stands in the log as one line a turn, under the name of who works here.
 * @param pause lets steps of staff go first, between two turns.
 */
export const forgettingClock = (
  options: DeskContext & {
    /** Where slips lie as PDF. */
    readonly slipFolder: string;
    /** Whether something else writes now, or nothing may be written here. */
    readonly mayNot: () => boolean;
    readonly every: (ms: number, run: () => void) => () => void;
    readonly pause: () => Promise<void>;
    /** Puts the write-ahead log away, in which what went still stands. */
    readonly emptyLog: () => Promise<void>;
    readonly changed: () => void;
    readonly logFault: (error: unknown) => void;
  },
): ForgettingClock => {
  let lookedOn: string | null = null;
  let stopped = false;
  let running: Promise<void> | null = null;
  const today = (): string => calendarDateIn(options.now(), options.timeZone());
  const forget = async (): Promise<void> => {
    try {
      removeLeftSlipFiles(options.db, options.slipFolder);
      let some = false;
      while (!stopped && !options.mayNot() && (await retryOnBusy(() => forgetSome(options)))) {
        some = true;
        await options.pause();
      }
      for (
        let after: number | null = Number.MIN_SAFE_INTEGER;
        after !== null && !stopped && !options.mayNot();
      ) {
        const from: number = after;
        after = await retryOnBusy(() => emptyOldSteps(options, from));
        await options.pause();
      }
      if (stopped || options.mayNot()) return;
      if (some) {
        await mergeSearchIndex(options.db, options.pause);
        await options.emptyLog();
        options.changed();
      }
      lookedOn = today();
    } catch (error) {
      // The next look goes on.
      options.logFault(error);
    }
  };
  const look = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    running ??= forget().finally(() => {
      running = null;
    });
    return running;
  };
  let end = (): void => undefined;
  const lookOnceToday = (): void => {
    if (lookedOn !== today()) void look();
  };
  return {
    start: () => {
      if (stopped) return;
      end = options.every(usualLookEveryMs, lookOnceToday);
      lookOnceToday();
    },
    look,
    stop: async () => {
      stopped = true;
      end();
      await running;
    },
  };
};

/** One turn. @returns whether there may be more. */
const forgetSome = (options: DeskContext & { readonly slipFolder: string }): boolean => {
  const again = forgetRestored(options);
  if (again !== null) {
    removeSlipFiles(options.slipFolder, again);
    return true;
  }
  const { afterDays } = loadSettingGroup(options.db, 'patronData');
  if (afterDays === 0) return false;
  const before = instantOf(new Date(options.now().getTime() - afterDays * dayMs));
  const ids = listToForget(options.db, { ended: overForPatron, before, limit: inOneTurn });
  if (ids.length === 0) return false;
  const gone = forgetWhatFits(options, { opId: uuidv7() as OpId, afterDays }, ids);
  if (gone.ok) removeSlipFiles(options.slipFolder, gone.value.slips);
  return gone.ok;
};
