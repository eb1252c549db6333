import { expect, test } from 'vitest';
import {
  cardAction,
  cardStep,
  cardStepLabel,
  cardSteps,
  dateOf,
} from '../../../../renderer/src/pages/today/card-rules.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { lifeOf } from '../../support/life.ts';
import { formOf } from '../../support/receiving-desk.ts';

const request = (status: string, received: number, expected: number | null, setOpen = false) => ({
  ...formOf().request,
  status,
  volumesReceived: received,
  volumesExpected: expected,
  setOpen,
  life: lifeOf(status, received, expected),
});

test('each card offers its own step first, but no receipt of items that have not arrived', () => {
  expect(cardStep('to-receive', request('SHIPPED_PHYSICALLY', 0, 1))).toBe('receive');
  expect(cardStep('to-receive', request('CANCELLED', 0, 1))).toBeNull();
  expect(cardStep('sets-unfinished', request('RECEIVED_PHYSICALLY', 2, null, true))).toBe('receive');
  expect(cardStep('conditional', request('CONDITIONAL', 0, 1))).toBe('conditional-reply');
  expect(cardStep('ready-to-send', request('READY_TO_SEND', 0, 1))).toBe('send-request');
  expect(cardStep('no-partner-left', request('REJECTED', 0, 1))).toBe('edit-rota');
  expect(cardStep('no-partner-left', request('LOCATE_FAILED', 0, 1))).toBe('edit-rota');
  expect(cardStep('mediated-renewals', request('MEDIATED_RENEWAL', 1, 1))).toBe('request-renewal');
  expect(cardStep('not-picked-up', request('RECEIVED_PHYSICALLY', 1, 1))).toBe('return');
  expect(cardStep('to-return', request('RETURNED_BY_PATRON', 1, 1))).toBe('return');
  expect(cardStep('active-notes', request('SOMETHING_NEW', 0, 1))).toBe('notes');
  expect(cardStep('lost-and-damaged', request('REPORT_LOST', 1, 1))).toBe('settle-loss');
  expect(cardStep('lost-and-damaged', request('DAMAGED', 1, 1))).toBe('settle-loss');
  expect(cardStepLabel('conditional-reply')).toBe('Conditional Reply');
});

test('a request that a partner would lend if it is changed is requested again, instead of asking others', () => {
  const refused = request('REJECTED', 0, 1);
  const openSince = { ...refused.openSince, ifChangedAt: '2026-11-24T10:00:00.000Z' as Instant };
  expect(cardStep('no-partner-left', { ...refused, openSince })).toBe('again');
  expect(cardStepLabel('again')).toBe('Request again');
});

test('if the status forbids the card’s step, or the step is a scan, no button is offered', () => {
  expect(cardStep('partner-overdue', request('OVERDUE_ITEM', 1, 1))).toBe('request-renewal');
  expect(cardStep('partner-overdue', request('RECALLED_BOR', 1, 1))).toBeNull();
  expect(cardStep('in-transit', request('RECEIVED_PHYSICALLY', 1, 1))).toBeNull();
  expect(cardStep('on-hold-shelf', request('RECEIVED_PHYSICALLY', 1, 3))).toBeNull();
});

test('a file on its way is received digitally; a late parcel is claimed', () => {
  expect(cardStep('shipped-not-here', request('SHIPPED_DIGITALLY', 0, 1))).toBe('receive-digitally');
  expect(cardStep('shipped-not-here', request('SHIPPED_PHYSICALLY', 0, 1))).toBe('claim-parcel');
  expect(cardSteps('shipped-not-here')).toEqual(['Receive digitally']);
});

test('a card shows its main date, and none before there is one', () => {
  expect(dateOf('conditional')?.label).toBe('Reply by');
  expect(dateOf('not-picked-up')?.label).toBe('Hold until');
  expect(dateOf('patron-overdue')?.label).toBe('Due');
  expect(dateOf('partner-overdue')?.label).toBe('Due back');
  expect(dateOf('ready-to-send')).toBeNull();
});

test('the buttons of a row have the labels of its card', () => {
  expect(cardSteps('active-notes')).toEqual(['Read note', 'Dismiss']);
  expect(cardSteps('on-hold-shelf')).toEqual([]);
  expect([cardAction('ready-to-send'), cardAction('active-notes'), cardAction('needs-person')]).toEqual([
    'send-request',
    null,
    null,
  ]);
});
