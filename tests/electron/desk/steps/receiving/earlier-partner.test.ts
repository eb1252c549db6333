import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { circulationOf, storedAt } from '../../../../support/circulation.ts';
import {
  type DecisionDesk,
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  west,
} from '../../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../../support/desk.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf } from '../../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const { receive, open, finish } = receivingAt(() => desk);
const { slips } = storedAt(() => desk);
const active = (): unknown => desk.raw.prepare('SELECT active_partner_id FROM request').pluck().get();
const turns = (): unknown[] =>
  desk.raw.prepare('SELECT ended FROM rota_line ORDER BY position').pluck().all();
const read = (): (readonly [string, number | null, string])[] =>
  desk.messages().map(([recipient, partnerId, kind]) => [recipient, partnerId, kind]);

/** North said no, West is asked. */
const askedOfWest = (status = 'REQUEST_SENT', volumes: number | null = null): RequestId =>
  desk.add({
    externalId: 'R-1',
    status,
    volumes,
    rota: [[north, 'rejected'], west, lake],
    activePartner: west,
    condition: { reason: 'LibraryUseOnly', note: '', replyBy: null, partner: west },
    partnerNotes: status === 'CONDITIONAL' ? ['Only in your rooms'] : [],
  });
const from = (partnerId: PartnerId) => ({ details: { partnerId } });

describe('a parcel from an earlier partner of the rota', () => {
  test('is offered to be booked on that one, the active partner last', () => {
    askedOfWest();
    expect(done(open('R-1')).senders).toEqual([
      { id: north, name: 'North University Library', useConditions: [], wasTold: false },
      { id: west, name: 'West College', useConditions: ['Library use only'], wasTold: false },
    ]);
  });

  test('is booked on it: slip, Received, Returned and the address are its, and the one that is asked is not needed any more', () => {
    const requestId = askedOfWest();
    done(receive({ requestId, barcode: 'N-1', ...from(north) }));
    expect(read()).toEqual([
      ['partner', west, 'cancel'],
      ['partner', north, 'received'],
      ['patron', null, 'item-ready'],
    ]);
    expect(slips<ReceiveSlip>()[0]).toMatchObject({ lender: 'North University Library', useConditions: [] });
    expect([active(), turns()]).toEqual([north, ['rejected', 'cancelled', null]]);

    const [item] = itemsOf(desk, requestId);
    if (item === undefined) throw new Error('nothing came');
    const circulation = circulationOf(desk);
    expect(done(circulation.look('N-1')).goesTo).toMatchObject({
      name: 'North University Library',
      address: ['2 Hill Street'],
    });
    done(circulation.lend('N-1'));
    done(circulation.giveBack(item));
    expect(read().at(-1)).toEqual(['partner', north, 'returned']);
    expect(slips<ReturnSlip>().at(-1)?.partner).toMatchObject({
      name: 'North University Library',
      address: ['2 Hill Street'],
    });
  });

  test('ends the open condition of the one that is asked; undo brings all of it back', () => {
    const requestId = askedOfWest('CONDITIONAL');
    const before = dumpState(desk);
    const { opId } = done(receive({ requestId, barcode: 'N-1', ...from(north) }));
    expect(desk.raw.prepare('SELECT ended_at FROM request_condition').pluck().get()).not.toBeNull();
    expect(desk.raw.prepare('SELECT active FROM request_note').pluck().get()).toBe(0);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('stands with its volume in the details of the request', () => {
    const requestId = askedOfWest();
    done(receive({ requestId, barcode: 'N-1', details: { partnerId: north, label: 'A–K' } }));
    expect(done(detailsService(desk.context).details({ requestId })).items).toMatchObject([
      { label: 'A–K', senderName: 'North University Library', partnerDueOn: '2027-01-15' },
    ]);
  });

  test('leaves a partner that has shipped as it is: its parcel is still to come', () => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY');
    done(receive({ requestId, barcode: 'N-1', ...from(north), notifyPatron: false }));
    expect(read()).toEqual([['partner', north, 'received']]);
    expect([active(), turns()]).toEqual([west, ['rejected', null, null]]);
  });

  test('answers nothing that was asked of the one whose parcel is still to come: its cancellation, its claim', () => {
    const cancelled = askedOfWest('SHIPPED_PHYSICALLY');
    done(desk.cancel(cancelled, { notifyPatron: false }));
    const before = dumpState(desk);
    const { opId } = done(
      receive({ requestId: cancelled, barcode: 'N-1', ...from(north), notifyPatron: false }),
    );
    expect(read()).toEqual([
      ['partner', west, 'cancel-asked'],
      ['partner', north, 'received'],
    ]);
    expect(desk.facts(cancelled).life.cancellation).toBe('asked');
    expect(desk.statusOf(cancelled)).toBe('RECEIVED_PHYSICALLY');
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);

    done(receive({ requestId: cancelled, barcode: 'N-1', ...from(north), notifyPatron: false }));
    done(desk.answer(cancelled, { kind: 'cancel-refused', note: '' }));
    expect(desk.facts(cancelled).life.cancellation).toBe('refused');
    // Its own parcel ends it.
    done(receive({ requestId: cancelled, barcode: 'W-1', notifyPatron: false, unexpected: true }));
    expect(desk.facts(cancelled).life.cancellation).toBe('none');
  });

  test('leaves a parcel that is claimed or lost to be found, until that one comes', () => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY');
    const about = { opId: newOpId(), requestId, asOf: null, note: '' };
    done(take(desk.context, 'claim-parcel', about));
    done(receive({ requestId, barcode: 'N-1', ...from(north), notifyPatron: false }));
    expect([desk.statusOf(requestId), desk.facts(requestId).life.parcel]).toEqual(['CLAIMED', 'claimed']);
    done(receive({ requestId, barcode: 'W-1', notifyPatron: false, unexpected: true }));
    expect([desk.statusOf(requestId), desk.facts(requestId).life.parcel]).toEqual([
      'RECEIVED_PHYSICALLY',
      'none',
    ]);
  });

  test('takes the place of the last partner where nobody is asked any more, and nobody is told', () => {
    const requestId = desk.add({
      externalId: 'R-1',
      status: 'REJECTED',
      rota: [
        [north, 'expired'],
        [west, 'rejected'],
      ],
      activePartner: west,
    });
    done(receive({ requestId, barcode: 'N-1', ...from(north), notifyPatron: false }));
    expect(read()).toEqual([['partner', north, 'received']]);
    expect([active(), turns()]).toEqual([north, ['expired', 'rejected']]);
  });

  test('says nothing twice to one that was asked to cancel', () => {
    const requestId = askedOfWest('CANCEL_REPLY');
    desk.raw.exec("UPDATE request SET supply = 'REQUEST_SENT'");
    done(receive({ requestId, barcode: 'N-1', ...from(north), notifyPatron: false }));
    expect(read()).toEqual([['partner', north, 'received']]);
  });

  test('from one that was never asked is refused, and nothing is stored', () => {
    const requestId = askedOfWest();
    const before = dumpState(desk);
    expect(codeOf(receive({ requestId, barcode: 'N-1', ...from(lake) }))).toBe('partner-unknown');
    expect(dumpState(desk)).toEqual(before);
  });
});

describe('a set of two partners', () => {
  const twoParcels = () => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY', 2);
    const first = done(receive({ requestId, barcode: 'N-1', several: true, ...from(north) }));
    const second = done(receive({ requestId, barcode: 'W-1', several: true }));
    const ended = done(finish(requestId, { notifyPatron: false, noteToPartner: 'Thank you' }));
    return { requestId, first, second, ended };
  };

  test('each partner is told once that its volume came', () => {
    twoParcels();
    expect(read()).toEqual([
      ['partner', north, 'received'],
      ['partner', west, 'received'],
    ]);
    expect(desk.messages().map(([, , , payload]) => (payload as { note?: string }).note)).toEqual([
      'Thank you',
      'Thank you',
    ]);
  });

  test('the first volume taken back while another of the same parcel stands leaves the other partner ended', () => {
    const requestId = askedOfWest('REQUEST_SENT', 2);
    const before = dumpState(desk);
    const first = done(receive({ requestId, barcode: 'N-1', several: true, ...from(north) }));
    const second = done(receive({ requestId, barcode: 'N-2', several: true, ...from(north) }));
    done(desk.undo(first.opId));
    expect([active(), turns()]).toEqual([north, ['rejected', 'cancelled', null]]);
    done(desk.undo(second.opId));
    expect(dumpState(desk)).toEqual(before);
  });
});
