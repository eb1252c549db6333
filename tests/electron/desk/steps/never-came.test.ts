import { take } from '../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { itemsOf, lake, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import type { NoteKind } from '../../../../shared/domain/steps/all-steps.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { codeOf, sentenceOf, valueOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const about = (requestId: RequestId, note = '') => ({ opId: newOpId(), requestId, asOf: null, note });
const tryTo = (kind: NoteKind, requestId: RequestId, note = '') =>
  take(desk.context, kind, { opId: newOpId(), requestId, asOf: null, note });
const kinds = (): unknown[] => desk.messages().map(([reader, partnerId, kind]) => [reader, partnerId, kind]);
const shipped = (): RequestId =>
  desk.add({ externalId: 'R1', rota: [north, lake], status: 'SHIPPED_PHYSICALLY' });

describe('shipped and never arrived', () => {
  test('it is claimed: the partner is asked, and what comes settles it', () => {
    const id = shipped();
    valueOf(tryTo('claim-parcel', id, 'Since Monday'));
    expect(desk.statusOf(id)).toBe('CLAIMED');
    expect(kinds()).toEqual([['partner', north, 'claim']]);
    valueOf(
      take(desk.context, 'receive', {
        opId: newOpId(),
        requestId: id,
        barcode: 'N-1',
        several: false,
        printSlip: false,
        notifyPatron: false,
        unexpected: false,
      }),
    );
    expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
    expect(desk.facts(id).life.parcel).toBe('none');
  });

  test('it is reported lost, and settled: the request is over', () => {
    const id = shipped();
    valueOf(desk.lost(id));
    expect(desk.statusOf(id)).toBe('REPORT_LOST');
    expect(kinds()).toEqual([['partner', north, 'lost']]);
    const settle = { opId: newOpId(), requestId: id, asOf: null, itemId: null, note: '' };
    valueOf(take(desk.context, 'settle-loss', settle));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  });

  test('the next partner is asked, and the one before is told that it is not needed any more', () => {
    const id = shipped();
    const before = dumpState(desk);
    const step = valueOf(tryTo('ask-next-partner', id));
    expect(step.headline).toBe('It never came from North University Library: Lake College is asked next');
    expect([desk.statusOf(id), desk.facts(id).partner?.id]).toEqual(['REQUEST_SENT', lake]);
    expect(kinds()).toEqual([
      ['partner', north, 'cancel'],
      ['partner', lake, 'request'],
    ]);
    valueOf(desk.undo(step.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('nothing of that is offered where something came, or nothing was announced', () => {
    const here = desk.add({ externalId: 'R2', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    const sent = desk.add({ externalId: 'R3', status: 'REQUEST_SENT' });
    for (const id of [here, sent]) {
      expect(codeOf(tryTo('claim-parcel', id))).toBe('status-forbids');
      expect(codeOf(tryTo('ask-next-partner', id))).toBe('status-forbids');
    }
  });
});

test('a partner that does not agree to a cancellation: the next one is asked', () => {
  const id = desk.add({ externalId: 'R1', rota: [west, lake], activePartner: west, status: 'REQUEST_SENT' });
  valueOf(desk.cancel(id));
  valueOf(desk.answer(id, { kind: 'cancel-refused', note: '' }));
  expect(desk.statusOf(id)).toBe('CANCEL_NOT_ACCEPTED');
  valueOf(tryTo('ask-next-partner', id));
  expect([desk.statusOf(id), desk.facts(id).life.cancellation]).toEqual(['REQUEST_SENT', 'none']);
});

test('a file: received digitally, with a letter to the patron; where an item was wanted it is refused', () => {
  const file = desk.add({ externalId: 'R1', status: 'SHIPPED_DIGITALLY' });
  valueOf(tryTo('receive-digitally', file, 'https://files.example/1'));
  expect(desk.statusOf(file)).toBe('RECEIVED_DIGITALLY');
  expect(desk.messages()).toEqual([
    ['patron', null, 'received-digitally', { note: 'https://files.example/1' }],
  ]);
  const paper = desk.add({ externalId: 'R2', status: 'SHIPPED_PHYSICALLY' });
  expect(codeOf(tryTo('receive-digitally', paper))).toBe('status-forbids');
});

describe('what was asked is taken back', () => {
  test('a cancellation: the partner is told, and the request goes on', () => {
    const id = desk.add({ externalId: 'R1', rota: [west], activePartner: west, status: 'WILL_SUPPLY' });
    valueOf(desk.cancel(id));
    valueOf(take(desk.context, 'withdraw-cancellation', about(id)));
    expect(desk.statusOf(id)).toBe('WILL_SUPPLY');
    expect(kinds()).toEqual([
      ['partner', west, 'cancel-asked'],
      ['partner', west, 'cancel-withdrawn'],
    ]);
    expect(codeOf(take(desk.context, 'withdraw-cancellation', about(id)))).toBe('status-forbids');
  });

  test('a cancellation whose parcel came: who receives it withdraws it, and the partner is told', () => {
    const id = desk.add({
      externalId: 'R1',
      rota: [west],
      activePartner: west,
      status: 'SHIPPED_PHYSICALLY',
    });
    valueOf(desk.cancel(id));
    expect(desk.statusOf(id)).toBe('CANCEL_REPLY');
    valueOf(
      take(desk.context, 'receive', {
        opId: newOpId(),
        requestId: id,
        barcode: 'W-1',
        several: false,
        printSlip: false,
        notifyPatron: false,
        unexpected: false,
      }),
    );
    expect([desk.statusOf(id), desk.facts(id).life.cancellation]).toEqual(['RECEIVED_PHYSICALLY', 'none']);
    expect(kinds()).toEqual([
      ['partner', west, 'cancel-asked'],
      ['partner', west, 'cancel-withdrawn'],
      ['partner', west, 'received'],
    ]);
  });

  test('a renewal that was asked: the date stays, and the partner is told', () => {
    const id = desk.add({
      externalId: 'R1',
      activePartner: west,
      status: 'LOANED',
      items: ['on-loan'],
    });
    valueOf(desk.renew(id, '2027-02-01'));
    expect(desk.statusOf(id)).toBe('RENEW_REQUESTED');
    valueOf(take(desk.context, 'withdraw-renewal', about(id)));
    expect(desk.statusOf(id)).toBe('LOANED');
    expect(kinds()).toEqual([
      ['partner', west, 'renewal-asked'],
      ['partner', west, 'renewal-withdrawn'],
    ]);
  });
});

test('a mediated renewal is refused by us: the patron is told', () => {
  const id = desk.add({ externalId: 'R1', status: 'MEDIATED_RENEWAL', items: ['on-loan'] });
  valueOf(take(desk.context, 'refuse-renewal', about(id, 'Others wait for it')));
  expect(desk.statusOf(id)).toBe('RENEW_NOT_ACCEPTED');
  expect(desk.messages()).toEqual([['patron', null, 'renewal-refused', { note: 'Others wait for it' }]]);
});

test('what was lost is found: it is at this desk again, and the partner is told', () => {
  const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
  valueOf(desk.lost(id));
  expect(desk.statusOf(id)).toBe('REPORT_LOST');
  const before = dumpState(desk);
  const found = valueOf(
    take(desk.context, 'report-found', {
      opId: newOpId(),
      requestId: id,
      asOf: null,
      itemId: null,
      note: '',
    }),
  );
  expect(desk.statusOf(id)).toBe('RECEIVED_PHYSICALLY');
  expect(kinds().at(-1)).toEqual(['partner', north, 'found']);
  expect(itemsOf(desk, id)).toHaveLength(1);
  valueOf(desk.undo(found.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('what was lost is not found while its barcode is in use on another item', () => {
  const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
  valueOf(desk.lost(id));
  const other = desk.add({ externalId: 'R2', status: 'LOANED', items: ['on-loan'] });
  desk.raw.exec(
    `UPDATE item SET barcode = (SELECT barcode FROM item WHERE request_id = ${id}) WHERE request_id = ${other}`,
  );
  const before = dumpState(desk);
  const answer = take(desk.context, 'report-found', {
    opId: newOpId(),
    requestId: id,
    asOf: null,
    itemId: null,
    note: '',
  });
  expect(codeOf(answer)).toBe('barcode-in-use');
  expect(sentenceOf(answer)).toContain('in use on R2');
  expect(dumpState(desk)).toEqual(before);
});

describe('completed by hand', () => {
  const complete = (id: RequestId, note = 'Bought instead') =>
    take(desk.context, 'complete-by-hand', about(id, note));

  test.each([
    'REQUEST_CREATED_BOR',
    'READY_TO_SEND',
    'REQUEST_SENT',
    'WILL_SUPPLY',
    'CONDITIONAL',
    'SHIPPED_PHYSICALLY',
    'SHIPPED_DIGITALLY',
    'CANCEL_REPLY',
    'CANCEL_NOT_ACCEPTED',
    'REJECTED',
    'LOCATE_FAILED',
    'CLAIMED',
    'A_CODE_FROM_OUTSIDE',
  ])('from %s, with a reason', (status) => {
    const id = desk.add({ externalId: 'R1', status });
    expect(codeOf(complete(id, ' '))).toBe('note-missing');
    valueOf(complete(id));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
  });

  test('not while something is out', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    expect(sentenceOf(complete(id))).toMatch(/cannot be completed while something of it is out/);
  });
});
