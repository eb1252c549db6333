import { expect, test } from 'vitest';
import type { ActionRow } from '../../../renderer/src/requests/row-actions.ts';
import { codeToReturn, forManyOf, offeredActions } from '../../../renderer/src/requests/row-actions.ts';
import { menuActions, unavailableActions } from '../../../renderer/src/requests/row-menu.ts';
import type { CalendarDate, DeskId, Instant, LibraryId } from '../../../shared/domain/ids.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { askedTurn, lifeOf, lifeOfParts, nothingOpen, volumeOf } from '../support/life.ts';

const libraryId = 1 as LibraryId;
const deskId = 1 as DeskId;

const stateWith = (...roles: Role[]): Pick<AppState, 'operator' | 'desk'> =>
  ({
    operator: { grants: roles.map((role) => ({ role, libraryId, deskId: null })) },
    desk: { id: deskId, libraryId },
  }) as unknown as Pick<AppState, 'operator' | 'desk'>;

const everyRole = stateWith(
  'circulation-desk-operator',
  'fulfillment-services-operator',
  'requests-operator',
);
const today = '2026-11-25' as CalendarDate;
const row = (status: string, received = 0, expected: number | null = 1): ActionRow => ({
  status,
  format: 'physical',
  life: lifeOf(status, received, expected),
  openSince: nothingOpen,
  volumesReceived: received,
  volumesExpected: expected,
  setOpen: false,
  libraryId,
  libraryName: 'Main Library',
});
const labels = (of: ActionRow, state = everyRole): string[] =>
  offeredActions(of, state, today).map(({ label }) => label);
/** Returns the menu, with its groups. */
const menu = (of: ActionRow, state = everyRole): string[] =>
  menuActions(of, state, today).map(({ group, label }) => `${group}: ${label}`);
/** Returns the unavailable actions, with their reasons. */
const unavailable = (of: ActionRow): string[] =>
  unavailableActions(of, everyRole, today).impossible.map(({ label, why }) => `${label}: ${why}`);

test('the most useful step comes first, then other next steps, the partner, problems, and the rest', () => {
  expect(menu(row('CONDITIONAL'))).toEqual([
    'next: Conditional Reply',
    'next: Receive',
    'next: Receive digitally',
    'partner: Rota',
    'partner: Record partner’s answer',
    'partner: Ask next partner',
    'problem: Cancel',
    'problem: Correct',
    'problem: Complete',
    'look: View',
    'look: Edit',
  ]);
});

test.each([
  ['READY_TO_SEND', 0, 'Send'],
  ['REQUEST_SENT', 0, 'Record partner’s answer'],
  ['SHIPPED_PHYSICALLY', 0, 'Receive'],
  ['SHIPPED_DIGITALLY', 0, 'Receive digitally'],
  ['RECEIVED_PHYSICALLY', 1, 'Loan'],
  ['LOANED', 1, 'Return'],
  ['RETURNED_BY_PATRON', 1, 'Return'],
  ['RECALLED_BOR', 1, 'Return'],
  ['RETURNED_TO_PARTNER', 1, 'Record partner’s answer'],
  ['REPORT_LOST', 1, 'Settle'],
] as const)('of a request in the status %s the first entry is the next step', (status, received, label) => {
  expect(menu(row(status, received))[0]).toBe(`next: ${label}`);
});

test('a loaned request can be renewed and returned, and has a slip', () => {
  expect(labels(row('LOANED', 1))).toEqual(
    expect.arrayContaining(['Request Renewal', 'Return', 'Print slip', 'Report lost', 'Report damaged']),
  );
  expect(labels(row('LOANED', 1))).not.toContain('Receive');
});

test('a recalled item cannot be renewed', () => {
  expect(labels(row('RECALLED_BOR', 1))).not.toContain('Request Renewal');
});

test('a missing volume of a set may be received while others are here', () => {
  expect(labels(row('RECEIVED_PHYSICALLY', 2, 3))).toContain('Receive');
  expect(labels(row('RECEIVED_PHYSICALLY', 3, 3))).not.toContain('Receive');
  expect(labels({ ...row('RECEIVED_PHYSICALLY', 2, null), setOpen: true })).toContain('Receive');
  expect(labels(row('RETURNED_TO_PARTNER', 2, 3))).toContain('Receive');
  expect(labels(row('RETURNED_TO_PARTNER', 3, 3))).not.toContain('Receive');
});

test('for an ended request a late answer and a correction can still be recorded, and it can be requested again', () => {
  expect(menu(row('CANCELLED_BY_STAFF'))).toEqual([
    'next: Receive digitally',
    'partner: Record partner’s answer',
    'problem: Correct',
    'look: View',
    'look: Request again',
  ]);
  expect(unavailable(row('CANCELLED_BY_STAFF'))).toEqual([]);
});

test('an item that goes back can be kept; a complete request can deliberately receive one more volume', () => {
  const goesBack = {
    ...row('CANCELLED_BY_STAFF', 1),
    life: lifeOfParts({
      endedAs: 'CANCELLED_BY_STAFF',
      cancelWish: 'staff',
      turns: [askedTurn(1, { state: 'closing' })],
      volumes: [volumeOf(1, 'on-hold-shelf', { use: 'goes-back' })],
    }),
  };
  expect(labels(goesBack)).toEqual(expect.arrayContaining(['Return', 'Keep after all']));
  expect(labels(goesBack)).not.toContain('Add another volume');
  const filled = row('RECEIVED_PHYSICALLY', 1);
  expect(labels(filled)).toContain('Add another volume');
  expect(labels(filled)).not.toEqual(expect.arrayContaining(['Keep after all']));
  expect(labels(filled, stateWith('requests-operator'))).toContain('Add another volume');
});

test('a set with missing volumes can be ended, a complete one cannot', () => {
  expect(labels(row('RECEIVED_PHYSICALLY', 2, 3))).toContain('End set');
  expect(labels(row('RECEIVED_PHYSICALLY', 3, 3))).not.toContain('End set');
});

test('a request without a remaining partner can be requested again; an open one cannot', () => {
  expect(labels(row('REJECTED'))).toContain('Request again');
  expect(labels(row('LOANED', 1))).not.toContain('Request again');
});

test('if a partner would lend on a changed request, Request again is the next step', () => {
  const openSince = { ...nothingOpen, ifChangedAt: '2026-11-24T10:00:00.000Z' as Instant };
  expect(menu(row('REJECTED'))[0]).toBe('next: Rota');
  expect(menu({ ...row('REJECTED'), openSince })[0]).toBe('next: Request again');
});

test('an external status breaks nothing: the request can be viewed, received when its item is here, and completed', () => {
  expect(menu(row('RECEIVED_NOT_FOR_LOAN'))).toEqual([
    'next: Receive',
    'next: Receive digitally',
    'partner: Rota',
    'partner: Record partner’s answer',
    'problem: Cancel',
    'problem: Correct',
    'problem: Complete',
    'look: View',
  ]);
});

test('actions that the role forbids are listed under Unavailable, with reasons', () => {
  const circulation = stateWith('circulation-desk-operator');
  expect(menu(row('LOANED', 1), circulation)).toEqual([
    'next: Return',
    'problem: Report lost',
    'problem: Report damaged',
    'problem: Correct',
    'look: View',
    'look: Print slip',
  ]);
  const { forbidden } = unavailableActions(row('LOANED', 1), circulation, today);
  expect(forbidden.map(({ label, why }) => `${label}: ${why}`)).toContain(
    'Request Renewal: Needs Fulfillment Services Operator at Main Library',
  );
  const offered = offeredActions(row('LOANED', 1), circulation, today);
  const why = (label: string): string | null | undefined =>
    offered.find((action) => action.label === label)?.why;
  expect(why('Return')).toBeNull();
  expect(why('Request Renewal')).toMatch(
    /requires the .* role at .*Contact the staff responsible for assigning/,
  );
  expect(why('View')).toBeNull();
});

test('every status offers View, and each action once', () => {
  for (const status of requestStatusCodes) {
    const offered = labels(row(status, 1));
    expect(offered).toContain('View');
    expect(new Set(offered).size).toBe(offered.length);
  }
});

test('Return prefers an item that is here over one that the patron has, and never one that has gone back', () => {
  const place = (barcode: string, status: string) => ({ barcode, status });
  const [gone, lent, waits] = [place('V-1', 'lost'), place('V-2', 'on-loan'), place('V-3', 'on-hold-shelf')];
  const toReturn = (...places: (typeof gone)[]) => codeToReturn({ places, externalId: 'R-1' });
  expect(toReturn(gone, lent, waits)).toBe('V-3');
  expect(toReturn(gone, lent)).toBe('V-2');
  expect(toReturn(gone, place('V-4', 'returned-to-partner'))).toBeNull();
  // A volume without a barcode uses the identifier of its request.
  expect(toReturn(gone, place('', 'on-hold-shelf'))).toBe('R-1');
  expect(toReturn(gone, lent, place('', 'on-hold-shelf'))).toBe('R-1');
  expect(toReturn(place('', 'on-loan'))).toBe('R-1');
});

test('unavailable actions that users may look for have a short reason; others are left out', () => {
  expect(unavailable(row('LOANED', 1))).toEqual([
    'Receive: Already received',
    'Loan: Already on loan',
    'Cancel: With the patron',
    'Send: Already sent',
    'Complete: An item is still out',
  ]);
  expect(unavailable(row('SHIPPED_PHYSICALLY'))).toEqual([
    'Loan: Not received yet',
    'Return: Not received yet',
    'Request Renewal: Not received yet',
    'Send: Already sent',
  ]);
  expect(unavailable(row('RETURNED_TO_PARTNER', 1))).toEqual(
    expect.arrayContaining(['Loan: Already returned', 'Return: Already returned']),
  );
  expect(unavailable(row('RECALLED_BOR', 1))).toContain('Request Renewal: Recalled by partner');
});

test('with many requests only possible actions are offered', () => {
  expect(forManyOf(row('READY_TO_SEND'), today)).toEqual(['cancel', 'send-request', 'complete-by-hand']);
  expect(forManyOf(row('LOANED', 1), today)).toEqual(['request-renewal', 'partner-answer', 'print']);
});

test('a parcel that never arrived offers every way on: claim, lost, the next partner, complete', () => {
  expect(labels(row('SHIPPED_PHYSICALLY'))).toEqual(
    expect.arrayContaining(['Claim', 'Report lost', 'Ask next partner', 'Complete', 'Cancel']),
  );
});

test('a file can be received digitally from any partner that was asked, also instead of a printed item and after the end', () => {
  for (const status of ['SHIPPED_DIGITALLY', 'REQUEST_SENT', 'SHIPPED_PHYSICALLY', 'REQUEST_COMPLETED'])
    expect(labels(row(status)), status).toContain('Receive digitally');
});

test('Go on is offered past the needed-by date and over the cost limit, until the request ends', () => {
  const asks = (changes: Partial<ActionRow['openSince']>, status = 'REQUEST_SENT'): boolean =>
    labels({ ...row(status), openSince: { ...nothingOpen, ...changes } }).includes('Go on');
  expect(asks({})).toBe(false);
  expect(asks({ neededBy: today })).toBe(false);
  expect(asks({ neededBy: '2026-11-24' as CalendarDate })).toBe(true);
  expect(asks({ overCostAt: '2026-11-24T10:00:00.000Z' as Instant })).toBe(true);
  expect(asks({ neededBy: '2026-11-24' as CalendarDate }, 'REQUEST_COMPLETED')).toBe(false);
});

test('Loan is offered for an item on the hold shelf, not for one that the patron brought back', () => {
  expect(labels(row('RECEIVED_PHYSICALLY', 1))).toContain('Loan');
  for (const status of ['REQUEST_SENT', 'LOANED', 'RETURNED_BY_PATRON'])
    expect(labels(row(status, 1)), status).not.toContain('Loan');
});
