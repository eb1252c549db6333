import { instantOf } from '../../../../shared/domain/dates.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { forgetChanges, listJournalsBefore } from '../../desk/store/import-changes.queries.ts';
import { openPortions } from '../process/portions.ts';
import type { WriterLock } from '../process/write-lock.ts';

/** For so long an import can be taken back: what was before it holds names, and room on the disk. */
export const daysKept = 14;
const linesAtOnce = 1_000;

/** Forgets what was before imports that are too old to be taken back. */
export const forgetOldJournals = async ({
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
        inTransaction(db, (write) => forgetChanges(write, number, linesAtOnce)),
      );
    }
  }
};
