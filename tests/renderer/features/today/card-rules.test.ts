import { expect, test } from 'vitest';
import { canReceive } from '../../../../renderer/src/features/today/card-rules.ts';
import { formOf } from '../../support/receiving-desk.ts';

const request = (status: string, received: number, expected: number | null) => ({
  ...formOf().request,
  status,
  volumesReceived: received,
  volumesExpected: expected,
});

test('what has not come yet can be received, whatever the lender said last', () => {
  expect(canReceive('to-receive', request('SHIPPED_PHYSICALLY', 0, 1))).toBe(true);
  expect(canReceive('conditional', request('CONDITIONAL', 0, null))).toBe(true);
});

test('a set with missing volumes goes on, a complete one does not', () => {
  expect(canReceive('on-hold-shelf', request('RECEIVED_PHYSICALLY', 1, 3))).toBe(true);
  expect(canReceive('on-hold-shelf', request('RECEIVED_PHYSICALLY', 3, 3))).toBe(false);
  expect(canReceive('sets-unfinished', request('RECEIVED_PHYSICALLY', 2, null))).toBe(true);
});

test('what is cancelled, lent or unknown is not offered', () => {
  expect(canReceive('to-receive', request('CANCELLED', 0, 1))).toBe(false);
  expect(canReceive('due-and-overdue', request('OVERDUE_ITEM', 1, 1))).toBe(false);
  expect(canReceive('to-receive', request('SOMETHING_NEW', 0, 1))).toBe(false);
});
