import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { describe, expect, test } from 'vitest';
import type { ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { circulationOf, storedAt } from '../../../../support/circulation.ts';
import {
  done,
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
const words = (): readonly string[] =>
  desk.messages().map(([recipient, partnerId, kind]) => `${partnerId ?? recipient}: ${kind}`);
const item = (columns: string): unknown =>
  desk.raw.prepare(`SELECT ${columns} FROM item ORDER BY id DESC LIMIT 1`).get();

describe('an unexpected parcel', () => {
  const filled = (): RequestId => {
    const requestId = desk.add({ externalId: 'R-1' });
    done(receive({ requestId, barcode: 'N-1', notifyPatron: false }));
    return requestId;
  };
  const cancelling = (): RequestId => {
    const requestId = desk.add({ externalId: 'R-1' });
    done(desk.cancel(requestId, { notifyPatron: false }));
    return requestId;
  };

  test.each([
    ['all volumes are here', filled, 'filled', 'already-received', 'Add another volume'],
    ['a cancellation is asked', cancelling, 'cancelling', 'request-cancelled', 'Still wanted'],
    ...['REQUEST_COMPLETED', 'CANCELLED', 'CANCELLED_BY_STAFF', 'EXPIRED', 'RECEIVED_DIGITALLY'].map(
      (status) =>
        [status, () => desk.add({ externalId: 'R-1', status }), 'over', 'request-completed', null] as const,
    ),
  ] as const)(
    '%s: the form asks first, and it is taken in to go back',
    (_what, add, position, code, other) => {
      const requestId = add();
      const told = words().length;
      const { status } = desk.facts(requestId);
      const form = done(open('R-1'));
      expect(form).toMatchObject({ position, choice: { forPatron: other } });
      // Its place, time and operator, so that the user with the second scan can go and look.
      expect(form.choice?.why).toContain(
        position === 'filled'
          ? 'Already received: N-1, on hold shelf at Main Circulation Desk since 25 Nov 2026, 09:30 (A. Operator).'
          : 'R-1',
      );
      const before = dumpState(desk);
      expect(codeOf(receive({ requestId, barcode: 'N-9' }))).toBe(code);
      if (position === 'over')
        expect(codeOf(receive({ requestId, barcode: 'N-9', use: 'for-patron' }))).toBe(code);
      expect(dumpState(desk)).toEqual(before);

      const received = done(receive({ requestId, barcode: 'N-9', use: 'goes-back' }));
      expect(received.volume).toMatchObject({ use: 'goes-back', slip: { state: 'queued' } });
      expect(received.volumesReceived).toBe(position === 'filled' ? 1 : 0);
      expect(item('barcode, use, status, desk_id, hold_until')).toEqual({
        barcode: 'N-9',
        use: 'goes-back',
        status: 'on-hold-shelf',
        desk_id: 1,
        hold_until: null,
      });
      expect(slips<ReturnSlip>().at(-1)).toMatchObject({
        kind: 'return',
        barcode: 'N-9',
        partner: { name: 'North University Library' },
      });
      expect(words().slice(told)).toEqual(['1: received']);
      expect(desk.statusOf(requestId)).toBe(position === 'cancelling' ? 'CANCELLED_BY_STAFF' : status);
      expect(codeOf(circulationOf(desk).lend('N-9'))).toBe('item-goes-back');
      expectDerivedColumns(desk.raw);
      done(desk.undo(received.opId));
      expect(dumpState(desk)).toEqual(before);
    },
  );

  test('it goes back to its sender, and its check-in is awaited; the end stays', () => {
    const requestId = desk.add({
      externalId: 'R-1',
      status: 'CANCELLED_BY_PATRON',
      rota: [[north, 'no-answer'], west, lake],
      activePartner: west,
    });
    const details = { turnId: turnOfPartner(desk, requestId, north) };
    expect(codeOf(receive({ requestId, barcode: 'N-9', use: 'goes-back' }))).toBe('sender-missing');
    const { volume } = done(receive({ requestId, barcode: 'N-9', use: 'goes-back', details }));
    const { giveBack } = circulationOf(desk);
    expect(done(giveBack(volume.itemId)).headline).toBe('Returned to North University Library');
    expect(words()).toEqual(['1: received', '1: returned']);
    expect(desk.raw.prepare('SELECT state FROM turn ORDER BY position').pluck().all()).toEqual([
      'closing',
      'cancelled',
      'waiting',
    ]);
    done(desk.answer(requestId, { kind: 'checked-in', note: '' }, north));
    expect(desk.raw.prepare('SELECT state FROM turn').pluck().get()).toBe('supplied');
    expect(desk.statusOf(requestId)).toBe('CANCELLED_BY_PATRON');
    expect(words()).toHaveLength(2);
  });

  test('if still wanted, it withdraws the cancellation, and items due to go back wait for the patron with it', () => {
    const requestId = desk.add({
      externalId: 'R-1',
      volumes: 2,
      rota: [[north, 'no-answer'], west],
      activePartner: west,
    });
    done(desk.cancel(requestId, { notifyPatron: false }));
    const from = (partner: typeof north) => ({
      details: { turnId: turnOfPartner(desk, requestId, partner) },
    });
    done(receive({ requestId, barcode: 'N-1', use: 'goes-back', ...from(north) }));
    expect(desk.statusOf(requestId)).toBe('CANCEL_REPLY');
    const before = dumpState(desk);
    const { opId } = done(receive({ requestId, barcode: 'W-1', use: 'for-patron', ...from(west) }));
    expect(words()).toEqual([
      '2: cancel-asked',
      '1: received',
      '2: cancel-withdrawn',
      '2: received',
      'patron: item-ready',
    ]);
    expect(
      desk.raw.prepare('SELECT barcode, use, status, hold_until FROM item ORDER BY barcode').all(),
    ).toEqual(
      ['N-1', 'W-1'].map((barcode) => ({
        barcode,
        use: 'for-patron',
        status: 'on-hold-shelf',
        hold_until: '2026-12-05',
      })),
    );
    expectDerivedColumns(desk.raw);
    done(desk.undo(opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('from a set: each is announced once, at its scan', () => {
    const requestId = desk.add({ externalId: 'R-1', status: 'CANCELLED' });
    for (const barcode of ['N-1', 'N-2'])
      done(receive({ requestId, barcode, use: 'goes-back', several: true }));
    done(finish(requestId));
    expect(words()).toEqual(['1: received', '1: received']);
  });

  test('a wrong book that arrives while another is still wanted: the next partner can be asked', () => {
    const requestId = desk.add({ externalId: 'R-1', rota: [north, west], activePartner: north });
    done(receive({ requestId, barcode: 'N-1', use: 'goes-back' }));
    const asked = take(desk.context, 'ask-next-partner', {
      opId: newOpId(),
      requestId,
      asOf: null,
      note: '',
    });
    done(asked);
    expect(words()).toEqual(['1: received', '2: request']);
    expect(desk.statusOf(requestId)).toBe('REQUEST_SENT');
  });
});

describe('the second parcel of a set', () => {
  const giveBack = (itemId: ItemId) => done(circulationOf(desk).giveBack(itemId));
  const set = (): RequestId => desk.add({ externalId: 'R-SET', volumes: 3 });
  const firstParcelBack = (requestId: RequestId): readonly OpId[] =>
    ['V-1', 'V-2']
      .map((barcode) => done(receive({ requestId, barcode, notifyPatron: false })).volume.itemId)
      .map((itemId) => giveBack(itemId).opId);

  test('is expected after the first was returned, and continues automatically; its partner is told about it only', () => {
    const requestId = set();
    firstParcelBack(requestId);
    expect(desk.statusOf(requestId)).toBe('SHIPPED_PHYSICALLY');
    expect(done(open('R-SET'))).toMatchObject({ position: 'resume', request: { volumesReceived: 2 } });
    const before = dumpState(desk);
    const late = done(receive({ requestId, barcode: 'V-3', notifyPatron: false }));
    expect(late.volume.volume).toBe(3);
    expect(desk.statusOf(requestId)).toBe('RECEIVED_PHYSICALLY');
    done(circulationOf(desk).lend('V-3'));
    giveBack(late.volume.itemId);
    expect(desk.statusOf(requestId)).toBe('RETURNED_TO_PARTNER');
    const payloads = desk.messages().map(([, , kind, payload]) => [kind, payload]);
    expect(payloads.slice(-2)).toMatchObject([
      ['received', { itemIds: [late.volume.itemId] }],
      ['returned', { itemIds: [late.volume.itemId] }],
    ]);
    for (const kind of ['return', 'lend', 'receive'])
      done(
        desk.undo(
          desk.raw
            .prepare('SELECT op_id FROM command_log WHERE kind = ? ORDER BY seq DESC LIMIT 1')
            .pluck()
            .get(kind) as OpId,
        ),
      );
    expect(dumpState(desk)).toEqual(before);
  });

  test('is here while a return of the first is undone, in any order', () => {
    const requestId = set();
    const returns = firstParcelBack(requestId);
    done(receive({ requestId, barcode: 'V-3', notifyPatron: false }));
    done(circulationOf(desk).lend('V-3'));
    for (const opId of returns) done(desk.undo(opId));
    expect(desk.raw.prepare('SELECT status FROM item ORDER BY volume').pluck().all()).toEqual([
      'on-hold-shelf',
      'on-hold-shelf',
      'on-loan',
    ]);
    expect(desk.statusOf(requestId)).toBe('LOANED');
    expect(words().filter((word) => word.endsWith('returned'))).toEqual([]);
  });

  test('arrives after everything was checked in and the rest was not wanted: it must go back', () => {
    const requestId = set();
    firstParcelBack(requestId);
    done(desk.answer(requestId, { kind: 'checked-in', endsSet: true, note: '' }));
    expect(desk.statusOf(requestId)).toBe('REQUEST_COMPLETED');
    expect(done(open('R-SET')).position).toBe('over');
    done(receive({ requestId, barcode: 'V-3', use: 'goes-back' }));
    expect(desk.statusOf(requestId)).toBe('REQUEST_COMPLETED');
  });
});

test('a request whose item went back before it had a barcode says so before another parcel is received', () => {
  desk.add({ externalId: 'R-1', status: 'RETURNED_TO_PARTNER' });
  const form = done(open('R-1'));
  expect(form).toMatchObject({ position: 'filled', choice: { forPatron: 'Add another volume' } });
  expect(form.choice?.why).toMatch(
    /^Already received: returned to partner.*\. Should this one go back, or is it another volume\?$/u,
  );
});
