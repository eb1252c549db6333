import { take } from '../../../../electron/main/desk/steps/take.ts';
import { describe, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf } from '../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

describe('one request', () => {
  test('with the partner: partner and patron are told, with the reason; the turn ends', () => {
    const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', rota: [north, west] });
    const before = dumpState(desk);
    const outcome = done(desk.cancel(id, { note: 'We bought a copy', reason: 'ItemAlreadyAvailable' }));
    expect(outcome.headline).toBe('Cancelled: We have it ourselves');
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    expect(desk.messages()).toEqual([
      ['partner', north, 'not-needed-unanswered', { note: '' }],
      ['patron', null, 'cancelled', { reason: 'We have it ourselves', note: 'We bought a copy' }],
    ]);
    expect(desk.facts(id).partners.map(({ state }) => state)).toEqual(['cancelled', 'waiting']);
    expect(desk.raw.prepare('SELECT cancel_reason, cancel_note FROM request').get()).toEqual({
      cancel_reason: 'ItemAlreadyAvailable',
      cancel_note: 'We bought a copy',
    });
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('not yet with a partner: only the patron is told, and only if chosen', () => {
    for (const status of ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED']) {
      const id = desk.add({ externalId: status, status, activePartner: west, rota: [west] });
      done(desk.cancel(id, { notifyPatron: false }));
      expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    }
    expect(desk.messages()).toEqual([]);
  });

  test('at the patron’s request says so', () => {
    const id = desk.add({ externalId: 'C1', status: 'WILL_SUPPLY' });
    expect(done(desk.cancel(id, { requestedBy: 'patron' })).headline).toContain('for the patron');
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_PATRON');
  });

  test('for a reason that names the patron’s request ends as cancelled by the patron, whatever else is said', () => {
    const id = desk.add({ externalId: 'C1', status: 'WILL_SUPPLY' });
    const input = { reason: 'CancelledAtPatronRequest', requestedBy: 'staff' } as const;
    expect(done(desk.cancel(id, input)).headline).toBe(
      'Cancelled for the patron: Cancelled at the patron’s request',
    );
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_PATRON');
  });

  test('whose partner must agree waits for it; the patron is told when it agrees', () => {
    const id = desk.add({ externalId: 'C1', status: 'CONDITIONAL', activePartner: west, rota: [west] });
    const before = dumpState(desk);
    const outcome = done(desk.cancel(id, { note: 'Sorry' }));
    expect(outcome.headline).toBe('Asked West College to cancel: The patron no longer needs it');
    expect(outcome.remarks).toContain('The patron will be notified when the request closes.');
    expect(desk.statusOf(id)).toBe('CANCEL_REPLY');
    expect(desk.messages()).toEqual([['partner', west, 'cancel-asked', { note: '' }]]);
    const asked = dumpState(desk);

    const accepted = done(desk.answer(id, { kind: 'cancel-accepted', note: '' }));
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    expect(desk.facts(id).partners[0]?.state).toBe('cancelled');
    expect(desk.messages()[1]).toEqual([
      'patron',
      null,
      'cancelled',
      { reason: 'The patron no longer needs it', note: 'Sorry' },
    ]);
    done(desk.undo(accepted.opId));
    expect(dumpState(desk)).toEqual(asked);

    const refused = done(desk.answer(id, { kind: 'cancel-refused', note: 'On its way' }));
    expect(desk.statusOf(id)).toBe('CANCEL_NOT_ACCEPTED');
    expect(codeOf(desk.undo(outcome.opId))).toBe('undo-later-step');
    done(desk.undo(refused.opId));
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('without that choice the patron is not told when the partner agrees either', () => {
    const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', activePartner: west });
    done(desk.cancel(id, { notifyPatron: false }));
    done(desk.answer(id, { kind: 'cancel-accepted', note: '' }));
    expect(desk.messages().map(([reader]) => reader)).toEqual(['partner']);
  });

  test('that was shipped always waits for its partner', () => {
    for (const status of ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY']) {
      const id = desk.add({ externalId: status, status });
      expect(done(desk.cancel(id)).headline).toContain('Asked North University Library to cancel');
      expect(desk.statusOf(id)).toBe('CANCEL_REPLY');
    }
    expect(desk.messages().map(([, , kind]) => kind)).toEqual(['cancel-asked', 'cancel-asked']);
  });

  test('with a volume here sends it back; with the patron, or with an inactive reason, it is refused', () => {
    const received = desk.add({ externalId: 'C1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    const lent = desk.add({ externalId: 'C2', status: 'LOANED', items: ['on-loan'] });
    const sent = desk.add({ externalId: 'C3', status: 'REQUEST_SENT' });
    desk.raw.exec("UPDATE cancellation_reason SET active = 0 WHERE code = 'COST'");
    const before = dumpState(desk);
    expect(codeOf(desk.cancel(lent))).toBe('status-forbids');
    for (const reason of ['COST', 'NONE_SUCH'])
      expect(codeOf(desk.cancel(sent, { reason }))).toBe('reason-unknown');
    expect(dumpState(desk)).toEqual(before);
    const cancelled = done(desk.cancel(received));
    expect(desk.statusOf(received)).toBe('CANCELLED_BY_STAFF');
    expect(desk.facts(received).life.volumes.map(({ use }) => use)).toEqual(['goes-back']);
    expect(desk.messages()).toEqual([['patron', null, 'cancelled', expect.anything()]]);
    done(desk.undo(cancelled.opId));
    expect(dumpState(desk)).toEqual(before);
  });
});

test('a repeated command returns the same answer, and each cancellation is undone separately', () => {
  const ids = ['REQUEST_SENT', 'LOANED', 'READY_TO_SEND', 'CONDITIONAL'].map((status, index) =>
    desk.add({ externalId: `M${index}`, status, activePartner: status === 'CONDITIONAL' ? west : north }),
  );
  const before = dumpState(desk);
  const inputs = ids.map((requestId) => ({
    opId: newOpId(),
    requestId,
    asOf: desk.facts(requestId).updatedAt,
    reason: 'DUPLICATE',
    note: '',
    notifyPatron: true,
    requestedBy: 'staff' as const,
  }));
  const cancelAll = () => inputs.map((input) => take(desk.context, 'cancel', input));
  const results = cancelAll();
  expect(results.map((result) => (result.ok ? result.value.headline : result.error.code))).toEqual([
    'Cancelled: It was requested twice',
    'status-forbids',
    'Cancelled: It was requested twice',
    'Asked West College to cancel: It was requested twice',
  ]);
  expect(ids.map(desk.statusOf)).toEqual([
    'CANCELLED_BY_STAFF',
    'LOANED',
    'CANCELLED_BY_STAFF',
    'CANCEL_REPLY',
  ]);
  const messages = desk.messages().length;
  expect(cancelAll()).toEqual(results);
  expect(desk.messages()).toHaveLength(messages);
  for (const result of results) if (result.ok) done(desk.undo(result.value.opId));
  expect(dumpState(desk)).toEqual(before);
});

describe('a parcel that arrives anyway', () => {
  const receive = (requestId: RequestId, use: 'for-patron' | 'goes-back' | null) =>
    receivingAt(() => desk).receive({ requestId, barcode: `N-${requestId}`, use });

  test('for a cancelled request is received to go back, and the end stays', () => {
    const id = desk.add({ externalId: 'K1', status: 'REQUEST_SENT', rota: [north] });
    done(desk.cancel(id));
    expect(codeOf(receive(id, null))).toBe('request-completed');
    expect(codeOf(receive(id, 'for-patron'))).toBe('request-completed');
    done(receive(id, 'goes-back'));
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    expect(desk.facts(id).partners[0]?.state).toBe('closing');
  });

  test('while a cancellation is pending is staff’s choice: if wanted, the partner is told; otherwise it goes back and the request ends', () => {
    const wanted = desk.add({ externalId: 'W1', status: 'SHIPPED_PHYSICALLY', activePartner: west });
    const unwanted = desk.add({ externalId: 'W2', status: 'SHIPPED_PHYSICALLY', activePartner: west });
    for (const id of [wanted, unwanted]) {
      done(desk.cancel(id));
      expect(codeOf(receive(id, null))).toBe('request-cancelled');
    }
    done(receive(wanted, 'for-patron'));
    expect(desk.statusOf(wanted)).toBe('RECEIVED_PHYSICALLY');
    done(receive(unwanted, 'goes-back'));
    expect(desk.statusOf(unwanted)).toBe('CANCELLED_BY_STAFF');
    expect(desk.messages().map(([reader, , kind]) => `${reader} ${kind}`)).toEqual([
      'partner cancel-asked',
      'partner cancel-asked',
      'partner cancel-withdrawn',
      'partner received',
      'patron item-ready',
      'partner received',
      'patron cancelled',
    ]);
  });
});
