import type { Instant } from '../../../shared/domain/ids.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { inTransaction } from '../db/open.ts';
import type { WritableDB } from '../db/types.ts';
import { keysOf } from '../desk/steps/frame/hub-keys.ts';
import { findLogLine, type HubChange, noteHubChange } from '../desk/store/hub-changes.queries.ts';
import {
  deleteKeptAfter,
  deleteKeptBodiesBefore,
  deleteKeptUpTo,
  greatestWorkstation,
  type KeptStep,
  listKeptAfter,
  listKeptPlaces,
} from '../desk/store/hub-kept.queries.ts';
import { moveHubState } from '../desk/store/hub.queries.ts';
import { countPending, type PendingStep, renumberPending } from '../desk/store/pending-steps.queries.ts';
import { removeSetAsideAfter } from '../desk/store/set-aside.queries.ts';
import type { BringUp } from './hub.ts';
import { takeNewNumber } from './pull-steps.ts';
import { negotiateSchema } from './schema-negotiation.ts';
import { stateOf, type SyncParts } from './sync-parts.ts';
import type { Greeting, OutgoingStep, Row } from './wire.ts';
import { withoutNumber } from './write-step.ts';

/** How many of its most recent steps a workstation keeps, in case the hub is restored from a backup. */
const keptSteps = 100_000;
/** How many days it keeps them: after that, what they say about patrons is deleted, as it is from backups. */
const keptDays = 30;

/**
 * Does everything a workstation must do after the hub's greeting and before it syncs.
 * @param bringUp the step of an administrator who wants this workstation to push what a restored hub lacks; null if there is none.
 * @returns why it must not sync: the hub is older than this database, so old that no kept step is common to both, or one side does not know
 * what the other shares; null if it may sync.
 */
export const prepareSync = async (
  parts: SyncParts,
  greeting: Greeting,
  { schemaVersion, bringUp }: { readonly schemaVersion: number; readonly bringUp: BringUp | null },
): Promise<'hub-restored' | 'backup-too-old' | 'needs-update' | 'hub-too-old' | 'too-far-behind' | null> => {
  const { db, hub } = parts;
  if (greeting.oldestVersion > schemaVersion) return 'needs-update';
  const state = stateOf(db);
  if (isOlder(greeting, state) || greeting.epoch !== state.epoch) {
    const isBroughtUp = greeting.earlier.includes(state.epoch);
    // A different hub was created there: it has nothing in common with this database.
    if (rootOf(greeting.epoch) !== rootOf(state.epoch)) return 'backup-too-old';
    if (!isBroughtUp && bringUp === null) return 'hub-restored';
    const place = await lastCommonPlace(parts);
    if (place === null) return isBroughtUp ? 'too-far-behind' : 'backup-too-old';
    // Or has another workstation pushed all of it in the meantime?
    const isLacking = greeting.epoch !== state.epoch || listKeptAfter(db, place, 1).length > 0;
    const { confirmedN, cursorOp } = state;
    const epoch =
      isBroughtUp || bringUp === null || !isLacking
        ? greeting.epoch
        : await hub.beginLife({
            before: greeting.epoch,
            mineBefore: state.epoch,
            greatestNumber: greatestWorkstation(db),
            confirmedN,
            cursorOp,
            bringUp,
          });
    if (isLacking) inTransaction(db, (writable) => queueLostSteps(writable, greeting, place, epoch));
  }
  const now = stateOf(db);
  if (greeting.n > now.lastN || greeting.workstation !== now.workstation) await takeNewNumber(parts);
  if (!(await negotiateSchema(parts, schemaVersion))) return 'hub-too-old';
  const daysFromNow = (days: number): Instant =>
    new Date(Date.parse(parts.now()) + days * 86_400_000).toISOString() as Instant;
  inTransaction(db, (writable) => {
    deleteKeptUpTo(writable, now.cursor - keptSteps);
    deleteKeptBodiesBefore(writable, daysFromNow(-keptDays), daysFromNow(1));
  });
  return null;
};

/** The part of an epoch that is the same in every life of a hub. */
const rootOf = (epoch: string): string => epoch.split('/')[0] ?? '';

/** Whether the hub lacks something this workstation knows it had, or has something else in its place. */
const isOlder = ({ head, at, n, workstation }: Greeting, state: ReturnType<typeof stateOf>): boolean =>
  head < state.cursor ||
  (state.cursorOp !== '' && at !== state.cursorOp) ||
  (workstation === state.workstation && n < state.confirmedN);

const compareBatchSize = 5_000;

/**
 * The last position at which the hub has the same step as this workstation; null if the hub was restored from a backup older than every
 * step kept here.
 */
const lastCommonPlace = async ({ db, hub }: SyncParts): Promise<number | null> => {
  let common: number | null = null;
  let first: number | null = null;
  for (let after = 0; ;) {
    const kept = listKeptPlaces(db, after, compareBatchSize);
    const last = kept.at(-1);
    if (!last) break;
    first ??= kept[0]?.seq ?? null;
    after = last.seq;
    const there = await hub.places(kept.map(({ opId }) => opId));
    for (const { seq, opId } of kept) if (there[opId] === seq) common = seq;
  }
  if (common !== null) return common;
  // Everything since the beginning is kept, or nothing has been pulled yet.
  return first === 1 || stateOf(db).cursor === 0 ? 0 : null;
};

/**
 * Queues all steps after a position again, this workstation's and the others', in their order, as if the hub had never had them. The rows
 * stay unchanged. Newer steps of the hub are pulled as usual, and whatever conflicts with them is rechecked; a step that another
 * workstation has already pushed again is recognised by its id.
 */
const queueLostSteps = (db: WritableDB, greeting: Greeting, place: number, epoch: string): void => {
  const lines: LogLines = new Map();
  const state = stateOf(db);
  const kept = listKeptAfter(db, place)
    // The rows of some steps came straight from the hub: the changes of those steps are not kept.
    .filter(({ body }) => body !== '')
    .map(({ opId, body }) => ({ opId, op: JSON.parse(body) as OutgoingStep }));
  const lost = [...kept]
    .reverse()
    .map((one) => rebuildPendingStep(db, one, lines))
    .reverse();
  // The numbers do not match if the hub has steps of this workstation's number that were never confirmed here, or different steps in place
  // of the lost ones: this file was restored or copied too.
  const own = kept.flatMap(({ op: { workstation, n } }) =>
    workstation === state.workstation ? [n - 1] : [],
  );
  const last = Math.min(greeting.n, state.confirmedN, ...own);
  renumberPending(db, last, lost);
  deleteKeptAfter(db, place);
  removeSetAsideAfter(db, place);
  const [before] = listKeptAfter(db, place - 1);
  // Its own pushed steps may be positioned after steps of others that it has not pulled.
  if (place <= state.cursor) moveHubState(db, { cursor: place, cursorOp: before?.opId ?? '' });
  moveHubState(db, {
    epoch,
    confirmedN: last,
    // Columns that were added after the backup are added again.
    knownColumns: '',
    lastN: last + countPending(db),
  });
};

/** Lines of the log, keyed by their content before a later step changed them. */
type LogLines = Map<string, number>;

/** A step that the hub lacks, as it was pushed or pulled. */
type LostStep = Pick<KeptStep, 'opId'> & { readonly op: OutgoingStep };

/** Must be called for the last step first: a later step may have changed what an earlier one left in the log. */
const rebuildPendingStep = (db: WritableDB, { opId, op }: LostStep, lines: LogLines): PendingStep => {
  for (const change of changesOf(db, op, lines)) noteHubChange(db, opId, change);
  const { kind, timeZone, writes, outcome, operatorId, deskId, at, requestId } = op;
  const isStep = kind !== null && outcome === 'accepted';
  return {
    n: 0,
    opId,
    kind,
    timeZone,
    // A step pulled from another workstation does not include the keys it read.
    reads: op.reads ?? keysOf(db, { opId, requestId, isStep }).reads,
    writes: [...writes],
    logTo: 0,
    toCheck: false,
    refusal:
      outcome === 'refused' && kind !== null && deskId !== null
        ? { kind, operatorId, deskId, at, requestId, code: '', message: '' }
        : null,
  };
};

const changesOf = (
  db: WritableDB,
  { changes, amends }: OutgoingStep,
  lines: LogLines,
): readonly HubChange[] => [
  ...changes.map(({ t, id, b, a }) => ({ table: t as SharedTable, rowId: id, before: b, after: a })),
  ...[...amends]
    .reverse()
    .map(({ log, b, a }): HubChange => {
      const line = (a && lines.get(keyOfLine(a))) ?? findLogLine(db, log, a ?? b) ?? noLine;
      lines.set(keyOfLine(b), line);
      return { table: log, rowId: line, before: withoutNumber(b), after: a && withoutNumber(a) };
    })
    .reverse(),
];

/** Stands for a line that is no longer in the log. */
const noLine = -1;

const keyOfLine = (line: Row): string =>
  JSON.stringify(Object.entries(withoutNumber(line)).sort(([one], [other]) => (one < other ? -1 : 1)));
