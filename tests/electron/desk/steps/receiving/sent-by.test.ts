import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { describe, expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import type { CalendarDate, ItemId, PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { circulationOf, storedAt } from '../../../../support/circulation.ts';
import {
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  turnOfPartner,
  west,
} from '../../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../../support/desk.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf } from '../../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const { receive, open, finish } = receivingAt(() => desk);
const { slips } = storedAt(() => desk);
const turns = (): unknown[] => desk.raw.prepare('SELECT state FROM turn ORDER BY position').pluck().all();
const names: Readonly<Record<number, string>> = { [north]: 'North', [west]: 'West', [lake]: 'Lake' };
const told = (): readonly string[] =>
  desk
    .messages()
    .map(([, partnerId, kind]) => `${partnerId === null ? 'patron' : names[partnerId]}: ${kind}`);

/** North rejected, West is being asked. */
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
const sentBy = (requestId: RequestId, partner: PartnerId) => ({
  details: { turnId: turnOfPartner(desk, requestId, partner) },
});
/** Only partners are notified of a receipt. */
const quiet = { notifyPatron: false } as const;

describe('the sender', () => {
  test('is one of the partners asked; if ambiguous, Save asks, and nothing is stored', () => {
    const requestId = askedOfWest();
    expect(done(open('R-1'))).toMatchObject({
      unambiguousSender: null,
      senders: [
        { name: 'North University Library', useConditions: [], dueOn: null },
        { name: 'West College', useConditions: ['Library use only'], dueOn: '2027-01-15' },
      ],
    });
    const before = dumpState(desk);
    expect(codeOf(receive({ requestId, barcode: 'N-1' }))).toBe('sender-missing');
    expect(codeOf(receive({ requestId, barcode: 'N-1', ...sentBy(requestId, lake) }))).toBe(
      'partner-unknown',
    );
    expect(dumpState(desk)).toEqual(before);
  });

  test('is unambiguous if one announced its parcel and every other turn is over', () => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY');
    expect(done(open('R-1')).unambiguousSender).toBe(turnOfPartner(desk, requestId, west));
    done(receive({ requestId, barcode: 'W-1', ...quiet }));
    expect(told()).toEqual(['West: received']);
  });

  test('an earlier one: slip, Received, Returned and the address are its own, and the active one is no longer needed', () => {
    const requestId = askedOfWest();
    done(receive({ requestId, barcode: 'N-1', ...sentBy(requestId, north) }));
    expect(told()).toEqual(['West: not-needed-unanswered', 'North: received', 'patron: item-ready']);
    expect(slips<ReceiveSlip>()[0]).toMatchObject({ lender: 'North University Library', useConditions: [] });
    expect(turns()).toEqual(['closing', 'passed-over', 'waiting']);
    const shown = done(detailsService(desk.context).details({ requestId }));
    expect(shown.items).toMatchObject([{ senderName: 'North University Library', partnerDueOn: null }]);
    expect(shown.request.partnerName).toBe('North University Library');
    expect(done(open('R-1')).request.partnerName).toBe('North University Library');

    const circulation = circulationOf(desk);
    expect(done(circulation.look('N-1')).goesTo).toMatchObject({
      name: 'North University Library',
      address: ['2 Hill Street'],
    });
    done(circulation.lend('N-1'));
    done(circulation.giveBack(itemsOf(desk, requestId)[0] as ItemId));
    expect(told().at(-1)).toBe('North: returned');
    expect(slips<ReturnSlip>().at(-1)?.partner).toMatchObject({
      name: 'North University Library',
      address: ['2 Hill Street'],
    });
  });

  test.each([
    ['REQUEST_SENT', ['West: not-needed-unanswered', 'North: received']],
    ['CONDITIONAL', ['West: not-needed', 'North: received']],
    ['SHIPPED_PHYSICALLY', ['West: not-needed', 'North: received']],
    // It is told once, and not told first that the request is wanted after all.
    ['CANCEL_REPLY', ['West: not-needed-unanswered', 'North: received']],
    ['CLAIMED', ['West: not-needed', 'North: received']],
    ['REJECTED', ['North: received']],
  ])('an earlier one, while West is %s: who is notified; undo restores all of it', (status, words) => {
    const requestId = askedOfWest(status);
    const before = dumpState(desk);
    const { opId } = done(
      receive({ requestId, barcode: 'N-1', ...sentBy(requestId, north), ...quiet, use: 'for-patron' }),
    );
    expect(told()).toEqual(words);
    expect(desk.statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
    expect(turns().slice(0, 2)).toEqual(['closing', status === 'REJECTED' ? 'rejected' : 'passed-over']);
    expect(desk.facts(requestId).life).toMatchObject({ cancelWish: null });
    if (status === 'CONDITIONAL') {
      expect(desk.raw.prepare('SELECT ended_at IS NULL FROM turn_condition').pluck().get()).toBe(0);
      expect(desk.raw.prepare('SELECT active FROM request_note').pluck().get()).toBe(0);
    }
    expectDerivedColumns(desk.raw);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test.each([
    ['CLAIMED', 'claimed'],
    ['REPORT_LOST', 'lost'],
  ])('its own parcel settles its claim or cancellation (%s); another’s does not', (status, parcel) => {
    const requestId = askedOfWest(status, 2);
    done(receive({ requestId, barcode: 'N-1', several: true, ...sentBy(requestId, north) }));
    const parcelOfWest = () => desk.facts(requestId).life.turns[1]?.parcel;
    expect([desk.statusOf(requestId), parcelOfWest()]).toEqual([status, parcel]);
    done(receive({ requestId, barcode: 'W-1', several: true, ...sentBy(requestId, west) }));
    expect([desk.statusOf(requestId), parcelOfWest()]).toEqual(['RECEIVED_PHYSICALLY', 'none']);
    done(finish(requestId, quiet));
    expect(told()).toEqual(['North: received', 'West: received']);
  });
});

describe('the due date is the typed one, or else the one that turn named, or else none', () => {
  test.each([
    ['typed', north, '2027-05-01', '2027-05-01'],
    ['what its turn named', west, undefined, '2027-01-15'],
    ['never the date of another turn', north, undefined, null],
  ] as const)('%s', (_what, partner, typed, dueOn) => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY');
    const { details } = sentBy(requestId, partner);
    done(
      receive({
        requestId,
        barcode: 'B-1',
        details: { ...details, ...(typed && { dueOn: typed as CalendarDate }) },
      }),
    );
    expect(desk.raw.prepare('SELECT item.due_on, request.due_on FROM item, request').raw().get()).toEqual([
      dueOn,
      dueOn,
    ]);
    expect(slips<ReceiveSlip>()[0]?.dueOn ?? null).toBe(dueOn);
  });
});

describe('a set from two partners', () => {
  test('each partner is notified once, about its own volume, with the note', () => {
    const requestId = askedOfWest('SHIPPED_PHYSICALLY', 2);
    const first = done(receive({ requestId, barcode: 'N-1', several: true, ...sentBy(requestId, north) }));
    const second = done(receive({ requestId, barcode: 'W-1', several: true, ...sentBy(requestId, west) }));
    done(finish(requestId, { ...quiet, noteToPartner: 'Thank you' }));
    expect(desk.messages()).toEqual([
      [
        'partner',
        north,
        'received',
        expect.objectContaining({ itemIds: [first.volume.itemId], note: 'Thank you' }),
      ],
      [
        'partner',
        west,
        'received',
        expect.objectContaining({ itemIds: [second.volume.itemId], note: 'Thank you' }),
      ],
    ]);
  });

  test('both volumes from the earlier one: the other is not needed once they are here, and needed again when either is undone', () => {
    const requestId = askedOfWest('REQUEST_SENT', 2);
    const before = dumpState(desk);
    const first = done(receive({ requestId, barcode: 'N-1', several: true, ...sentBy(requestId, north) }));
    expect(turns()).toEqual(['closing', 'asked', 'waiting']);
    const second = done(receive({ requestId, barcode: 'N-2', several: true, ...sentBy(requestId, north) }));
    expect(turns()).toEqual(['closing', 'passed-over', 'waiting']);
    done(desk.undo(second.opId));
    expect(turns()).toEqual(['closing', 'asked', 'waiting']);
    done(desk.undo(first.opId));
    expect(dumpState(desk)).toEqual(before);
  });
});

describe('a request without any partner', () => {
  const made = () =>
    desk.add({ externalId: 'R-1', status: 'REQUEST_CREATED_BOR', rota: [], activePartner: null });

  test('asks for one, which counts as asked', () => {
    const requestId = made();
    const before = dumpState(desk);
    expect(codeOf(receive({ requestId, barcode: 'N-1' }))).toBe('sender-missing');
    expect(codeOf(receive({ requestId, barcode: 'N-1', details: { partnerId: 99 as PartnerId } }))).toBe(
      'partner-unknown',
    );
    expect(dumpState(desk)).toEqual(before);
    const { opId } = done(receive({ requestId, barcode: 'W-1', details: { partnerId: west } }));
    expect(told()).toEqual(['West: received', 'patron: item-ready']);
    expect(turns()).toEqual(['closing']);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('if the sender is unknown, no partner is notified; if no partner is active, staff are not asked', () => {
    const requestId = made();
    desk.raw.exec('UPDATE partner SET active = 0');
    expect(done(open('R-1'))).toMatchObject({ senders: [], asksPartner: false });
    const { opId } = done(receive({ requestId, barcode: 'N-1' }));
    done(desk.undo(opId));
    done(receive({ requestId, barcode: 'N-1', details: { partnerId: null } }));
    expect(told()).toEqual(['patron: item-ready']);
  });

  test('that was asked of a partner that is not recorded may name it, and that partner is notified', () => {
    const requestId = desk.add({
      externalId: 'R-1',
      status: 'SHIPPED_PHYSICALLY',
      rota: [],
      activePartner: null,
    });
    const before = dumpState(desk);
    expect(done(open('R-1'))).toMatchObject({ asksPartner: true, senders: [{ name: '' }] });
    expect(codeOf(receive({ requestId, barcode: 'N-1', details: { partnerId: 99 as PartnerId } }))).toBe(
      'partner-unknown',
    );
    const unnamed = done(receive({ requestId, barcode: 'N-1' }));
    expect(told()).toEqual(['patron: item-ready']);
    done(desk.undo(unnamed.opId));
    expect(dumpState(desk)).toEqual(before);
    const { opId } = done(receive({ requestId, barcode: 'W-1', details: { partnerId: west } }));
    expect(told()).toEqual(['West: received', 'patron: item-ready']);
    expect(desk.raw.prepare('SELECT partner_id, state FROM turn').raw().all()).toEqual([[west, 'closing']]);
    expect(done(open('R-1'))).toMatchObject({ asksPartner: false });
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('with partners of which none was asked, the first one sent it, and its letter does not leave', () => {
    const requestId = desk.add({
      externalId: 'R-1',
      status: 'READY_TO_SEND',
      rota: [west, north],
      activePartner: west,
    });
    done(receive({ requestId, barcode: 'W-1', ...quiet }));
    expect(told()).toEqual(['West: received']);
    expect(turns()).toEqual(['closing', 'waiting']);
  });
});

describe('a volume without a barcode', () => {
  test('belongs to the partner that staff choose, which is notified', () => {
    const requestId = askedOfWest('RECEIVED_PHYSICALLY');
    done(receive({ requestId, barcode: 'N-9', ...sentBy(requestId, north), ...quiet }));
    expect(told()).toEqual(['North: received', 'West: not-needed']);
    expect(desk.raw.prepare('SELECT barcode, due_on FROM item').all()).toEqual([
      { barcode: 'N-9', due_on: null },
    ]);
    done(circulationOf(desk).giveBack(itemsOf(desk, requestId)[0] as ItemId));
    expect(told().at(-1)).toBe('North: returned');
  });
});

test('an open condition warns; it is shown with its sender, and so is a declined one', () => {
  const requestId = askedOfWest('CONDITIONAL');
  expect(done(open('R-1')).warning).toMatch(/A partner’s condition hasn’t been answered/);
  done(desk.reply(requestId, false));
  expect(done(open('R-1')).senders[1]?.useConditions).toEqual(['Library use only']);
  done(receive({ requestId, barcode: 'W-1', ...sentBy(requestId, west), ...quiet }));
  expect(slips<ReceiveSlip>()[0]?.useConditions).toEqual(['Library use only']);
  const opId = newOpId();
  const lent = take(desk.context, 'lend', { opId, patronId: 1 as never, code: 'W-1' });
  expect(codeOf(lent)).toBe('library-use-only');
});
