import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import { describe, expect, test } from 'vitest';
import type { CalendarDate, OpId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import { circulationOf, goTo, mailRoom, storedAt } from '../../../../support/circulation.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { testWriter } from '../../../../support/letters.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { receive, open, finish } = receivingAt(() => desk);
const { slips, statusOf } = storedAt(() => desk);
const row = (query: string): unknown => desk.raw.prepare(query).get();
const rows = (query: string): unknown[] => desk.raw.prepare(query).all();
const undo = (opId: OpId) => valueOf(circulationOf(desk).undo(opId));
/** The letters to each recipient, with the volumes they name. */
const told = (): readonly string[] =>
  (
    desk.raw.prepare('SELECT recipient, kind, payload FROM outbox ORDER BY id').all() as {
      recipient: string;
      kind: string;
      payload: string;
    }[]
  ).map(({ recipient, kind, payload }) => {
    const { itemIds } = JSON.parse(payload) as { itemIds?: readonly number[] };
    const volumes = rows('SELECT id, volume FROM item') as { id: number; volume: number }[];
    const named = itemIds?.map((id) => volumes.find((one) => one.id === id)?.volume);
    return `${recipient}: ${kind}${named ? ` of ${named.join(' and ')}` : ''}`;
  });

describe('a single item', () => {
  test('is shown and received on the hold shelf, with slip, notice and message in one step', () => {
    const requestId = addRequest(desk, { externalId: '01MAIN0000101' });
    expect(valueOf(open(' 01main0000101\r'))).toMatchObject({
      position: 'begin',
      choice: null,
      destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
      warning: null,
      request: { id: requestId, title: 'The Voyage of the Beagle', patronName: 'Reader, A.' },
      received: [],
    });
    const before = dumpState(desk);
    const received = valueOf(receive({ requestId, barcode: ']C1N-31234' }));
    expect(received).toMatchObject({
      externalId: '01MAIN0000101',
      loopOpen: false,
      volumesReceived: 1,
      volume: { barcode: 'N-31234', volume: 1, use: 'for-patron', slip: { state: 'queued' } },
      told: [
        'Notify North University Library yourself that the item arrived (no e-mail address; the letter is under Contact by hand).',
        'Notify the patron yourself (no e-mail address; the letter is under Contact by hand).',
      ],
    });
    expect(row('SELECT status, receiving_open, worked_on FROM request')).toEqual({
      status: 'RECEIVED_PHYSICALLY',
      receiving_open: 0,
      worked_on: 1,
    });
    expect(
      row('SELECT barcode, status, use, desk_id, owning_desk_id, received_at, hold_until, due_on FROM item'),
    ).toEqual({
      barcode: 'N-31234',
      status: 'on-hold-shelf',
      use: 'for-patron',
      desk_id: 1,
      owning_desk_id: 1,
      received_at: '2026-11-25T09:30:00.000Z',
      hold_until: '2026-12-05',
      due_on: '2027-01-15',
    });
    expect(told()).toEqual(['partner: received of 1', 'patron: item-ready']);
    expect(slips()).toMatchObject([
      {
        kind: 'receive',
        barcode: 'N-31234',
        externalId: '01MAIN0000101',
        destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
        lender: 'North University Library',
        dueOn: '2027-01-15',
      },
    ]);
    undo(received.opId);
    expect(dumpState(desk)).toEqual(before);
  });

  test('goes in transit if the patron picks it up elsewhere, who is told that it has arrived; and from a desk without a shelf', () => {
    const elsewhere = addRequest(desk, { externalId: 'A2', pickupDeskId: 2 });
    const { volume } = valueOf(receive({ requestId: elsewhere, barcode: 'N-1' }));
    expect(volume.destination).toEqual({ kind: 'in-transit', deskName: 'Hilltop Branch' });
    expect(row('SELECT status, destination_desk_id, owning_desk_id, hold_until FROM item')).toEqual({
      status: 'in-transit',
      destination_desk_id: 2,
      owning_desk_id: 1,
      hold_until: null,
    });
    expect(told()).toEqual(['partner: received of 1', 'patron: item-arrived']);
    goTo(desk, mailRoom);
    const here = addRequest(desk, { externalId: 'A3', pickupDeskId: mailRoom });
    expect(valueOf(receive({ requestId: here, barcode: 'N-2' })).volume.destination).toEqual({
      kind: 'in-transit',
      deskName: 'Main Circulation Desk',
    });
  });

  test('without slip and notice writes neither, but tells the partner; repeated with the same id it is received once', () => {
    const requestId = addRequest(desk, { externalId: 'A4' });
    const input = { requestId, barcode: 'N-1', printSlip: false, notifyPatron: false, opId: newOpId() };
    const first = receive(input);
    expect(valueOf(first).volume.slip).toBeNull();
    expect(countRows(desk, 'print_job')).toBe(0);
    expect(told()).toEqual(['partner: received of 1']);
    const state = dumpState(desk);
    expect(receive(input)).toEqual(first);
    expect(dumpState(desk)).toEqual(state);
    expect(codeOf(receive({ ...input, barcode: 'N-2' }))).toBe('operation-mismatch');
  });
});

describe('several volumes', () => {
  test('are stored one by one, resumed from what is stored; the partner is told once, about each', () => {
    const requestId = addRequest(desk, { externalId: 'B1', volumes: 3 });
    expect(valueOf(receive({ requestId, barcode: 'V1', several: true }))).toMatchObject({ loopOpen: true });
    valueOf(receive({ requestId, barcode: 'V2', several: true }));
    expect(told()).toEqual([]);
    const resumed = valueOf(open('B1'));
    expect(resumed.position).toBe('resume');
    expect(resumed.received.map(({ barcode, volume, slip }) => [barcode, volume, slip?.state])).toEqual([
      ['V1', 1, 'queued'],
      ['V2', 2, 'queued'],
    ]);
    valueOf(receive({ requestId, barcode: 'V3', several: true }));
    expect(valueOf(finish(requestId, { rest: null, noteToPartner: 'Thank you' }))).toMatchObject({
      headline: 'Set complete: 3 of 3 volumes',
    });
    expect(told()).toEqual(['partner: received of 1 and 2 and 3', 'patron: item-ready']);
    expect(row("SELECT payload ->> '$.note' AS note FROM outbox WHERE kind = 'received'")).toEqual({
      note: 'Thank you',
    });
    expect(countRows(desk, 'print_job')).toBe(3);
    expect(codeOf(finish(requestId))).toBe('set-not-begun');
  });

  test('the patron’s notice depends on the choice at Done, not at the volumes', () => {
    const requestId = addRequest(desk, { externalId: 'B0', volumes: 1 });
    valueOf(receive({ requestId, barcode: 'V1', several: true, notifyPatron: true }));
    valueOf(finish(requestId, { notifyPatron: false }));
    expect(told()).toEqual(['partner: received of 1']);
  });

  test('in two parcels: the second continues the set automatically, and the partner is notified of its volume too, once', () => {
    const requestId = addRequest(desk, { externalId: 'B2', volumes: 2 });
    valueOf(receive({ requestId, barcode: 'V1', several: true }));
    valueOf(finish(requestId));
    expect(valueOf(open('B2')).position).toBe('resume');
    valueOf(receive({ requestId, barcode: 'V2', several: true }));
    valueOf(finish(requestId, { notifyPatron: false }));
    expect(told()).toEqual(['partner: received of 1', 'patron: item-ready', 'partner: received of 2']);
    expect(valueOf(open('B2')).position).toBe('filled');
  });

  test('exceeding the expected number are received only deliberately', () => {
    const requestId = addRequest(desk, { externalId: 'B3', volumes: 1 });
    valueOf(receive({ requestId, barcode: 'V1', several: true }));
    const before = dumpState(desk);
    expect(codeOf(receive({ requestId, barcode: 'V2', several: true }))).toBe('volume-unexpected');
    expect(dumpState(desk)).toEqual(before);
    valueOf(receive({ requestId, barcode: 'V2', several: true, use: 'for-patron' }));
    valueOf(finish(requestId));
    expect(codeOf(receive({ requestId, barcode: 'V3' }))).toBe('already-received');
    expect(valueOf(receive({ requestId, barcode: 'V3', use: 'for-patron' })).volume.volume).toBe(3);
  });

  test.each([
    ['coming', 'RECEIVED_PHYSICALLY', 'shipped', 3, []],
    ['nothing-more', 'RECEIVED_PHYSICALLY', 'closing', 3, []],
    ['not-wanted', 'RECEIVED_PHYSICALLY', 'closing', 1, ['partner: rest-not-needed']],
  ] as const)(
    'Done with fewer than expected asks about the rest; %s',
    (rest, status, turn, expected, more) => {
      const requestId = addRequest(desk, { externalId: 'B4', volumes: 3 });
      const { opId } = valueOf(receive({ requestId, barcode: 'V1', several: true }));
      const before = dumpState(desk);
      expect(codeOf(finish(requestId, { rest: null }))).toBe('set-incomplete');
      expect(dumpState(desk)).toEqual(before);
      const done = valueOf(finish(requestId, { rest, notifyPatron: false }));
      expect(told()).toEqual(['partner: received of 1', ...more]);
      expect(statusOf(requestId)).toBe(status);
      expect(row('SELECT state FROM turn')).toEqual({ state: turn });
      expect(row('SELECT volumes_expected FROM request')).toEqual({ volumes_expected: expected });
      expectDerivedColumns(desk.raw);
      undo(done.opId);
      expect(dumpState(desk)).toEqual(before);
      undo(opId);
    },
  );

  test.each([
    ['report-damaged', 'DAMAGED'],
    ['report-lost', 'REPORT_LOST'],
  ] as const)('after %s of the first volume the rest is received, and Done ends the set', (kind, status) => {
    const requestId = addRequest(desk, { externalId: 'B5', volumes: 2 });
    const { itemId } = valueOf(receive({ requestId, barcode: 'V1', several: true })).volume;
    valueOf(take(desk.context, kind, { opId: newOpId(), requestId, asOf: null, itemId, note: '' }));
    const before = dumpState(desk);
    expect(valueOf(open('B5')).position).toBe('resume');
    const second = valueOf(receive({ requestId, barcode: 'V2', several: true }));
    const done = valueOf(finish(requestId));
    expect(done.headline).toBe('Set complete: 2 of 2 volumes');
    expect(statusOf(requestId)).toBe(status);
    expect(valueOf(open('B5')).position).toBe('filled');
    undo(done.opId);
    undo(second.opId);
    expect(dumpState(desk)).toEqual(before);
  });
});

describe('a detail typed with a receipt', () => {
  const details = {
    dueOn: '2027-03-01' as CalendarDate,
    cost: ' 12.00 EUR ',
    circulationNote: 'Two loose maps',
    noteToPartner: 'One corner is bent',
    label: 'vol. 3 A–C',
  };

  test('is saved, appears on the slip and in the letter to the partner, and is undone', () => {
    const requestId = addRequest(desk, { externalId: 'D1' });
    const before = dumpState(desk);
    const { opId } = valueOf(receive({ requestId, barcode: 'N-1', details }));
    expect(row('SELECT due_on, cost, circulation_note FROM request')).toEqual({
      due_on: '2027-03-01',
      cost: '12.00 EUR',
      circulation_note: 'Two loose maps',
    });
    expect(row('SELECT due_on, label FROM item')).toEqual({ due_on: '2027-03-01', label: 'vol. 3 A–C' });
    expect(slips<ReceiveSlip>()[0]).toMatchObject({
      dueOn: '2027-03-01',
      cost: '12.00 EUR',
      circulationNote: 'Two loose maps',
      label: 'vol. 3 A–C',
    });
    expect(row('SELECT author, body, active FROM request_note')).toEqual({
      author: 'staff',
      body: 'One corner is bent',
      active: 0,
    });
    const message = findMessage(desk.context.db, 1);
    const letter = message && testWriter(desk).write(desk.context.db, message);
    expect(letter?.body).toContain('Due back: 1 March 2027');
    expect(letter?.body).toContain('Note: One corner is bent');
    undo(opId);
    expect(dumpState(desk)).toEqual(before);
  });

  test('is unchanged if omitted, and empty if cleared', () => {
    const requestId = addRequest(desk, { externalId: 'D2' });
    desk.raw.exec("UPDATE request SET cost = '5', circulation_note = 'Old'");
    valueOf(receive({ requestId, barcode: 'N-1', details: { circulationNote: '' } }));
    expect(row('SELECT due_on, cost, circulation_note FROM request')).toEqual({
      due_on: '2027-01-15',
      cost: '5',
      circulation_note: '',
    });
  });

  test('belongs to one volume: the request is due with the earliest of those that are out', () => {
    const requestId = addRequest(desk, { externalId: 'D3', volumes: 2 });
    for (const [barcode, dueOn, label] of [
      ['N-1', '2027-06-01', 'A–K'],
      ['N-2', '2027-03-01', 'L–Z'],
    ] as const)
      valueOf(
        receive({ requestId, barcode, several: true, details: { dueOn: dueOn as CalendarDate, label } }),
      );
    expect(rows('SELECT due_on, label FROM item ORDER BY volume')).toEqual([
      { due_on: '2027-06-01', label: 'A–K' },
      { due_on: '2027-03-01', label: 'L–Z' },
    ]);
    expect(row('SELECT due_on FROM request')).toEqual({ due_on: '2027-03-01' });
  });
});
