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
  /** Steps that the hub had placed already. */
  readonly known: readonly string[];
  /** None where the file in which they were is damaged. */
  readonly rows?: WaitingRows;
};

/**
 * Replays the steps that waited here when this workstation took in the whole library again: each is written on the rows of the hub, or refused
 * and becomes a task. In one transaction: until it ends they wait where the last start has put them.
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
      const read = steps.map((step) => readForReplay(write, step, batch));
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
