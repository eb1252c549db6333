import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { putGrants } from '../../../electron/main/desk/store/operators.queries.ts';
import { setMessageState } from '../../../electron/main/desk/store/sending.queries.ts';
import { insertMessage } from '../../../electron/main/desk/store/messages.queries.ts';
import { insertPrintJob, setPrintJobState } from '../../../electron/main/desk/store/print-jobs.queries.ts';
import type { Instant, LibraryId, OperatorId, PrintJobId } from '../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../electron/main/db/types.ts';
import { addRequest, newOpId, openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);

const at = '2026-11-25T09:00:00.000Z' as Instant;
/** A value that the compiler refuses, as a file of another version or a faulty call might contain it. */
const unknown = (): never => 'one-of-tomorrow' as never;

const writers: readonly (readonly [what: string, write: (db: WritableDB) => void])[] = [
  [
    'a slip of a kind',
    (db) =>
      void insertPrintJob(db, {
        opId: newOpId(),
        requestId: null,
        itemId: null,
        slip: { kind: unknown(), insteadOf: null, libraryName: '', printedAt: at, timeZone: 'UTC' },
        at,
      }),
  ],
  [
    'a slip in a state',
    (db) => setPrintJobState(db, { jobId: 1 as PrintJobId, state: unknown(), note: '', at }),
  ],
  [
    'a message of a kind',
    (db) =>
      insertMessage(db, {
        opId: newOpId(),
        requestId: addRequest(desk, { externalId: 'X1' }),
        recipient: 'partner',
        kind: unknown(),
        payload: unknown(),
        at,
      }),
  ],
  [
    'a message in a state',
    (db) => setMessageState(db, { id: 1, state: unknown(), note: '', nextAt: null, at }),
  ],
  [
    'a role',
    (db) => putGrants(db, 1 as OperatorId, [{ role: unknown(), libraryId: 1 as LibraryId, deskId: null }]),
  ],
];

test.each(writers)('%s that is not in the list is not stored', (_, write) => {
  expect(() => inTransaction(desk.context.db, write)).toThrow('in no list');
});
