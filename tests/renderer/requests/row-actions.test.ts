import { expect, test } from 'vitest';
import type { ActionRow } from '../../../renderer/src/requests/row-actions.ts';
import {
  barcodeToReturn,
  impossibleActions,
  offeredActions,
} from '../../../renderer/src/requests/row-actions.ts';
import type { DeskId, LibraryId } from '../../../shared/domain/ids.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { askedTurn, lifeOf, lifeOfParts, volumeOf } from '../support/life.ts';

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
const row = (status: string, received = 0, expected: number | null = 1): ActionRow => ({
  status,
  format: 'physical',
  life: lifeOf(status, received, expected),
  volumesReceived: received,
  volumesExpected: expected,
  setOpen: false,
  libraryId,
  libraryName: 'Main Library',
});
const labels = (of: ActionRow, state = everyRole): string[] =>
  offeredActions(of, state).map(({ label }) => label);

test('a conditional request can be received, answered and cancelled, in the trained order', () => {
  expect(labels(row('CONDITIONAL'))).toEqual([
    'Receive',
    'Conditional Reply',
    'Cancel',
    'View',
    'Rota',
    'Record partner’s answer',
    'Ask next partner',
    'Correct',
    'Complete',
    'Edit',
  ]);
});

test('a loaned request can be renewed and returned, and has a slip', () => {
  expect(labels(row('LOANED', 1))).toEqual(
    expect.arrayContaining(['Request Renewal', 'Return', 'Print slip', 'Report lost', 'Report damaged']),
  );
  expect(labels(row('LOANED', 1))).not.toContain('Receive');
});

test('what a partner wants back is not renewed', () => {
  expect(labels(row('RECALLED_BOR', 1))).not.toContain('Request Renewal');
});

test('a missing volume of a set may be received while others are here', () => {
  expect(labels(row('RECEIVED_PHYSICALLY', 2, 3))).toContain('Receive');
  expect(labels(row('RECEIVED_PHYSICALLY', 3, 3))).not.toContain('Receive');
  expect(labels({ ...row('RECEIVED_PHYSICALLY', 2, null), setOpen: true })).toContain('Receive');
  expect(labels(row('RETURNED_TO_PARTNER', 2, 3))).toContain('Receive');
  expect(labels(row('RETURNED_TO_PARTNER', 3, 3))).not.toContain('Receive');
});

test('of an ended request a late word and a wrong entry are still recorded, and it can be requested again', () => {
  expect(labels(row('CANCELLED_BY_STAFF'))).toEqual([
    'View',
    'Record partner’s answer',
    'Correct',
    'Request again',
  ]);
});

test('what is to go back may be kept; what everything came of takes one more volume on purpose', () => {
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

test('a set of which volumes are missing can be ended, one that is whole cannot', () => {
  expect(labels(row('RECEIVED_PHYSICALLY', 2, 3))).toContain('End set');
  expect(labels(row('RECEIVED_PHYSICALLY', 3, 3))).not.toContain('End set');
});

test('what nobody is left to supply can be requested again; what is open says why not', () => {
  expect(labels(row('REJECTED'))).toContain('Request again');
  const whyNot = (of: ActionRow) => impossibleActions(of).find(({ id }) => id === 'again')?.why;
  expect(whyNot(row('LOANED', 1))).toBe(
    'A request with the status “Loaned item to patron” cannot be requested again: it is not over yet.',
  );
  expect(whyNot(row('REJECTED'))).toBeUndefined();
});

test('a status from outside breaks nothing: it can be viewed, received when its item is in hand, and completed', () => {
  expect(labels(row('RECEIVED_NOT_FOR_LOAN'))).toEqual([
    'Receive',
    'Cancel',
    'View',
    'Rota',
    'Record partner’s answer',
    'Correct',
    'Complete',
  ]);
});

test('what the role forbids stays in the menu with its reason', () => {
  const offered = offeredActions(row('LOANED', 1), stateWith('circulation-desk-operator'));
  const why = (label: string): string | null | undefined =>
    offered.find((action) => action.label === label)?.why;
  expect(why('Return')).toBeNull();
  expect(why('Request Renewal')).toMatch(/needs the role .*Contact the staff responsible for assigning/);
  expect(why('View')).toBeNull();
});

test('every status offers a view, each action once', () => {
  for (const status of requestStatusCodes) {
    const offered = labels(row(status, 1));
    expect(offered).toContain('View');
    expect(new Set(offered).size).toBe(offered.length);
  }
});

test('Return begins with what is here, before what the patron has, and never with what has gone', () => {
  const place = (barcode: string, status: string) => ({ barcode, status });
  const [gone, lent, waits] = [place('V-1', 'lost'), place('V-2', 'on-loan'), place('V-3', 'on-hold-shelf')];
  expect(barcodeToReturn([gone, lent, waits])).toBe('V-3');
  expect(barcodeToReturn([gone, lent])).toBe('V-2');
  expect(barcodeToReturn([gone, place('V-4', 'returned-to-partner')])).toBeNull();
});

test('what is not possible now is told with its reason, and nothing of it is in the menu', () => {
  const of = row('LOANED', 1);
  const impossible = impossibleActions(of);
  expect(impossible.map(({ label }) => label)).toEqual(expect.arrayContaining(['Send', 'Claim', 'Complete']));
  expect(impossible.every(({ why }) => why?.includes('“Loaned item to patron”'))).toBe(true);
  expect(labels(of).filter((label) => impossible.some((one) => one.label === label))).toEqual([]);
});

test('a parcel that never came has every way on: claim, lost, the next partner, complete', () => {
  expect(labels(row('SHIPPED_PHYSICALLY'))).toEqual(
    expect.arrayContaining(['Claim', 'Report lost', 'Ask next partner', 'Complete', 'Cancel']),
  );
});

test('a file is received digitally where one was wanted or sent', () => {
  expect(labels(row('SHIPPED_DIGITALLY'))).toContain('Receive digitally');
  expect(labels({ ...row('REQUEST_SENT'), format: 'digital' })).toContain('Receive digitally');
  expect(labels(row('REQUEST_SENT'))).not.toContain('Receive digitally');
});
