import { inTransaction, withSynchronousNormal } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { countPending, isPending, renumberPending } from '../desk/store/pending-steps.queries.ts';
import { giveRange, moveHubState } from '../desk/store/hub.queries.ts';
import { applyOrSetAside, type AppliedOrSetAside } from './set-aside.ts';
import { stateOf, type SyncParts } from './sync-parts.ts';
import type { Pulled, PulledStep } from './wire.ts';

/** How many steps go at once: few enough that the page does not wait while they are read. */
const pulledAtOnce = 50;
/** Who looks at the rows reads them anew at most so often while much comes in. */
const changedEveryMs = 1_000;

/** Pulls and applies everything up to the head of the order. Rejects where the hub cannot be reached: what was stored stays. */
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
      let answer = await hub.pull(cursor, confirmedN, pulledAtOnce);
      // Of the steps of another copy's number it knows none.
      if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pulledAtOnce);
      isCopy ||= isOfAnotherCopy(db, answer);
      const { head } = answer;
      // No step has a place beyond the last one.
      const steps = answer.ops.filter(({ seq }) => seq <= head);
      const hasMore = steps.length > 0 && (steps.at(-1)?.seq ?? 0) < head;
      if (await applyInSlices(parts, steps, hasMore)) hasChanged = true;
      if (performance.now() - notifiedAt > changedEveryMs) notify();
      if (hasMore) continue;
      // Only now: by the number that it has still, it knows which steps are its own.
      if (isCopy) await takeNewNumber(parts);
      return;
    }
  } finally {
    notify();
  }
};

/**
 * Applies steps a few at a time. Only the last slice of all waits for the disk: what a power cut takes of the others is pulled again.
 * @param hasMore whether others follow.
 * @returns whether others changed something.
 */
const applyInSlices = async (
  { db, replay, slices, now, slipsGone, namesGone }: SyncParts,
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
    slipsGone(applied.slipsGone);
    slices.took(rows, performance.now() - startMs);
    at = end;
  }
  const names = steps.flatMap(namesOfForgotten);
  if (names.length > 0) namesGone(names);
  return hasChanged;
};

/** The name, card and address of a patron whom a step forgets. */
const namesOfForgotten = (step: PulledStep): readonly string[] =>
  'changes' in step && step.kind === 'forget-patron'
    ? step.changes
        .filter(({ t, a }) => t === 'patron' && a === null)
        .flatMap(({ b }) => [b?.['name'], b?.['barcode'], b?.['email']])
        .filter((text): text is string => typeof text === 'string' && text !== '')
    : [];

/** How much work a step is: its rows, and its line of the log. */
const rowsOf = (step: PulledStep | undefined): number =>
  step && 'changes' in step ? step.changes.length + 1 : 1;

/** Whether this file was copied or restored: its number belongs to another copy now, or has taken steps that nobody here knows. */
const isOfAnotherCopy = (db: ReadableDB, { workstation, ops }: Pulled): boolean => {
  const state = stateOf(db);
  return (
    workstation !== state.workstation ||
    ops.some(({ own, n, opId }) => own && (n ?? 0) > state.confirmedN && !isPending(db, opId))
  );
};

/**
 * This workstation's data was copied, or restored from a backup, so that its numbers come twice. It gets another number, with ids of its own. What
 * waits here keeps its ids, unless another copy has used them meanwhile: that shows when those rows come in.
 */
export const takeNewNumber = async ({ db, hub }: SyncParts): Promise<void> => {
  const workstation = await hub.takeNewNumber();
  inTransaction(db, (writable) => {
    renumberPending(writable);
    giveRange(writable, workstation);
    moveHubState(writable, { workstation, confirmedN: 0, lastN: countPending(writable) });
  });
};

/** How often rows are asked for anew because somebody pushed something meanwhile. */
const mostTries = 20;

/** Fetches something of the hub as it is at a moment at which everything else is in here. Rejects where the hub cannot be reached. */
export const fetchAtHead = async <T>(parts: SyncParts, fetch: () => Promise<T>): Promise<T> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    await pullAll(parts);
    const fetched = await fetch();
    const { cursor, confirmedN } = stateOf(parts.db);
    if ((await parts.hub.pull(cursor, confirmedN, 1)).head === cursor) return fetched;
  }
  throw new Error('the hub is too busy to be asked for rows');
};
