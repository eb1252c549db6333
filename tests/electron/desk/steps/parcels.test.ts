import { describe, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import {
  done,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// Expected parcels, and what is done if none arrives.

const desk = forEachTest(openDecisionDesk);
const { receive } = receivingAt(() => desk);

const shipped = (rota = [north, lake]): RequestId =>
  desk.add({ externalId: 'R1', rota, activePartner: rota[0]!, status: 'SHIPPED_PHYSICALLY' });
const turnsOf = (id: RequestId) => desk.facts(id).life.turns;

describe('shipped and never arrived', () => {
  test('it is claimed: the partner is asked, and the parcel settles the claim', () => {
    const id = shipped();
    const before = dumpState(desk);
    const claimed = done(desk.take('claim-parcel', id, 'Since Monday'));
    expect([desk.statusOf(id), desk.messages()]).toEqual([
      'CLAIMED',
      [['partner', north, 'claim', { note: 'Since Monday' }]],
    ]);
    const came = done(receive({ requestId: id, barcode: 'N-1' }));
    expect([desk.statusOf(id), turnsOf(id)[0]?.parcel]).toEqual(['RECEIVED_PHYSICALLY', 'none']);
    takeAllBack(desk, [claimed, came], before);
  });

  test('it is reported lost: its partner is notified, it is no longer expected, and after settling, or asking another one, the request continues', () => {
    const id = shipped();
    const before = dumpState(desk);
    const lost = done(desk.lost(id));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REPORT_LOST', ['north closing', 'lake waiting']]);
    expect(desk.messages()).toEqual([['partner', north, 'lost', { itemIds: [], note: 'Searched' }]]);
    // Both remain possible: the loss is settled, and the next partner is asked.
    const next = done(desk.take('ask-next-partner', id));
    expect([desk.told(), desk.turns(id)]).toEqual([
      ['north lost', 'lake request'],
      ['north closing', 'lake asked'],
    ]);
    const settled = done(desk.settle(id));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REQUEST_SENT', ['north supplied', 'lake asked']]);
    takeAllBack(desk, [lost, next, settled], before);
  });

  test('it turns up after all: if found, it is expected again, and its partner is notified; if received, it is no longer a loss', () => {
    const id = shipped();
    const before = dumpState(desk);
    const steps = [done(desk.lost(id)), done(desk.found(id))];
    expect([desk.statusOf(id), desk.told()]).toEqual(['SHIPPED_PHYSICALLY', ['north lost', 'north found']]);
    steps.push(done(desk.lost(id)));
    const came = done(receive({ requestId: id, barcode: 'N-1' }));
    expect([desk.statusOf(id), desk.turns(id)[0]]).toEqual(['RECEIVED_PHYSICALLY', 'north closing']);
    takeAllBack(desk, [...steps, came], before);
  });

  test('another partner’s parcel does not settle its loss', () => {
    const id = shipped();
    done(desk.lost(id));
    done(desk.take('ask-next-partner', id));
    const turnId = turnOfPartner(desk, id, lake);
    done(receive({ requestId: id, barcode: 'L-1', details: { turnId } }));
    expect([desk.statusOf(id), turnsOf(id).map(({ parcel }) => parcel)]).toEqual([
      'REPORT_LOST',
      ['lost', 'none'],
    ]);
  });

  test('the next partner is asked, and the previous one is sent “no longer needed”', () => {
    const id = shipped();
    const before = dumpState(desk);
    const step = done(desk.take('ask-next-partner', id));
    expect(step.headline).toMatch(/North University Library.*Lake College is asked next$/);
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'REQUEST_SENT',
      ['north passed-over', 'lake asked'],
    ]);
    expect(desk.told()).toEqual(['north not-needed', 'lake request']);
    takeAllBack(desk, [step], before);
  });

  test('nothing can be claimed if nothing was announced or everything is here', () => {
    const here = desk.add({ externalId: 'R2', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    const sent = desk.add({ externalId: 'R3', status: 'REQUEST_SENT' });
    for (const id of [here, sent]) expect(codeOf(desk.take('claim-parcel', id))).toBe('status-forbids');
  });
});

describe('a withdrawn cancellation', () => {
  test('continues the request: only a partner whose answer is open is notified', () => {
    const open = desk.add({ externalId: 'R1', rota: [west], activePartner: west, status: 'WILL_SUPPLY' });
    done(desk.cancel(open));
    const before = dumpState(desk);
    const step = done(desk.take('withdraw-cancellation', open, 'Wanted'));
    expect([desk.statusOf(open), desk.told()]).toEqual([
      'WILL_SUPPLY',
      ['west cancel-asked', 'west cancel-withdrawn'],
    ]);
    expect(codeOf(desk.take('withdraw-cancellation', open))).toBe('status-forbids');
    takeAllBack(desk, [step], before);
    done(desk.answer(open, { kind: 'cancel-refused', note: '' }));
    done(desk.take('withdraw-cancellation', open));
    expect([desk.statusOf(open), desk.told()]).toEqual(['WILL_SUPPLY', ['west cancel-asked']]);
  });

  test('to which its partner agrees too late: it sends nothing, and the next one is asked', () => {
    const id = desk.add({ externalId: 'R1', rota: [west, lake], activePartner: west, status: 'WILL_SUPPLY' });
    done(desk.cancel(id));
    done(desk.take('withdraw-cancellation', id));
    done(desk.answer(id, { kind: 'cancel-accepted', note: '' }));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REQUEST_SENT', ['west cancelled', 'lake asked']]);
  });
});

describe('completed by hand', () => {
  const complete = (id: RequestId, note = 'Bought instead') => desk.take('complete-by-hand', id, note);

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
    'RETURNED_TO_PARTNER',
    'A_CODE_FROM_OUTSIDE',
  ])('from %s, with a reason: each asked partner whose turn has not ended is notified', (status) => {
    const id = desk.add({ externalId: 'R1', status, rota: [north, west] });
    const before = dumpState(desk);
    expect(codeOf(complete(id, ' '))).toBe('note-missing');
    expectState(desk, before);
    const step = done(complete(id));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    const isAsked = ![
      'REQUEST_CREATED_BOR',
      'READY_TO_SEND',
      'REJECTED',
      'LOCATE_FAILED',
      'RETURNED_TO_PARTNER',
    ].includes(status);
    // If an answer to a cancellation was open, the partner need only be told that it is not needed.
    const isSilent = ['REQUEST_SENT', 'CANCEL_REPLY'].includes(status);
    const word = isSilent ? 'not-needed-unanswered' : 'not-needed';
    expect(desk.told()).toEqual(isAsked ? [`north ${word}`] : []);
    takeAllBack(desk, [step], before);
  });

  test('is refused while something is out for the patron', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    expect(sentenceOf(complete(id))).toMatch(
      /cannot be completed by hand: it is closed, or an item is still out\./,
    );
  });
});

test('an expected parcel is lost and found while another partner’s book is lent', () => {
  const id = desk.add({
    externalId: 'R1',
    status: 'LOANED',
    rota: [north, west, lake],
    volumes: 2,
    items: ['on-loan'],
  });
  done(desk.take('ask-next-partner', id));
  done(desk.answer(id, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
  desk.letLeave();
  const before = dumpState(desk);
  const steps = [done(desk.parcelLost(id))];
  expect([desk.told().at(-1), desk.turns(id)[1], desk.facts(id).items[0]?.status]).toEqual([
    'west lost',
    'west closing',
    'on-loan',
  ]);
  steps.push(done(desk.parcelFound(id)));
  expect([desk.told().at(-1), desk.turns(id)[1]]).toEqual(['west found', 'west shipped']);
  takeAllBack(desk, steps, before);
});

test('a claim on a set concerns the missing parcel, and another volume from it settles the claim', () => {
  const id = desk.add({ externalId: 'R1', rota: [north, lake], status: 'SHIPPED_PHYSICALLY', volumes: 3 });
  done(receive({ requestId: id, barcode: 'N-1', notifyPatron: false }));
  const before = dumpState(desk);
  const claimed = done(desk.take('claim-parcel', id));
  expect(desk.statusOf(id)).toBe('CLAIMED');
  const came = done(receive({ requestId: id, barcode: 'N-2', notifyPatron: false }));
  expect([desk.statusOf(id), desk.turns(id)[0]]).toEqual(['RECEIVED_PHYSICALLY', 'north shipped']);
  takeAllBack(desk, [claimed, came], before);
});
