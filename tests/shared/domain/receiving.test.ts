import { describe, expect, test } from 'vitest';
import {
  conditionLabel,
  isReceivable,
  receivePosition,
  isCancellationAsked,
  isSetIncomplete,
  isVolumeUnexpected,
  receiveWarning,
  routeReceivedItem,
} from '../../../shared/domain/receiving.ts';
import { requestStatusCodes, requestStatuses } from '../../../shared/domain/request-status.ts';
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
  ['RECEIVED_PHYSICALLY', false, 1, 1, 'received'],
  ['RECEIVED_PHYSICALLY', true, 1, 1, 'resume'],
  ['RECEIVED_PHYSICALLY', false, 3, 2, 'resume'],
  ['RECEIVED_PHYSICALLY', false, null, 2, 'received'],
  ['LOANED', false, 3, 2, 'resume'],
  ['RETURNED_TO_PARTNER', false, 3, 2, 'late'],
  ['RETURNED_TO_PARTNER', false, 2, 2, 'closed'],
  ['RETURNED_TO_PARTNER', false, null, 1, 'closed'],
  ['REQUEST_COMPLETED', false, 3, 2, 'closed'],
  ['DAMAGED', false, 3, 2, 'resume'],
  ['REPORT_LOST', true, null, 1, 'resume'],
  ['DAMAGED', false, 1, 1, 'closed'],
  ['REPORT_LOST', false, null, 1, 'closed'],
  ['CANCELLED_BY_STAFF', false, 1, 0, 'return'],
  ['EXPIRED', false, 1, 0, 'return'],
  ['SOMETHING_ELSE', false, 1, 0, 'begin'],
  ['REPORT_LOST', false, 1, 0, 'begin'],
  ['CLAIMED', false, 1, 0, 'begin'],
] as const)(
  '%s (loop open: %s, %s expected, %i received) opens as %s',
  (status, loopOpen, expected, received, position) =>
    expect(receivePosition({ status, loopOpen, expected, received })).toBe(position),
);

test('every status before receipt warns, and a claim, a loss and a word from outside; the announced parcel does not', () => {
  const warned = ['CLAIMED', 'REPORT_LOST'];
  for (const status of requestStatusCodes)
    expect(receiveWarning(status) !== null, status).toBe(
      warned.includes(status) ||
        (requestStatuses[status].phase === 'before-receipt' && status !== 'SHIPPED_PHYSICALLY'),
    );
  expect(receiveWarning('SOMETHING_ELSE')).toContain('“SOMETHING_ELSE” comes from another system');
});

test.each([
  ['CONDITIONAL', 'A condition of the partner is unanswered'],
  ['CANCEL_REPLY', 'A cancellation was asked for'],
  ['CANCEL_NOT_ACCEPTED', 'A cancellation was asked for'],
  ['SHIPPED_DIGITALLY', 'The partner announced a file'],
  ['REQUEST_SENT', 'The partner has not announced this parcel'],
])('the warning of %s is about it', (status, words) => {
  expect(receiveWarning(status)).toContain(words);
  expect(isCancellationAsked(status)).toBe(status.startsWith('CANCEL_'));
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

test('a role holds in its library, and at its desk alone when it is scoped to one', () => {
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

test('a condition that we have no words for is shown as it is, whatever it is called', () => {
  expect(conditionLabel('LibraryUseOnly')).toBe('Library use only');
  for (const reason of ['ReadingRoomOnSundays', 'constructor', 'toString', '__proto__', ''])
    expect(conditionLabel(reason)).toBe(reason);
});

describe('what a row offers to be received', () => {
  const may = (status: string, received: number, expected: number | null, loopOpen = false): boolean =>
    isReceivable({ status, received, expected, loopOpen });

  test('what has not come yet, whatever the partner said last', () => {
    expect(may('SHIPPED_PHYSICALLY', 0, 1)).toBe(true);
    expect(may('CONDITIONAL', 0, null)).toBe(true);
  });

  test('a set with missing volumes, and one that is open while nobody knows how many there are', () => {
    expect(may('RECEIVED_PHYSICALLY', 1, 3)).toBe(true);
    expect(may('RECEIVED_PHYSICALLY', 3, 3)).toBe(false);
    expect(may('RECEIVED_PHYSICALLY', 2, null, true)).toBe(true);
    expect(may('RECEIVED_PHYSICALLY', 2, null)).toBe(false);
  });

  test('nothing that is cancelled or lent; a word from outside says nothing against the item in hand', () => {
    expect(may('CANCELLED', 0, 1)).toBe(false);
    expect(may('OVERDUE_ITEM', 1, 1)).toBe(false);
    expect(may('SOMETHING_NEW', 0, 1)).toBe(true);
  });
});
