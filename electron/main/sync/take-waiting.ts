import { withoutHubCapture } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { waitingKey } from '../db/workstation-rows.ts';
import { forgetHubChanges, listPending, removeFromLog, renumberPending } from '../desk/store/hub.queries.ts';
import { findSetting, removeSetting } from '../desk/store/settings.queries.ts';
import { putWaiting, type WaitingRows } from '../desk/store/waiting-steps.queries.ts';
import { readPutBack, rolledBackTogether, type PutBack, type Rebase } from './take-in.ts';

type Waiting = {
  /** Steps that the hub had placed already. */
  readonly known: readonly string[];
  /** None where the file in which they were is damaged. */
  readonly rows?: WaitingRows;
};

/**
 * Checks the steps again that waited here when this workstation took in the whole library anew: each is written on the rows of the hub, or refused
 * and becomes a task. In one transaction: until it ends they wait where the last start has put them.
 * @throws SqliteError; nothing is changed then.
 */
export const takeWaiting = (db: ReadableDB, rebase: Rebase): void => {
  const kept = findSetting(db, waitingKey);
  if (kept === undefined) return;
  const { rows, known } = JSON.parse(kept) as Waiting;
  inTransaction(db, (write) => {
    deferForeignKeys(write);
    const moved = new Set<number>();
    const waiting = withoutHubCapture(write, (): readonly PutBack[] => {
      if (rows !== undefined) putWaiting(write, rows, known);
      renumberPending(write);
      const steps = listPending(write);
      const together = rolledBackTogether(write, steps);
      return steps.map((step) => ({ ...readPutBack(write, step, together), moved }));
    });
    withoutHubCapture(write, () => {
      for (const { step } of waiting) {
        removeFromLog(write, step.opId);
        forgetHubChanges(write, step.opId);
      }
    });
    for (const step of waiting) rebase(write, step);
    removeSetting(write, waitingKey);
  });
};
