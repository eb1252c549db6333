import { expect, test } from 'vitest';
import {
  conditionLabel,
  isReceivable,
  receivePosition,
  isChoiceNeeded,
  isSetIncomplete,
  isVolumeUnexpected,
  receiveWarning,
  routeReceivedItem,
} from '../../../shared/domain/receiving.ts';
import { requestStatusCodes, requestStatuses } from '../../../shared/domain/request-status.ts';
import { lifeOf } from '../../renderer/support/life.ts';
import { hasRole } from '../../../shared/domain/roles.ts';
import type { DeskId, LibraryId } from '../../../shared/domain/ids.ts';

test.each([
  [1, true, 1, 'hold-shelf'],
  [1, true, null, 'hold-shelf'],
  [1, true, 2, 'in-transit'],
  [1, false, 1, 'in-transit'],
  [1, false, null, 'in-transit'],
] as const)(
  'at desk %i (shelf: %s) with pickup at %s an item goes to %s',
  (deskId, holdShelf, pickupDeskId, to) =>
    expect(routeReceivedItem({ deskId, holdShelf, pickupDeskId })).toBe(to),
);

test.each([
  ['SHIPPED_PHYSICALLY', false, 1, 0, 'begin'],
  ['CONDITIONAL', false, null, 0, 'begin'],
  ['REPORT_LOST', false, 1, 0, 'begin'],
  ['CLAIMED', false, 1, 0, 'begin'],
  ['SOMETHING_ELSE', false, 1, 0, 'begin'],
  ['RECEIVED_PHYSICALLY', true, 1, 1, 'resume'],
  ['RECEIVED_PHYSICALLY', false, 3, 2, 'resume'],
  ['LOANED', false, 3, 2, 'resume'],
  ['RETURNED_TO_PARTNER', false, 3, 2, 'resume'],
  ['RECEIVED_PHYSICALLY', false, 1, 1, 'filled'],
  ['RECEIVED_PHYSICALLY', false, null, 2, 'filled'],
  ['RETURNED_TO_PARTNER', false, 2, 2, 'filled'],
  ['DAMAGED', false, 1, 1, 'filled'],
  ['CANCEL_REPLY', false, 1, 0, 'cancelling'],
  ['CANCEL_NOT_ACCEPTED', false, 1, 0, 'cancelling'],
  ['REQUEST_COMPLETED', false, 3, 2, 'over'],
  ['CANCELLED_BY_STAFF', false, 1, 0, 'over'],
  ['EXPIRED', false, 1, 0, 'over'],
] as const)(
  '%s (loop open: %s, %s expected, %i received) opens as %s',
  (status, loopOpen, expected, received, position) => {
    const request = { life: lifeOf(status, received, expected), loopOpen, expected, received };
    expect(receivePosition(request)).toBe(position);
    // Staff choose what happens to an unexpected parcel; a row offers the others.
    expect(isChoiceNeeded(position)).toBe(!['begin', 'resume'].includes(position));
    expect(isReceivable(request)).toBe(['begin', 'resume'].includes(position));
  },
);

test('a volume that arrived but was not scanned is scanned first, whatever happened to the request', () => {
  for (const status of ['LOANED', 'REQUEST_COMPLETED']) {
    const request = { life: lifeOf(status, 1, 1), loopOpen: false, expected: 1, received: 1, unscanned: 1 };
    expect(receivePosition(request), status).toBe('begin');
  }
});

const sent = { wasSent: true, partnerIsTold: [] };

test('every status before receipt warns, and so do a claim, a loss and an unknown status; the announced parcel does not', () => {
  const warned = ['CLAIMED', 'REPORT_LOST'];
  for (const status of requestStatusCodes)
    expect(receiveWarning(status, sent) !== null, status).toBe(
      warned.includes(status) ||
        (requestStatuses[status].phase === 'before-receipt' && status !== 'SHIPPED_PHYSICALLY'),
    );
  expect(receiveWarning('SOMETHING_ELSE', sent)).toContain('“SOMETHING_ELSE” comes from another system');
});

test.each([
  ['CONDITIONAL', 'A partner’s condition hasn’t been answered, but the item is here'],
  ['SHIPPED_DIGITALLY', 'The partner said it sent a file'],
  ['REQUEST_SENT', 'This request isn’t marked as shipped (status:'],
  // A partner that has shipped is asked too, so the parcel may have been reported.
  ['CANCEL_NOT_ACCEPTED', 'The partner didn’t accept the cancellation, and now the item is here.'],
])('the warning of %s is about it', (status, words) => {
  expect(receiveWarning(status, sent)).toContain(words);
});

test.each([
  [null, 0, false, false],
  [null, 5, false, false],
  [3, 0, false, false],
  [3, 1, true, false],
  [3, 2, true, false],
  [3, 3, false, true],
  [3, 4, false, true],
  [0, 0, false, true],
])(
  'of %s expected volumes %i are here: incomplete %s, one more unexpected %s',
  (expected, received, is, one) => {
    expect(isSetIncomplete({ expected, received })).toBe(is);
    expect(isVolumeUnexpected({ expected, received })).toBe(one);
  },
);

test('a role applies in its library, and only at its desk if it is scoped to one', () => {
  const library = 1 as LibraryId;
  const [one, two] = [1 as DeskId, 2 as DeskId];
  const scoped = [{ role: 'requests-operator', libraryId: library, deskId: one }] as const;
  const wide = [{ role: 'requests-operator', libraryId: library, deskId: null }] as const;
  expect(hasRole(scoped, 'requests-operator', { libraryId: library, deskId: one })).toBe(true);
  expect(hasRole(scoped, 'requests-operator', { libraryId: library, deskId: two })).toBe(false);
  expect(hasRole(wide, 'requests-operator', { libraryId: library, deskId: two })).toBe(true);
  expect(hasRole(wide, 'requests-operator', { libraryId: 2 as LibraryId, deskId: two })).toBe(false);
  expect(hasRole(wide, 'circulation-desk-operator', { libraryId: library, deskId: two })).toBe(false);
});

test('an unknown condition is displayed unchanged, whatever its name', () => {
  expect(conditionLabel('LibraryUseOnly')).toBe('Library use only');
  for (const reason of ['ReadingRoomOnSundays', 'constructor', 'toString', '__proto__', ''])
    expect(conditionLabel(reason)).toBe(reason);
});
