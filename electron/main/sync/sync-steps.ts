import { codeOf } from '../db/errors.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import { maxStepBytes } from '../db/step-size.ts';
import type { ReadableDB } from '../db/types.ts';
import { requestsOfKeys } from '../desk/steps/frame/hub-keys.ts';
import { listStepsOnMade } from '../desk/store/hub-changes.queries.ts';
import { keepStep } from '../desk/store/hub-kept.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import { countPending, listPending, sizeOfStep } from '../desk/store/pending-steps.queries.ts';
import {
  countSetAside,
  isSetAsideBefore,
  listSetAsideRows,
  listSetAsideRowsOf,
} from '../desk/store/set-aside.queries.ts';
import { confirm } from './apply-steps.ts';
import { fetchHubRows, writeHubRows } from './hub-rows.ts';
import { outgoingStep } from './outgoing-step.ts';
import { fetchAtHead, pullAll, takeNewNumber } from './pull-steps.ts';
import { refuseStep } from './refuse-step.ts';
import { recheckNext, replayAll, rollBackSteps, stepsOnLines, stepsToRollBack } from './roll-back.ts';
import { stateOf, type SyncParts } from './sync-parts.ts';
import type { OutgoingStep, Verdicts } from './wire.ts';

/** How many steps are pushed at a time: few enough that the page stays responsive while they are read. */
const pushBatchSize = 25;
const recheckBatchSize = 8;

/** Error code: the hub accepts nothing more from this workstation today. */
export const tooMuchToday = 'HB017';

/**
 * Pushes pending steps and pulls those of others until nothing is left of either. Pushing comes first: a step without conflicts gets its
 * position immediately, however much there is to pull. Rejects if the hub cannot be reached: what was stored stays, and the next call
 * continues.
 */
export const syncSteps = async (parts: SyncParts): Promise<void> => {
  for (let isFirst = true; ; isFirst = false) {
    const hasPushed = await pushAll(parts).catch(async (error: unknown) => {
      // Steps of others are still pulled.
      if (codeOf(error) === tooMuchToday) await pullAll(parts);
      throw error;
    });
    if (!hasPushed && !isFirst) return;
    await pullAll(parts);
    if (countPending(parts.db) === 0) return;
  }
};

/** Pushes pending steps up to one that the hub does not accept. @returns whether anything was pushed. */
const pushAll = async (parts: SyncParts): Promise<boolean> => {
  const { db, hub, now, replay, slices } = parts;
  /** Steps for which rows were fetched from the hub: once is enough. */
  const fetchedFor = new Set<string>();
  for (let hasPushed = false; ; hasPushed = true) {
    do await slices.pause();
    while (recheckNext(db, recheckBatchSize, replay));
    const waiting = notTooMuch(db, listPending(db, pushBatchSize));
    if (waiting.length === 0) return hasPushed;
    const building = waiting.find((step) => buildsOnSetAside(db, step, fetchedFor));
    if (building) {
      await fetchRowsOfSetAside(parts, building, fetchedFor, 'its');
      // Steps of others were applied in the meantime: pending steps may have been refused.
      continue;
    }
    const outgoing = waiting.map((step) => outgoingStep(db, step, now()));
    const verdicts = await hub.push(stateOf(db).cursor, outgoing);
    noteAccepted(db, { waiting, outgoing, verdicts });
    await settleLast(parts, waiting, verdicts, fetchedFor);
    if (verdicts.length < waiting.length || verdicts.at(-1)?.verdict !== 'accepted') return true;
  }
};

/** Returns the first steps, as many as fit into one push, but at least one. */
const notTooMuch = (db: ReadableDB, waiting: readonly PendingStep[]): readonly PendingStep[] => {
  let bytes = 0;
  const end = waiting.findIndex(({ opId }) => (bytes += sizeOfStep(db, opId)) > maxStepBytes);
  return end === -1 ? waiting : waiting.slice(0, Math.max(1, end));
};

const noteAccepted = (
  db: ReadableDB,
  {
    waiting,
    outgoing,
    verdicts,
  }: {
    readonly waiting: readonly PendingStep[];
    readonly outgoing: readonly OutgoingStep[];
    readonly verdicts: Verdicts;
  },
): void =>
  inTransaction(db, (writable) => {
    for (const [at, { opId, verdict, seq }] of verdicts.entries()) {
      const step = waiting.find((one) => one.opId === opId);
      if (!step || verdict !== 'accepted') continue;
      if (typeof seq === 'number')
        keepStep(writable, { seq, opId: step.opId, body: JSON.stringify(outgoing[at]) });
      confirm(writable, step.opId, step.n);
    }
  });

/** Handles the last verdict, the only one that may be something other than accepted. */
const settleLast = async (
  parts: SyncParts,
  waiting: readonly PendingStep[],
  verdicts: Verdicts,
  fetchedFor: Set<string>,
): Promise<void> => {
  const { db } = parts;
  const last = verdicts.at(-1);
  const step = waiting.find(({ opId }) => opId === last?.opId);
  if (!last || !step) return;
  if (last.verdict === 'forbidden' && !(await fetchRowsOfSetAside(parts, step, fetchedFor, 'all')))
    refuseForbidden(parts, step, last.why ?? '');
  if (last.verdict !== 'diverged') return;
  const { workstation } = stateOf(db);
  await pullAll(parts);
  if (stateOf(db).workstation === workstation) await takeNewNumber(parts);
};

/**
 * Whether a pending step concerns a request on which a step of another workstation is set aside: it was taken on outdated rows.
 * @param fetchedFor steps for which rows were already fetched from the hub.
 */
const buildsOnSetAside = (
  db: ReadableDB,
  { opId, reads, writes }: PendingStep,
  fetchedFor: ReadonlySet<string>,
): boolean =>
  countSetAside(db) > 0 &&
  !fetchedFor.has(`${opId} its`) &&
  requestsOfKeys([...reads, ...writes]).some((id) => isSetAsideBefore(db, { table: 'request', id }));

/**
 * Fetches from the hub the rows that a step concerns, together with the rows that set-aside steps would change along with them, or with all
 * rows that set-aside steps would change: one of those may have taken a name that the step uses. The step is then replayed.
 * @param fetchedFor the steps for which this was done. @returns whether a row differed.
 */
const fetchRowsOfSetAside = async (
  parts: SyncParts,
  { opId, reads, writes }: PendingStep,
  fetchedFor: Set<string>,
  which: 'its' | 'all',
): Promise<boolean> => {
  const { db, hub } = parts;
  if (countSetAside(db) === 0 || fetchedFor.has(`${opId} ${which}`)) return false;
  fetchedFor.add(`${opId} ${which}`);
  const requests = requestsOfKeys([...reads, ...writes]);
  const fetch = (): ReturnType<typeof fetchHubRows> =>
    fetchHubRows(hub, [
      ...listSetAsideRowsOf(db, opId, requests),
      ...(which === 'all' ? listSetAsideRows(db) : []),
    ]);
  return await writeHubRows(parts, await fetchAtHead(parts, fetch));
};

/** Handles a step that breaks one of the hub's rules: it is kept as refused, and the steps that build on it are replayed. */
const refuseForbidden = (parts: SyncParts, step: PendingStep, words: string): void => {
  const { db, replay, now, name, fault } = parts;
  fault(words, step.kind !== null);
  inTransaction(db, (writable) => {
    deferForeignKeys(writable);
    const later = listPending(writable).filter(({ n }) => n > step.n);
    const { conflicting } = stepsToRollBack(writable, later, {
      touched: new Set(step.writes),
      also: new Set([
        ...listStepsOnMade(writable, step.opId),
        ...stepsOnLines(writable, [step, ...later])(new Set([step.opId])),
      ]),
      later: new Set(),
    });
    const [first, ...others] = rollBackSteps(writable, [step, ...conflicting]);
    if (first)
      refuseStep(writable, first, {
        why: { code: 'forbidden', message: '' },
        at: now(),
        needsTask: first.logged !== undefined,
        workstation: name,
      });
    replayAll(writable, replay, others);
  });
};
