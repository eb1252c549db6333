import { inTransaction, withSynchronousNormal } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { countPending, isPending, renumberPending } from '../desk/store/pending-steps.queries.ts';
import { assignIdRange, moveHubState } from '../desk/store/hub.queries.ts';
import { applyOrSetAside, type AppliedOrSetAside } from './set-aside.ts';
import { stateOf, type SyncParts } from './sync-parts.ts';
import type { Pulled, PulledStep } from './wire.ts';

/** How many steps are pulled at a time: few enough that the page stays responsive while they are parsed. */
const pullBatchSize = 50;
/** The minimum time between two notifications that rows have changed, while many steps arrive. */
const changedEveryMs = 1_000;

/** Pulls and applies everything up to the head of the order. Rejects if the hub cannot be reached: what was stored stays. */
export const pullAll = async (parts: SyncParts): Promise<void> => {
  const { db, hub, changed } = parts;
  let isCopy = false;
  let hasChanged = false;
  let notifiedAt = performance.now();
  const notify = (): void => {
    if (hasChanged) changed();
    hasChanged = false;
    notifiedAt = performance.now();
  };
  try {
    for (;;) {
      const { cursor, confirmedN, workstation } = stateOf(db);
      let answer = await hub.pull(cursor, confirmedN, pullBatchSize);
      // This workstation confirmed no steps under the number of the other copy.
      if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pullBatchSize);
      isCopy ||= isOfAnotherCopy(db, answer);
      const { head } = answer;
      // No step has a position beyond the head.
      const steps = answer.ops.filter(({ seq }) => seq <= head);
      const hasMore = steps.length > 0 && (steps.at(-1)?.seq ?? 0) < head;
      if (await applyInSlices(parts, steps, hasMore)) hasChanged = true;
      if (performance.now() - notifiedAt > changedEveryMs) notify();
      if (hasMore) continue;
      // Only at the end: with its current number it can still recognise its own steps.
      if (isCopy) await takeNewNumber(parts);
      return;
    }
  } finally {
    notify();
  }
};

/**
 * Applies steps a few at a time. Only the very last slice waits for the disk: what a power cut loses of the others is pulled again.
 * @param hasMore whether more steps follow.
 * @returns whether steps of others changed anything.
 */
const applyInSlices = async (
  { db, replay, slices, now, onSlipsRemoved, onNamesForgotten }: SyncParts,
  steps: readonly PulledStep[],
  hasMore: boolean,
): Promise<boolean> => {
  let hasChanged = false;
  for (let at = 0; at < steps.length;) {
    await slices.pause();
    const most = slices.rows();
    let rows = 0;
    let end = at;
    while (end < steps.length && (end === at || rows + rowsOf(steps[end]) <= most))
      rows += rowsOf(steps[end++]);
    const startMs = performance.now();
    const write = (): AppliedOrSetAside => applyOrSetAside(db, steps.slice(at, end), replay, now());
    const applied = hasMore || end < steps.length ? withSynchronousNormal(db, write) : write();
    hasChanged ||= applied.hasChanged || applied.aside > 0;
    onSlipsRemoved(applied.removedSlips);
    slices.took(rows, performance.now() - startMs);
    at = end;
  }
  const names = steps.flatMap(namesOfForgotten);
  if (names.length > 0) onNamesForgotten(names);
  return hasChanged;
};

/** The name, card number and email address of a patron that a step forgets. */
const namesOfForgotten = (step: PulledStep): readonly string[] =>
  'changes' in step && step.kind === 'forget-patron'
    ? step.changes
        .filter(({ t, a }) => t === 'patron' && a === null)
        .flatMap(({ b }) => [b?.['name'], b?.['barcode'], b?.['email']])
        .filter((text): text is string => typeof text === 'string' && text !== '')
    : [];

/** The cost of a step: its rows, and its line in the log. */
const rowsOf = (step: PulledStep | undefined): number =>
  step && 'changes' in step ? step.changes.length + 1 : 1;

/** Whether this file was copied or restored: its number belongs to another copy now, or was used for steps unknown here. */
const isOfAnotherCopy = (db: ReadableDB, { workstation, ops }: Pulled): boolean => {
  const state = stateOf(db);
  return (
    workstation !== state.workstation ||
    ops.some(({ own, n, opId }) => own && (n ?? 0) > state.confirmedN && !isPending(db, opId))
  );
};

/**
 * Assigns this workstation a new number, with a new range of ids, because its data was copied or restored from a backup and its numbers are
 * used twice. Pending steps keep their ids unless another copy has used them: that is detected when those rows arrive.
 */
export const takeNewNumber = async ({ db, hub }: SyncParts): Promise<void> => {
  const workstation = await hub.takeNewNumber();
  inTransaction(db, (writable) => {
    renumberPending(writable);
    assignIdRange(writable, workstation);
    moveHubState(writable, { workstation, confirmedN: 0, lastN: countPending(writable) });
  });
};

/** How many times a fetch is repeated because steps were pushed in the meantime. */
const maxTries = 20;

/** Fetches something from the hub at a moment at which every step has been applied here. Rejects if the hub cannot be reached. */
export const fetchAtHead = async <T>(parts: SyncParts, fetch: () => Promise<T>): Promise<T> => {
  for (let tries = 0; tries < maxTries; tries += 1) {
    await pullAll(parts);
    const fetched = await fetch();
    const { cursor, confirmedN } = stateOf(parts.db);
    if ((await parts.hub.pull(cursor, confirmedN, 1)).head === cursor) return fetched;
  }
  throw new Error('the hub is too busy to be asked for rows');
};
