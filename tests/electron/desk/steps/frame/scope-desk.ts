import { afterEach, beforeEach } from 'vitest';
import type { ItemId, OperatorId, RequestId } from '../../../../../shared/domain/ids.ts';
import { roles, type Role } from '../../../../../shared/domain/roles.ts';
import { openAllCalls, type AllCalls } from '../../../../support/all-calls.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

// The branch is Hilltop (desk 2, library 2), the main library is library 1. B. Branch has every role at Hilltop, and none elsewhere; C.
// Nobody has no role at all. The secret is a patron of the main library.

export const branch = 2 as OperatorId;
export const nobody = 3 as OperatorId;
export const secret = 'Reader, A.';

/** The data of a test of who may work on which requests: all of it belongs to the main library. */
type ScopeDesk = {
  readonly desk: TestDesk;
  readonly calls: AllCalls;
  readonly request: RequestId;
  readonly lent: ItemId;
  readonly onShelf: ItemId;
  readonly noteId: number;
  readonly letterId: number;
  readonly jobId: number;
};

const grantOn = (
  { raw }: TestDesk,
  operator: OperatorId,
  role: Role,
  libraryId: number,
  deskId: number | null = null,
): void => {
  raw
    .prepare('INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (?, ?, ?, ?)')
    .run(operator, role, libraryId, deskId);
};

const open = async (): Promise<ScopeDesk> => {
  const desk = openTestDesk();
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Branch'), (3, 'C. Nobody')`);
  // An administrator with colleagues has a PIN.
  desk.raw.exec(`UPDATE operator SET pin_hash = 'a PIN' WHERE id < 3`);
  for (const role of Object.keys(roles) as Role[]) grantOn(desk, branch, role, 2);
  const calls = openAllCalls(desk);
  desk.context.session.refresh();
  const request = addRequest(desk, { externalId: 'MAIN-1', status: 'LOANED', volumes: 2 });
  const lent = addItem(desk, request, {
    barcode: 'N-1',
    status: 'on-loan',
    lentTo: 1,
    deskId: 1,
    owningDeskId: 1,
  });
  const onShelf = addItem(desk, request, {
    barcode: 'N-2',
    volume: 2,
    status: 'on-hold-shelf',
    deskId: 1,
    owningDeskId: 1,
  });
  const conditional = addRequest(desk, { externalId: 'MAIN-2', status: 'CONDITIONAL' });
  desk.raw
    .prepare(
      `INSERT INTO turn_condition (request_id, turn_id, reason, note)
       SELECT request_id, id, 'x', 'y' FROM turn WHERE request_id = ?`,
    )
    .run(conditional);
  addRequest(desk, { externalId: 'MAIN-3', status: 'SHIPPED_PHYSICALLY' });
  addRequest(desk, { externalId: 'MAIN-4', status: 'READY_TO_SEND' });
  addRequest(desk, { externalId: 'MAIN-6', status: 'REQUEST_COMPLETED' });
  // A step of the main library, with its note, its letter and its slip.
  const cancelled = addRequest(desk, { externalId: 'MAIN-5', status: 'REQUEST_SENT' });
  await calls.call('cancel', cancellation(cancelled));
  valueOf(await calls.call('print-return-slip', { opId: newOpId(), requestId: cancelled }));
  valueOf(
    await calls.call('add-note', {
      opId: newOpId(),
      requestId: request,
      text: 'Fragile',
      active: true,
    }),
  );
  const noteId = desk.raw.prepare('SELECT max(id) FROM request_note').pluck().get() as number;
  const letterId = desk.raw.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  const jobId = desk.raw.prepare('SELECT max(id) FROM print_job').pluck().get() as number;
  return { desk, calls, request, lent, onShelf, noteId, letterId, jobId };
};

/** Opens such a desk for each test of a file, and closes it again. */
export const scopeDesk = () => {
  let now: ScopeDesk;
  beforeEach(async () => {
    now = await open();
  });
  afterEach(async () => {
    await now.calls.close();
    now.desk.close();
  });
  return {
    at: (): ScopeDesk => now,
    become: (id: OperatorId): void => {
      valueOf(now.desk.context.session.chooseOperator(id));
    },
    grant: (operator: OperatorId, role: Role, libraryId: number, deskId: number | null = null): void =>
      grantOn(now.desk, operator, role, libraryId, deskId),
  };
};

/** The input of a cancellation. */
export const cancellation = (requestId: RequestId) => ({
  opId: newOpId(),
  requestId,
  asOf: null,
  reason: 'ItemAlreadyAvailable',
  note: '',
  notifyPatron: true,
  requestedBy: 'staff',
});

/** The fields of a request, with some of them changed. */
export const fields = (change: object): object => ({
  title: 'The Voyage of the Beagle',
  author: 'Darwin, Charles',
  format: 'physical',
  patronId: 1,
  pickupDeskId: 1,
  volumes: null,
  circulationNote: '',
  ...change,
});
