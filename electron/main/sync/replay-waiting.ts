import { withoutHubCapture } from '../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { waitingKey } from '../db/workstation-rows.ts';
import { forgetHubChanges, listPending, renumberPending } from '../desk/store/pending-steps.queries.ts';
import { removeFromLog } from '../desk/store/hub.queries.ts';
import { findSetting, removeSetting } from '../desk/store/settings.queries.ts';
import { putWaiting, type WaitingRows } from '../desk/store/waiting-steps.queries.ts';
import { readForReplay, replayAll, rollbackBatch, type Replay } from './roll-back.ts';

type Waiting = {
  /** Steps that the hub had already placed. */
  readonly known: readonly string[];
  /** Missing if the file that held them is damaged. */
  readonly rows?: WaitingRows;
};

/**
 * Replays the steps that were pending when this workstation loaded the whole library again: each is either written on top of the hub's
 * rows, or refused and turned into a task. Runs in one transaction: if it fails, the steps stay where the last start stored them.
 * @throws SqliteError; nothing is changed then.
 */
export const replayWaiting = (db: ReadableDB, replay: Replay): void => {
  const kept = findSetting(db, waitingKey);
  if (kept === undefined) return;
  const { rows, known } = JSON.parse(kept) as Waiting;
  inTransaction(db, (write) => {
    deferForeignKeys(write);
    const waiting = withoutHubCapture(write, () => {
      if (rows !== undefined) putWaiting(write, rows, known);
      renumberPending(write);
      const steps = listPending(write);
      const batch = rollbackBatch(write, steps);
      // The rows are those of the hub, so nothing says whether a step was taken before or after an erasure: each counts as before.
      const read = steps.map((step) => ({ ...readForReplay(write, step, batch), isAfterErasure: false }));
      for (const { opId } of steps) {
        removeFromLog(write, opId);
        forgetHubChanges(write, opId);
      }
      return read;
    });
    replayAll(write, replay, waiting);
    removeSetting(write, waitingKey);
  });
};
