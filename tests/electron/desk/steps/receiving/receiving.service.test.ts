import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import type { TestDesk } from '../../../../support/desk.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { expectKept } from '../../../../support/life-kept.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const { receive, open, finish } = receivingAt(() => desk);

const refusalOf = (result: Result<unknown>) => {
  if (result.ok) throw new Error('not refused');
  return result.error;
};
const row = (query: string) => desk.raw.prepare(query).get() as Record<string, unknown>;
const rows = (query: string) => desk.raw.prepare(query).all() as Record<string, unknown>[];

describe('a single item', () => {
  test('is shown, received on the hold shelf, with slip, notice and message in one step', () => {
    const requestId = addRequest(desk, { externalId: '01MAIN0000101' });
    const form = valueOf(open(' 01main0000101\r'));
    expect(form).toMatchObject({
      position: 'begin',
      destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
      warning: null,
      request: { id: requestId, title: 'The Voyage of the Beagle', patronName: 'Reader, A.' },
      received: [],
    });
    const received = valueOf(receive({ requestId, barcode: ']C1N-31234' }));
    expect(received).toMatchObject({
      externalId: '01MAIN0000101',
      loopOpen: false,
      volumesReceived: 1,
      volume: { barcode: 'N-31234', volume: 1, slip: { state: 'queued' } },
    });
    expect(row('SELECT status, receiving_open, worked_on FROM request')).toEqual({
      status: 'RECEIVED_PHYSICALLY',
      receiving_open: 0,
      worked_on: 1,
    });
    expect(row('SELECT barcode, status, desk_id, destination_desk_id, received_at FROM item')).toEqual({
      barcode: 'N-31234',
      status: 'on-hold-shelf',
      desk_id: 1,
      destination_desk_id: null,
      received_at: '2026-11-25T09:30:00.000Z',
    });
    expect(rows('SELECT recipient, kind, state FROM outbox ORDER BY id')).toEqual([
      { recipient: 'partner', kind: 'received', state: 'waiting' },
      { recipient: 'patron', kind: 'item-ready', state: 'waiting' },
    ]);
    expect(JSON.parse(row('SELECT slip FROM print_job')['slip'] as string)).toMatchObject({
      kind: 'receive',
      barcode: 'N-31234',
      externalId: '01MAIN0000101',
      destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
      lender: 'North University Library',
      dueOn: '2027-01-15',
    });
  });

  test('goes in transit when the patron collects elsewhere, and the patron hears that it has arrived', () => {
    const requestId = addRequest(desk, { externalId: 'A2', pickupDeskId: 2 });
    const received = valueOf(receive({ requestId, barcode: 'N-1' }));
    expect(received.volume.destination).toEqual({ kind: 'in-transit', deskName: 'Hilltop Branch' });
    expect(row('SELECT status, destination_desk_id FROM item')).toEqual({
      status: 'in-transit',
      destination_desk_id: 2,
    });
    expect(rows("SELECT kind FROM outbox WHERE recipient = 'patron'")).toEqual([{ kind: 'item-arrived' }]);
  });

  test('goes to a desk with a shelf when this one has none', () => {
    const requestId = addRequest(desk, { externalId: 'A3', pickupDeskId: 3 });
    desk.context.session.chooseDesk(3 as DeskId);
    expect(valueOf(receive({ requestId, barcode: 'N-1' })).volume.destination).toEqual({
      kind: 'in-transit',
      deskName: 'Main Circulation Desk',
    });
  });

  test('without slip and notice writes neither, but tells the partner', () => {
    const requestId = addRequest(desk, { externalId: 'A4' });
    const received = valueOf(receive({ requestId, barcode: 'N-1', printSlip: false, notifyPatron: false }));
    expect(received.volume.slip).toBeNull();
    expect(countRows(desk, 'print_job')).toBe(0);
    expect(rows('SELECT recipient FROM outbox')).toEqual([{ recipient: 'partner' }]);
  });

  test('asked twice under the same id is received once and answered alike', () => {
    const requestId = addRequest(desk, { externalId: 'A5' });
    const opId = newOpId();
    const first = receive({ requestId, barcode: 'N-1', opId });
    const state = dumpState(desk);
    expect(receive({ requestId, barcode: 'N-1', opId })).toEqual(first);
    expect(dumpState(desk)).toEqual(state);
    expect(refusalOf(receive({ requestId, barcode: 'N-2', opId })).code).toBe('operation-mismatch');
  });
});

describe('several volumes', () => {
  test('are stored one by one, resumed from what is stored, and the partner hears once', () => {
    const requestId = addRequest(desk, { externalId: 'B1', volumes: 3 });
    expect(valueOf(receive({ requestId, barcode: 'V1', several: true }))).toMatchObject({ loopOpen: true });
    expect(countRows(desk, 'outbox')).toBe(0);
    valueOf(receive({ requestId, barcode: 'V2', several: true }));
    const resumed = valueOf(open('B1'));
    expect(resumed.position).toBe('resume');
    expect(resumed.received.map(({ barcode, volume, slip }) => [barcode, volume, slip?.state])).toEqual([
      ['V1', 1, 'queued'],
      ['V2', 2, 'queued'],
    ]);
    valueOf(receive({ requestId, barcode: 'V3', several: true }));
    const done = valueOf(finish(requestId));
    expect(done).toMatchObject({ volumesReceived: 3, volumesExpected: 3 });
    expect(rows('SELECT kind FROM outbox ORDER BY id')).toEqual([
      { kind: 'received' },
      { kind: 'item-ready' },
    ]);
    expect(countRows(desk, 'print_job')).toBe(3);
    expect(refusalOf(finish(requestId)).code).toBe('set-not-begun');
  });

  test('the patron’s notice goes by what is chosen at Done, not at the volumes', () => {
    const requestId = addRequest(desk, { externalId: 'B0', volumes: 1 });
    valueOf(receive({ requestId, barcode: 'V1', several: true, notifyPatron: true }));
    valueOf(finish(requestId, { notifyPatron: false }));
    expect(rows('SELECT recipient FROM outbox')).toEqual([{ recipient: 'partner' }]);
  });

  test('in two parcels: the second goes on by itself and the partner is not told twice', () => {
    const requestId = addRequest(desk, { externalId: 'B2', volumes: 2 });
    valueOf(receive({ requestId, barcode: 'V1', several: true }));
    valueOf(finish(requestId));
    expect(valueOf(open('B2')).position).toBe('resume');
    valueOf(receive({ requestId, barcode: 'V2', several: true }));
    valueOf(finish(requestId));
    expect(rows("SELECT kind FROM outbox WHERE kind = 'received'")).toHaveLength(1);
    expect(refusalOf(open('B2')).code).toBe('already-received');
  });

  test('more than expected come in on purpose only', () => {
    const requestId = addRequest(desk, { externalId: 'B3', volumes: 1 });
    valueOf(receive({ requestId, barcode: 'V1', several: true }));
    const before = dumpState(desk);
    expect(refusalOf(receive({ requestId, barcode: 'V2', several: true })).code).toBe('volume-unexpected');
    expect(dumpState(desk)).toEqual(before);
    valueOf(receive({ requestId, barcode: 'V2', several: true, unexpected: true }));
    valueOf(finish(requestId));
    expect(refusalOf(receive({ requestId, barcode: 'V3' })).code).toBe('already-received');
    expect(valueOf(open('B3', true)).position).toBe('further');
    expect(valueOf(receive({ requestId, barcode: 'V3', unexpected: true })).volume.volume).toBe(3);
  });
});

test.each([
  { word: 'LOANED', status: 'on-loan', where: 'with the patron' },
  { word: 'RETURNED_BY_PATRON', status: 'returned-by-patron', where: 'back from the patron' },
])(
  'the first scan of a volume of $word gives it its barcode; it stays where it is, and nobody is told to fetch it',
  (of) => {
    const requestId = addRequest(desk, { externalId: 'R-9', status: of.word });
    const before = dumpState(desk);
    const { opId } = valueOf(receive({ requestId, barcode: 'N-9', notifyPatron: true }));
    expect(desk.raw.prepare('SELECT barcode, status FROM item').all()).toEqual([
      { barcode: 'N-9', status: of.status },
    ]);
    expect(desk.raw.prepare('SELECT headline, status_after FROM request_event').all()).toEqual([
      { headline: `Volume 1 received (N-9): ${of.where}`, status_after: of.word },
    ]);
    expect(desk.raw.prepare('SELECT recipient, kind FROM outbox').all()).toEqual([
      { recipient: 'partner', kind: 'received' },
    ]);
    expectKept(desk.raw);
    valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
    expect(dumpState(desk)).toEqual(before);
  },
);
