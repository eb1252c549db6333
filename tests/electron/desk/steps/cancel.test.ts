import { take } from '../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { receivingService } from '../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

describe('one request', () => {
  test('that the partner has: partner and patron are told, with the reason; its turn ended', () => {
    const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', rota: [north, west] });
    const before = dumpState(desk);
    const outcome = done(desk.cancel(id, { note: 'We bought a copy', reason: 'ItemAlreadyAvailable' }));
    expect(outcome.headline).toBe('Cancelled: We have it ourselves');
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
    expect(desk.messages()).toEqual([
      ['partner', north, 'cancel', { note: '' }],
      ['patron', null, 'cancelled', { reason: 'We have it ourselves', note: 'We bought a copy' }],
    ]);
    expect(desk.facts(id).rota.map(({ ended }) => ended)).toEqual(['cancelled', null]);
    expect(desk.raw.prepare('SELECT cancel_reason, cancel_note FROM request').get()).toEqual({
      cancel_reason: 'ItemAlreadyAvailable',
      cancel_note: 'We bought a copy',
    });
    done(desk.undo(outcome.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('that no partner has yet: nobody but the patron needs to know, and only if chosen', () => {
    for (const status of ['REQUEST_CREATED_BOR', 'READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED']) {
      const id = desk.add({ externalId: status, status, activePartner: west, rota: [west] });
      done(desk.cancel(id, { notifyPatron: false }));
      expect(desk.statusOf(id)).toBe('CANCELLED_BY_STAFF');
      expect(desk.facts(id).rota[0]?.ended).toBeNull();
    }
    expect(desk.messages()).toEqual([]);
  });

  test('by the patron’s request says so', () => {
    const id = desk.add({ externalId: 'C1', status: 'WILL_SUPPLY' });
    expect(done(desk.cancel(id, { requestedBy: 'patron' })).headline).toContain('for the patron');
    expect(desk.statusOf(id)).toBe('CANCELLED_BY_PATRON');
  });

  test('whose partner must agree waits for it; the patron is told when it agrees', () => {
    const id = desk.add({ externalId: 'C1', status: 'CONDITIONAL', activePartner: west, rota: [west] });
    const before = dumpState(desk);
    const outcome = done(desk.cancel(id, { note: 'Sorry' }));
    expect(outcome.headline).toBe('Cancellation asked of West College: The patron no longer needs it');
    expect(outcome.remarks).toContain('The patron is told when the partner agrees.');
    expect(desk.statusOf(id)).toBe('CANCEL_REPLY');
    expect(desk.messages()).toEqual([['partner', west, 'cancel-asked', { note: '' }]]);
    const asked = dumpState(desk);

    const accepted = done(desk.answer(id, { kind: 'cancel-accepted', note: '' }));
    expect(desk.statusOf(id)).toBe('CANCELLED');
    expect(desk.facts(id).rota[0]?.ended).toBe('cancelled');
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

  test('without the choice the patron is not told when the partner agrees either', () => {
    const id = desk.add({ externalId: 'C1', status: 'REQUEST_SENT', activePartner: west });
    done(desk.cancel(id, { notifyPatron: false }));
    done(desk.answer(id, { kind: 'cancel-accepted', note: '' }));
    expect(desk.messages().map(([reader]) => reader)).toEqual(['partner']);
  });

  test('that was shipped always waits for its partner', () => {
    for (const status of ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY']) {
      const id = desk.add({ externalId: status, status });
      expect(done(desk.cancel(id)).headline).toContain('Cancellation asked of North University Library');
      expect(desk.statusOf(id)).toBe('CANCEL_REPLY');
    }
    expect(desk.messages().map(([, , kind]) => kind)).toEqual(['cancel-asked', 'cancel-asked']);
  });

  test('of which something came, or with a reason that is not in use, is refused and changes nothing', () => {
    const received = desk.add({ externalId: 'C1', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    const sent = desk.add({ externalId: 'C2', status: 'REQUEST_SENT' });
    desk.raw.exec("UPDATE cancellation_reason SET active = 0 WHERE code = 'COST'");
    const before = dumpState(desk);
    expect(codeOf(desk.cancel(received))).toBe('status-forbids');
    for (const reason of ['COST', 'NONE_SUCH'])
      expect(codeOf(desk.cancel(sent, { reason }))).toBe('reason-unknown');
    expect(dumpState(desk)).toEqual(before);
  });
});

test('the same again gets the answer that it got, and each is undone by itself', () => {
  const ids = ['REQUEST_SENT', 'RECEIVED_PHYSICALLY', 'READY_TO_SEND', 'CONDITIONAL'].map((status, index) =>
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
    'Cancellation asked of West College: It was requested twice',
  ]);
  expect(ids.map(desk.statusOf)).toEqual([
    'CANCELLED_BY_STAFF',
    'RECEIVED_PHYSICALLY',
    'CANCELLED_BY_STAFF',
    'CANCEL_REPLY',
  ]);
  const messages = desk.messages().length;
  expect(cancelAll()).toEqual(results);
  expect(desk.messages()).toHaveLength(messages);
  for (const result of results) if (result.ok) done(desk.undo(result.value.opId));
  expect(dumpState(desk)).toEqual(before);
});

describe('an item that comes all the same', () => {
  const open = (code: string) => receivingService(desk.context).open({ code, further: false });
  const receive = (requestId: RequestId) =>
    take(desk.context, 'receive', {
      opId: newOpId(),
      requestId,
      barcode: `N-${requestId}`,
      several: false,
      printSlip: true,
      notifyPatron: true,
      unexpected: false,
    });

  test('is not received once the request is cancelled, by whomever', () => {
    const staff = desk.add({ externalId: 'K1', status: 'REQUEST_SENT' });
    const patron = desk.add({ externalId: 'K2', status: 'REQUEST_SENT' });
    const partner = desk.add({ externalId: 'K3', status: 'REQUEST_SENT', activePartner: west });
    done(desk.cancel(staff));
    done(desk.cancel(patron, { requestedBy: 'patron' }));
    done(desk.cancel(partner));
    done(desk.answer(partner, { kind: 'cancel-accepted', note: '' }));
    for (const [id, code] of [
      [staff, 'K1'],
      [patron, 'K2'],
      [partner, 'K3'],
    ] as const) {
      expect(codeOf(open(code)), code).toBe('request-cancelled');
      expect(codeOf(receive(id)), code).toBe('request-cancelled');
    }
  });

  test('is received with a warning while the partner has not agreed, or did not agree', () => {
    for (const [code, refuses] of [
      ['W1', false],
      ['W2', true],
    ] as const) {
      const id = desk.add({ externalId: code, status: 'REQUEST_SENT', activePartner: west });
      done(desk.cancel(id));
      if (refuses) done(desk.answer(id, { kind: 'cancel-refused', note: '' }));
      expect(done(open(code)).warning).toContain('A cancellation was asked for');
      done(receive(id));
      expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
    }
  });
});
