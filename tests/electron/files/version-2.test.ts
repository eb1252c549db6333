import { expect, test } from 'vitest';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

// Version 2 of the library file has the parts of a request's life in addition to its status.

const desk = useImportDesk();

const lent = (barcode: string, more: object = {}): object => ({
  barcode,
  status: 'on-loan',
  desk: 'MAIN-CIRC',
  receivedAt: '2026-11-10T08:00:00Z',
  loan: { loanedOn: '2026-11-11', dueOn: '2026-12-11' },
  ...more,
});

const base = {
  externalId: 'R-1',
  title: 'Walden',
  patron: 'P1',
  pickup: 'MAIN-CIRC',
  rota: ['NORTH', 'LAKE'],
  activePartner: 'LAKE',
  dueOn: '2027-01-15',
};

const importOne = (more: object): Promise<ImportReport> =>
  desk.import(desk.file('a.json', libraryWith([{ ...base, ...more }], { version: 2 })));

const stored = (): unknown => desk.db.prepare('SELECT * FROM request').get();
const items = (): unknown[] =>
  desk.records('SELECT item.*, partner_id FROM item JOIN turn ON turn.id = turn_id ORDER BY volume');
const turns = (): unknown[] => desk.records('SELECT * FROM turn ORDER BY position');

/** Imports a request, and the same file again, which must change nothing. */
const importTwice = async (more: object): Promise<void> => {
  const first = await importOne(more);
  expect(first.refused).toEqual([]);
  const before = [stored(), items(), turns()];
  expect((await importOne(more)).bySection['requests']).toMatchObject({ updated: 0, unchanged: 1 });
  expect([stored(), items(), turns()]).toEqual(before);
};

test('a volume has its partner, due date and label; the request is due on the earliest date', async () => {
  await importTwice({
    status: 'LOANED',
    items: [
      lent('N-1', { partner: 'NORTH', dueOn: '2027-03-01', volume: 'A–K' }),
      lent('N-2', { dueOn: '2027-02-01' }),
      lent('N-3', { status: 'returned-to-partner', dueOn: '2026-12-01' }),
    ],
  });
  expect(items()).toMatchObject([
    { partner_id: 1, due_on: '2027-03-01', label: 'A–K' },
    { partner_id: 2, due_on: '2027-02-01', label: '' },
    { partner_id: 2, due_on: '2026-12-01' },
  ]);
  expect(stored()).toMatchObject({ status: 'LOANED', due_on: '2027-02-01' });
});

test('several open parts at the same time are all imported', async () => {
  await importTwice({
    status: 'OVERDUE_ITEM',
    items: [lent('N-1'), lent('N-2', { partner: 'NORTH' }), lent('N-3', { status: 'lost', loan: null })],
    renewals: [{ items: ['N-1'], state: 'asked', until: '2027-03-01' }],
    demands: [
      { partner: 'LAKE', kind: 'overdue' },
      { partner: 'NORTH', kind: 'recalled', backBy: '2026-12-20' },
    ],
    reports: [{ item: 'n-3', kind: 'lost' }],
  });
  expect(items()).toMatchObject([
    { renewal: 'asked', renewal_until: '2027-03-01', demand: 'overdue', back_by: null, report: 'none' },
    { renewal: 'none', renewal_until: null, demand: 'recalled', back_by: '2026-12-20', report: 'none' },
    { renewal: 'none', demand: 'none', report: 'lost' },
  ]);
  expect(stored()).toMatchObject({
    status: 'RECALLED_BOR',
    renewal: 'asked',
    demand: 'recalled',
    loss: 'lost',
  });
  expect(turns()).toMatchObject([
    { partner_id: 1, state: 'closing' },
    { partner_id: 2, state: 'closing' },
  ]);
});

test('a cancellation has its moment, and who requested it', async () => {
  await importTwice({
    status: 'CANCEL_REPLY',
    cancellation: { state: 'asked', at: '2026-11-20T10:00:00Z', requestedBy: 'patron' },
  });
  const at = '2026-11-20T10:00:00.000Z';
  expect(stored()).toMatchObject({
    cancel_wish: 'patron',
    cancel_wish_at: at,
    cancellation: 'asked',
    cancellation_at: at,
  });
  expect(turns()).toMatchObject([
    { partner_id: 1, state: 'passed-over', cancellation: 'none' },
    { partner_id: 2, state: 'asked', cancellation: 'asked', cancellation_at: at },
  ]);
});

test('the sender of a volume without a turn gets one', async () => {
  await importTwice({
    rota: ['LAKE'],
    status: 'WILL_SUPPLY',
    volumes: 2,
    items: [lent('N-1', { partner: 'NORTH' })],
  });
  expect(turns()).toMatchObject([
    { partner_id: 1, position: 1, state: 'closing', due_on: null },
    { partner_id: 2, position: 2, state: 'will-supply', due_on: '2027-01-15' },
  ]);
  // The other partner's date does not apply to it.
  expect(items()).toMatchObject([{ partner_id: 1, due_on: null }]);
});

test('a due date belongs to a partner’s turn: it is kept there until the partner is asked, and without a partner it is not imported', async () => {
  const ready = { status: 'READY_TO_SEND', dueOn: '2027-01-15' };
  const first = await desk.import(
    desk.file(
      'a.json',
      libraryWith([
        { ...ready, externalId: 'A1', title: 'Walden', rota: ['NORTH'] },
        { ...ready, externalId: 'A2', title: 'Walden' },
      ]),
    ),
  );
  expect(first.remarks).toMatchObject([{ key: 'A2', field: 'dueOn', reason: /was not kept/ }]);
  const dates =
    'SELECT external_id, request.due_on, turn.due_on FROM request LEFT JOIN turn ON request_id = request.id';
  expect(desk.rows(dates)).toEqual([
    ['A1', null, '2027-01-15'],
    ['A2', null, null],
  ]);
  const sent = { ...ready, status: 'REQUEST_SENT' };
  await desk.import(
    desk.file('b.json', libraryWith([{ ...sent, externalId: 'A1', title: 'Walden', rota: ['NORTH'] }])),
  );
  expect(desk.rows(dates)[0]).toEqual(['A1', '2027-01-15', '2027-01-15']);
});

test('a volume that has arrived answers a cancellation, which is reported', async () => {
  const report = await importOne({
    status: 'LOANED',
    items: [lent('N-1')],
    cancellation: { state: 'asked' },
  });
  expect(report.remarks).toMatchObject([{ field: 'cancellation', reason: /answers the cancellation/ }]);
  expect(stored()).toMatchObject({ status: 'LOANED', cancel_wish: null, cancellation: 'none' });
});

test.each([
  [
    'a cancellation',
    { status: 'WILL_SUPPLY', cancellation: { state: 'asked' } },
    { status: 'CANCEL_REPLY', turn_state: 'will-supply', cancel_wish: 'staff' },
  ],
  [
    'that none is asked',
    { status: 'CANCEL_REPLY', cancellation: null },
    { status: 'REQUEST_SENT', cancellation: 'none', cancel_wish: null },
  ],
  [
    'a refusal',
    { status: 'WILL_SUPPLY', cancellation: { state: 'refused' } },
    { status: 'CANCEL_NOT_ACCEPTED', cancellation: 'refused' },
  ],
  [
    'no renewal',
    { status: 'RENEW_REQUESTED', renewals: [], items: [lent('N-1')] },
    { status: 'LOANED', renewal: 'none' },
  ],
  [
    'no demand',
    { status: 'RECALLED_BOR', demands: [], items: [lent('N-1')] },
    { status: 'LOANED', demand: 'none' },
  ],
  [
    'a claim',
    { status: 'SHIPPED_PHYSICALLY', reports: [{ kind: 'claimed' }] },
    { status: 'CLAIMED', turn_state: 'shipped', loss: 'claimed' },
  ],
  [
    'a parcel that is lost',
    { status: 'SHIPPED_DIGITALLY', reports: [{ item: null, kind: 'lost' }] },
    { status: 'REPORT_LOST', turn_state: null, loss: 'lost' },
  ],
  ['an end', { status: 'REQUEST_SENT', end: 'EXPIRED' }, { status: 'EXPIRED', ended_as: 'EXPIRED' }],
  ['that it is open', { status: 'CANCELLED', end: null }, { status: 'REQUEST_SENT', ended_as: null }],
] as const)('a part in the file wins over the status: %s', async (_, said, expected) => {
  await importTwice(said);
  expect(stored()).toMatchObject(expected);
});

test('parts that a later file leaves out stay, and the others change', async () => {
  await importOne({
    status: 'LOANED',
    items: [lent('N-1')],
    renewals: [{ items: ['N-1'], state: 'asked', until: '2027-03-01' }],
  });
  const withTitle = { title: 'Walden; or, Life in the Woods', items: [lent('N-1')] };
  await importOne(withTitle);
  expect(stored()).toMatchObject({ title: withTitle.title, status: 'RENEW_REQUESTED' });
  expect(items()).toMatchObject([{ renewal: 'asked', renewal_until: '2027-03-01' }]);
  await importOne({ demands: [{ kind: 'overdue' }] });
  expect(stored()).toMatchObject({ status: 'OVERDUE_ITEM', renewal: 'asked', demand: 'overdue' });
  await importOne({ renewals: [{ items: ['N-1'], state: 'refused' }], demands: null });
  expect(stored()).toMatchObject({ status: 'RENEW_NOT_ACCEPTED', demand: 'none' });
  expect(items()).toMatchObject([{ renewal: 'refused', renewal_until: null }]);
});

test.each([
  [
    { cancellation: { state: 'hoped' } },
    'cancellation.state',
    /“hoped” is not a known value.*"asked", "refused"/,
  ],
  [
    { cancellation: { state: 'asked', requestedBy: 'somebody' } },
    'cancellation.requestedBy',
    /"patron", "staff"/,
  ],
  [
    { renewals: [{ items: ['N-9'], state: 'asked' }] },
    'renewals[0].items[0]',
    /“N-9” is not an item of this request/,
  ],
  [{ renewals: [{ items: ['N-1'] }] }, 'renewals[0].state', /^Missing\. Use one of/],
  [{ renewals: [{ items: 'N-1', state: 'asked' }] }, 'renewals[0].items', /a list in square brackets/],
  [{ demands: [{ partner: 'NOBODY', kind: 'overdue' }] }, 'demands[0].partner', /NOBODY/],
  [{ demands: [{ kind: 'late' }] }, 'demands[0].kind', /"overdue", "recalled"/],
  [{ reports: [{ item: 'N-1', kind: 'lost' }] }, 'reports[0].kind', /says lost, but the item is not/],
  [{ reports: [{ item: 'N-1', kind: 'claimed' }] }, 'reports[0].kind', /cannot be claimed/],
  [{ reports: [{ kind: 'damaged' }] }, 'reports[0].item', /Give its barcode/],
  [{ end: 'LOANED' }, 'end', /"REQUEST_COMPLETED"/],
  [{ items: [lent('N-1', { partner: 'NOBODY' })] }, 'items[0].partner', /NOBODY/],
  [{ items: [lent('N-1', { dueOn: 'soon' })] }, 'items[0].dueOn', /not a valid date/],
])('a row with %j is refused with the field', async (said, field, reason) => {
  const report = await importOne({ status: 'LOANED', items: [lent('N-1')], ...said });
  expect(report.refused.map((row) => row.field)).toEqual([field]);
  expect(report.refused[0]?.reason).toMatch(reason);
  expect(stored()).toBeUndefined();
});
