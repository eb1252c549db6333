import { beforeEach, expect, test } from 'vitest';
import type { SlipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import type { PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, countRows, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { spellOut, turnFor } from '../../../../support/life.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

const desk = forEachTest(openTestDesk);
let slips: SlipsService;
beforeEach(() => {
  slips = slipsService(desk.context, noPrinter);
});

const addItem = (requestId: RequestId, barcode: string, volume: number, status: string): void => {
  desk.raw
    .prepare(
      `INSERT INTO item (request_id, turn_id, barcode, volume, status, desk_id, destination_desk_id, received_at)
       VALUES (?, ?, ?, ?, ?, 1, ?, '2026-11-10T08:00:00.000Z')`,
    )
    .run(
      requestId,
      turnFor(desk.raw, requestId),
      barcode,
      volume,
      status,
      status === 'in-transit' ? 2 : null,
    );
};

const storedSlips = (): { kind: string; slip: Record<string, unknown> }[] =>
  (
    desk.raw.prepare('SELECT kind, slip FROM print_job ORDER BY id').all() as { kind: string; slip: string }[]
  ).map(({ kind, slip }) => ({ kind, slip: JSON.parse(slip) as Record<string, unknown> }));

test('a printed slip is printed again unchanged', () => {
  const requestId = addRequest(desk, { externalId: 'X1', volumes: 1 });
  const received = receivingAt(() => desk).receive({ requestId, barcode: 'B1', notifyPatron: false });
  expect(received.ok).toBe(true);
  desk.raw.prepare("UPDATE request SET title = 'Another title' WHERE id = ?").run(requestId);
  const printed = slips.printOf({ opId: newOpId(), requestId });
  expect(printed).toMatchObject({ ok: true, value: [{ kind: 'receive', state: 'queued', barcode: 'B1' }] });
  const [first, again] = storedSlips();
  expect(again).toEqual(first);
});

test('each imported volume gets a receive slip from the records', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'RECEIVED_PHYSICALLY', volumes: 2 }, true);
  addItem(requestId, 'B1', 1, 'on-hold-shelf');
  addItem(requestId, 'B2', 2, 'in-transit');
  spellOut(desk.raw, requestId);
  desk.raw
    .prepare(
      "INSERT INTO turn_condition (request_id, turn_id, reason, note) VALUES (?, ?, 'LibraryUseOnly', 'With care')",
    )
    .run(requestId, turnFor(desk.raw, requestId));
  expect(slips.printOf({ opId: newOpId(), requestId }).ok).toBe(true);
  expect(storedSlips()).toMatchObject([
    {
      kind: 'receive',
      slip: {
        barcode: 'B1',
        volume: 1,
        volumesExpected: 2,
        destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
        patronName: 'Reader, A.',
        lender: 'North University Library',
        useConditions: ['Library use only', 'With care'],
      },
    },
    { slip: { barcode: 'B2', destination: { kind: 'in-transit', deskName: 'Hilltop Branch' } } },
  ]);
});

test('a cancelled or returned item gets its return slip', () => {
  const cancelled = addRequest(desk, { externalId: 'X1', status: 'CANCELLED_BY_STAFF' });
  const returned = addRequest(desk, { externalId: 'X2', status: 'RETURNED_TO_PARTNER' }, true);
  addItem(returned, 'B2', 1, 'returned-to-partner');
  spellOut(desk.raw, returned);
  for (const requestId of [cancelled, returned])
    expect(slips.printOf({ opId: newOpId(), requestId }).ok).toBe(true);
  expect(storedSlips()).toMatchObject([
    { kind: 'return', slip: { externalId: 'X1' } },
    { kind: 'return', slip: { externalId: 'X2', barcode: 'B2' } },
  ]);
});

test('before anything has arrived there is no slip, and nothing is queued', () => {
  const requestId = addRequest(desk, { externalId: 'X1' });
  expect(slips.printOf({ opId: newOpId(), requestId })).toMatchObject({
    ok: false,
    error: { code: 'status-forbids', message: expect.stringContaining('X1') as string },
  });
  expect(countRows(desk, 'print_job')).toBe(0);
});

test('the same click prints once', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'RECEIVED_PHYSICALLY' }, true);
  addItem(requestId, 'B1', 1, 'on-hold-shelf');
  spellOut(desk.raw, requestId);
  const opId = newOpId();
  const first = slips.printOf({ opId, requestId });
  expect(slips.printOf({ opId, requestId })).toEqual(first);
  expect(countRows(desk, 'print_job')).toBe(1);
});

test('an operator without the role is refused', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'RECEIVED_PHYSICALLY' }, true);
  addItem(requestId, 'B1', 1, 'on-hold-shelf');
  spellOut(desk.raw, requestId);
  const { session } = desk.context;
  const powerless = {
    ...desk.context,
    session: { ...session, operator: () => ({ ...session.operator(), grants: [] }) },
  };
  const refused = slipsService(powerless, noPrinter).printOf({
    opId: newOpId(),
    requestId,
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  expect(countRows(desk, 'print_job')).toBe(0);
});

test('an unreadable stored slip is refused, and a new one is made from the records', async () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'RECEIVED_PHYSICALLY' }, true);
  addItem(requestId, 'B1', 1, 'on-hold-shelf');
  spellOut(desk.raw, requestId);
  const print = () => slips.printOf({ opId: newOpId(), requestId });
  expect(print().ok).toBe(true);
  const jobId = 1 as PrintJobId;
  for (const slip of ['{"kind":"poster"}', '{"kind":"receive"}', 'null']) {
    desk.raw.prepare('UPDATE print_job SET slip = ? WHERE id = 1').run(slip);
    const refused = { ok: false, error: { code: 'job-unknown' } };
    expect(await slips.preview({ jobId })).toMatchObject(refused);
    expect(slips.reprint({ opId: newOpId(), jobId })).toMatchObject(refused);
  }
  expect(print()).toMatchObject({ ok: true, value: [{ kind: 'receive', barcode: 'B1' }] });
});

test('items going back get the return slip of their own partner, items for the patron a receive slip', () => {
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College')");
  const requestId = addRequest(desk, { externalId: 'X1', status: 'RECEIVED_PHYSICALLY', volumes: 1 }, true);
  addItem(requestId, 'B1', 1, 'on-hold-shelf');
  spellOut(desk.raw, requestId);
  desk.raw.exec(`
    INSERT INTO turn (request_id, position, partner_id, state, due_on) VALUES (${requestId}, 2, 2, 'closing', '2027-03-01');
    INSERT INTO item (request_id, turn_id, barcode, volume, status, use, desk_id, received_at, due_on)
    SELECT ${requestId}, id, 'W1', 2, 'on-hold-shelf', 'goes-back', 1, '2026-11-10T08:00:00.000Z', due_on FROM turn WHERE partner_id = 2`);
  valueOf(slips.printOf({ opId: newOpId(), requestId }));
  expect(storedSlips()).toMatchObject([
    { kind: 'receive', slip: { barcode: 'B1', lender: 'North University Library' } },
    { kind: 'return', slip: { barcode: 'W1', partner: { name: 'West College' }, dueOn: '2027-03-01' } },
  ]);
});
