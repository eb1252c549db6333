import { expect, test } from 'vitest';
import { canReceive, cardStep, cardStepLabel } from '../../../../renderer/src/features/today/card-rules.ts';
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

test('each card offers its own step first, not a receipt of what has not come', () => {
  expect(cardStep('to-receive', request('SHIPPED_PHYSICALLY', 0, 1))).toBe('receive');
  expect(cardStep('conditional', request('CONDITIONAL', 0, 1))).toBe('reply');
  expect(cardStep('ready-to-send', request('READY_TO_SEND', 0, 1))).toBe('send');
  expect(cardStep('no-partner-left', request('REJECTED', 0, 1))).toBe('extendRota');
  expect(cardStep('no-partner-left', request('LOCATE_FAILED', 0, 1))).toBe('extendRota');
  expect(cardStep('mediated-renewals', request('MEDIATED_RENEWAL', 1, 1))).toBe('renew');
  expect(cardStep('not-picked-up', request('RECEIVED_PHYSICALLY', 1, 1))).toBe('return');
  expect(cardStep('to-return', request('RETURNED_BY_PATRON', 1, 1))).toBe('return');
  expect(cardStep('active-notes', request('SOMETHING_NEW', 0, 1))).toBe('notes');
  expect(cardStepLabel('reply')).toBe('Conditional Reply');
});

test('where the status forbids the card’s step, or a scan is the step, no button is offered', () => {
  expect(cardStep('due-and-overdue', request('OVERDUE_ITEM', 1, 1))).toBe('renew');
  expect(cardStep('due-and-overdue', request('RECALLED_BOR', 1, 1))).toBeNull();
  expect(cardStep('in-transit', request('RECEIVED_PHYSICALLY', 1, 1))).toBeNull();
  expect(cardStep('on-hold-shelf', request('RECEIVED_PHYSICALLY', 1, 3))).toBeNull();
});
