import { instantOf } from '../../../../shared/domain/dates.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { deleteJournalEntries, listJournalsBefore } from '../../desk/store/import-changes.queries.ts';
import { openPortions } from '../process/portions.ts';
import type { WriterLock } from '../process/write-lock.ts';

/** How long an import can be undone. Journals hold names and use disk space. */
export const daysKept = 14;
const lineBatchSize = 1_000;

/** Deletes the journals of imports that are too old to undo. */
export const deleteOldJournals = async ({
  db,
  now,
  cancelled,
  lock,
}: {
  readonly db: ReadableDB;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly lock: WriterLock;
}): Promise<void> => {
  const portions = openPortions({ db, lock });
  const before = instantOf(new Date(now().getTime() - daysKept * 86_400_000));
  for (const number of listJournalsBefore(db, before)) {
    let areMore = true;
    while (areMore && !cancelled()) {
      areMore = await portions.store(() =>
        inTransaction(db, (write) => deleteJournalEntries(write, number, lineBatchSize)),
      );
    }
  }
};
