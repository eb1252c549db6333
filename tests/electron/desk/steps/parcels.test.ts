import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import {
  type DecisionDesk,
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

// Parcels and files that are awaited, and what is done where none comes.

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());
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

  test('it is reported lost: its partner is told, nobody waits for it, and settled, or asked of another one, the request goes on', () => {
    const id = shipped();
    const before = dumpState(desk);
    const lost = done(desk.lost(id));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REPORT_LOST', ['north closing', 'lake waiting']]);
    expect(desk.messages()).toEqual([['partner', north, 'lost', { itemIds: [], note: 'Searched' }]]);
    // Both stay possible: the loss is settled, and the next partner is asked.
    const next = done(desk.take('ask-next-partner', id));
    expect([desk.told(), desk.turns(id)]).toEqual([
      ['north lost', 'lake request'],
      ['north closing', 'lake asked'],
    ]);
    const settled = done(desk.settle(id));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REQUEST_SENT', ['north supplied', 'lake asked']]);
    takeAllBack(desk, [lost, next, settled], before);
  });

  test('it turns up after all: found, it is awaited again, and its partner is told; received, it is no loss any more', () => {
    const id = shipped();
    const before = dumpState(desk);
    const steps = [done(desk.lost(id)), done(desk.found(id))];
    expect([desk.statusOf(id), desk.told()]).toEqual(['SHIPPED_PHYSICALLY', ['north lost', 'north found']]);
    steps.push(done(desk.lost(id)));
    const came = done(receive({ requestId: id, barcode: 'N-1' }));
    expect([desk.statusOf(id), desk.turns(id)[0]]).toEqual(['RECEIVED_PHYSICALLY', 'north closing']);
    takeAllBack(desk, [...steps, came], before);
  });

  test('the parcel of another partner settles no loss of it', () => {
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

  test('the next partner is asked, and the one before is told that it is not needed', () => {
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

  test('nothing is claimed where nothing was announced or all is here', () => {
    const here = desk.add({ externalId: 'R2', status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
    const sent = desk.add({ externalId: 'R3', status: 'REQUEST_SENT' });
    for (const id of [here, sent]) expect(codeOf(desk.take('claim-parcel', id))).toBe('status-forbids');
  });
});

describe('a file', () => {
  const file = (id: RequestId, partner = north) =>
    take(desk.context, 'receive-digitally', {
      opId: newOpId(),
      requestId: id,
      asOf: null,
      note: 'https://files.example/1',
      turnId: turnOfPartner(desk, id, partner),
    });

  test('ends the request, also a physical one: the patron gets the letter, and who else was asked is told', () => {
    const id = shipped([north, west]);
    done(desk.take('ask-next-partner', id));
    desk.letLeave();
    const before = dumpState(desk);
    // Of the one that was passed over.
    const step = done(file(id));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'RECEIVED_DIGITALLY',
      ['north supplied', 'west passed-over'],
    ]);
    expect(desk.told().slice(2)).toEqual(['west not-needed', 'patron received-digitally']);
    takeAllBack(desk, [step], before);
    expect(
      codeOf(
        take(desk.context, 'receive-digitally', { opId: newOpId(), requestId: id, asOf: null, note: '' }),
      ),
    ).toBe('sender-missing');
  });

  test('sends back what is here, in transit too, and the end stays', () => {
    const id = desk.add({
      externalId: 'R1',
      status: 'RECEIVED_PHYSICALLY',
      volumes: 2,
      items: ['on-hold-shelf', 'in-transit'],
    });
    const before = dumpState(desk);
    const step = done(file(id));
    expect(desk.statusOf(id)).toBe('RECEIVED_DIGITALLY');
    expect(desk.facts(id).life.volumes.map(({ use }) => use)).toEqual(['goes-back', 'goes-back']);
    takeAllBack(desk, [step], before);
  });

  test('ends nothing while something is lent, or after the end: it is kept in the thread, and the patron is sent it', () => {
    const lent = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    const over = desk.add({ externalId: 'R2', status: 'CANCELLED_BY_STAFF', rota: [north] });
    for (const id of [lent, over]) {
      const before = dumpState(desk);
      const status = desk.statusOf(id);
      const step = done(file(id));
      expect(step.remarks[0]).toMatch(/^The request stays as it is/);
      expect([desk.statusOf(id), desk.told()]).toEqual([status, ['patron received-digitally']]);
      takeAllBack(desk, [step], before);
    }
  });
});

describe('a cancellation that is withdrawn', () => {
  test('goes on: only a partner whose answer is open is told', () => {
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

  test('and to which its partner agrees too late: it sends nothing, and the next one is asked', () => {
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
  ])('from %s, with a reason: whoever was asked and is not over is told', (status) => {
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
    // Where an answer to a cancellation was open, that it is not needed is all that it must know.
    expect(desk.told()).toEqual(isAsked ? ['north not-needed'] : []);
    takeAllBack(desk, [step], before);
  });

  test('not while something is out for the patron', () => {
    const id = desk.add({ externalId: 'R1', status: 'LOANED', items: ['on-loan'] });
    expect(sentenceOf(complete(id))).toMatch(/cannot be completed while something of it is out/);
  });
});

describe('a set of which volumes are missing', () => {
  const end = (requestId: RequestId, rest: 'nothing-more' | 'not-wanted') =>
    take(desk.context, 'end-set', { opId: newOpId(), requestId, asOf: null, rest });
  const part = (): RequestId => {
    const id = desk.add({ externalId: 'R1', rota: [north, lake], status: 'SHIPPED_PHYSICALLY', volumes: 3 });
    done(receive({ requestId: id, barcode: 'N-1', notifyPatron: false }));
    return id;
  };

  test('nothing more comes from its partner, which said so: it is not told, and another one is asked for the rest', () => {
    const id = part();
    const before = dumpState(desk);
    const steps = [done(end(id, 'nothing-more'))];
    expect(steps[0]?.headline).toContain('North University Library');
    expect([desk.turns(id)[0], desk.told()]).toEqual(['north closing', ['north received']]);
    steps.push(done(desk.take('ask-next-partner', id)));
    expect([desk.turns(id), desk.told()]).toEqual([
      ['north closing', 'lake asked'],
      ['north received', 'lake request'],
    ]);
    takeAllBack(desk, steps, before);
  });

  test('the rest is not wanted: who was to send it is told, and the set is as large as what came', () => {
    const id = part();
    const before = dumpState(desk);
    const step = done(end(id, 'not-wanted'));
    expect([desk.turns(id)[0], desk.told()]).toEqual([
      'north closing',
      ['north received', 'north rest-not-needed'],
    ]);
    expect(desk.facts(id).life.expected).toBe(1);
    expect(codeOf(end(id, 'not-wanted'))).toBe('status-forbids');
    takeAllBack(desk, [step], before);
  });

  test('a claim and a loss of the rest are the parcel’s, and the book that is here stays as it is', () => {
    const id = part();
    done(desk.take('claim-parcel', id));
    expect(desk.statusOf(id)).toBe('CLAIMED');
    done(receive({ requestId: id, barcode: 'N-2', notifyPatron: false }));
    expect([desk.statusOf(id), itemsOf(desk, id)]).toEqual(['RECEIVED_PHYSICALLY', expect.anything()]);
  });
});
