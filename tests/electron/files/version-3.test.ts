import { expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { libraryPieces } from '../../../electron/main/files/export/library-pieces.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { livedIn } from './export/lived-in.ts';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

// Version 3 of the library file has what happened between each partner and us.

const desk = useImportDesk();

const base = { externalId: 'R-1', title: 'Walden', patron: 'P1', pickup: 'MAIN-CIRC', volumes: 2 };
const importOne = (more: object): Promise<ImportReport> =>
  desk.import(desk.file('a.json', libraryWith([{ ...base, ...more }], { version: 3 })));
const turns = (): unknown[] => desk.records('SELECT * FROM turn ORDER BY position');
const stored = (): unknown => desk.db.prepare('SELECT * FROM request').get();
const items = (): unknown[] => desk.records('SELECT * FROM item ORDER BY volume');

const north = {
  partner: 'NORTH',
  state: 'closing',
  at: '2026-11-12T08:00:00Z',
  askedAt: '2026-11-02T08:00:00Z',
  shippedAt: '2026-11-08T08:00:00Z',
  volumes: 2,
  told: ['request', 'rest'],
  demand: { state: 'recalled', at: '2026-11-20T08:00:00Z', backBy: '2026-12-01' },
  dueOn: '2027-01-15',
  cost: 'USD 5',
};
const lake = {
  partner: 'LAKE',
  state: 'conditional',
  at: '2026-11-21T08:00:00Z',
  cancellation: { state: 'refused', at: '2026-11-22T08:00:00Z' },
  condition: { reason: 'LibraryUseOnly', note: 'For the reading room', replyBy: '2026-12-10' },
};
const lent = {
  barcode: 'N-1',
  status: 'on-loan',
  turn: 1,
  dueOn: '2027-01-15',
  desk: 'MAIN-CIRC',
  loan: { loanedOn: '2026-11-13', dueOn: '2026-12-13' },
};

test('every field of a turn is stored in its column, and no one is notified', async () => {
  const said = {
    turns: [north, lake, { partner: 'NORTH', state: 'waiting' }],
    items: [
      lent,
      {
        barcode: 'N-2',
        status: 'on-hold-shelf',
        turn: 1,
        desk: 'MAIN-CIRC',
        goesBack: true,
        dueOn: '2027-02-01',
      },
      { barcode: 'N-3', status: 'returned-to-partner', turn: 1, checkIn: 'missed' },
    ],
    cancelWish: { by: 'patron', at: '2026-11-19T08:00:00Z' },
  };
  const report = await importOne(said);
  expect([report.refused, report.remarks]).toEqual([[], []]);
  expect(turns()).toMatchObject([
    {
      partner_id: 1,
      state: 'closing',
      state_at: '2026-11-12T08:00:00.000Z',
      asked_at: '2026-11-02T08:00:00.000Z',
      shipped_at: '2026-11-08T08:00:00.000Z',
      asked_for: 2,
      heard: 1,
      knows_end: 0,
      knows_rest: 1,
      due_on: '2027-01-15',
      cost: 'USD 5',
    },
    {
      partner_id: 2,
      state: 'conditional',
      state_at: '2026-11-21T08:00:00.000Z',
      cancellation: 'refused',
      cancellation_at: '2026-11-22T08:00:00.000Z',
      heard: 1,
      knows_end: 0,
    },
    { partner_id: 1, state: 'waiting', state_at: null, heard: 0 },
  ]);
  expect(items()).toMatchObject([
    {
      turn_id: 1,
      use: 'for-patron',
      demand: 'recalled',
      demand_at: '2026-11-20T08:00:00.000Z',
      back_by: '2026-12-01',
      due_on: '2027-01-15',
    },
    { turn_id: 1, use: 'goes-back', demand: 'recalled', due_on: '2027-02-01' },
    { turn_id: 1, check_in: 'missed', demand: 'none', due_on: null },
  ]);
  expect(desk.records('SELECT turn_id, note, reply_by, set_at, ended_at FROM turn_condition')).toEqual([
    {
      turn_id: 2,
      note: 'For the reading room',
      reply_by: '2026-12-10',
      set_at: '2026-11-21T08:00:00.000Z',
      ended_at: null,
    },
  ]);
  expect(stored()).toMatchObject({
    status: 'RECALLED_BOR',
    partner_id: 2,
    turn_state: 'conditional',
    turn_at: '2026-11-21T08:00:00.000Z',
    cancellation: 'refused',
    cancel_wish: 'patron',
    cancel_wish_at: '2026-11-19T08:00:00.000Z',
  });
  expect(desk.value('SELECT count(*) FROM outbox')).toBe(0);
  expect((await importOne(said)).bySection['requests']).toMatchObject({ updated: 0, unchanged: 1 });
});

test.each([
  ['waiting', [0, 0, 0]],
  ['asked', [1, 0, 0]],
  ['closing', [1, 0, 0]],
  ['supplied', [1, 1, 1]],
  ['rejected', [1, 1, 1]],
  ['passed-over', [1, 1, 1]],
])('if the file does not say what a turn that is %s was told, its state decides', async (state, told) => {
  await importOne({ turns: [{ partner: 'NORTH', state }] });
  expect(desk.rows('SELECT heard, knows_end, knows_rest FROM turn')).toEqual([told]);
});

test('older fields for what turns say are ignored, which is reported', async () => {
  const report = await importOne({
    turns: [{ partner: 'NORTH', state: 'shipped' }],
    status: 'REQUEST_SENT',
    rota: ['LAKE'],
    activePartner: 'LAKE',
    condition: { reason: 'LibraryUseOnly' },
    cancellation: { state: 'asked' },
    demands: [{ kind: 'overdue' }],
    reports: [{ kind: 'claimed' }],
  });
  expect(report.refused).toEqual([]);
  expect(report.remarks.map(({ field }) => field)).toEqual([
    'rota',
    'activePartner',
    'condition',
    'cancellation',
    'demands',
    'reports',
  ]);
  expect(turns()).toMatchObject([{ partner_id: 1, state: 'shipped', cancellation: 'none', parcel: 'none' }]);
  expect(stored()).toMatchObject({ status: 'SHIPPED_PHYSICALLY', cancel_wish: null });
  expect(desk.value('SELECT count(*) FROM turn_condition')).toBe(0);
});

test.each([
  [{ turns: [lake, { partner: 'NORTH', state: 'asked' }] }, 'turns[1].state', /same time/],
  [{ turns: [{ state: 'outside' }] }, 'turns[0].word', /^Missing$/],
  [{ turns: [{ state: 'hoped' }] }, 'turns[0].state', /"waiting", "asked"/],
  [{ turns: [{ partner: 'NOBODY', state: 'asked' }] }, 'turns[0].partner', /NOBODY/],
  [{ turns: [north], items: [{ ...lent, turn: 2 }] }, 'items[0].turn', /no entry 2/],
  [{ turns: [{ ...north, told: ['everything'] }] }, 'turns[0].told[0]', /"request", "end", "rest"/],
])('a row with %j is refused with the field', async (said, field, reason) => {
  const report = await importOne(said);
  expect(report.refused.map((row) => row.field)).toEqual([field]);
  expect(report.refused[0]?.reason).toMatch(reason);
  expect(stored()).toBeUndefined();
});

test('a later file changes existing turns, adds some and removes others; volumes keep theirs', async () => {
  await importOne({ turns: [north, lake], items: [lent] });
  const [first, second] = turns() as { id: number }[];
  const rejected = { ...lake, state: 'rejected', at: '2026-11-24T08:00:00Z', cancellation: null };
  await importOne({ turns: [rejected, north, { partner: 'LAKE', state: 'asked' }], items: [lent] });
  expect(turns()).toMatchObject([
    { id: second?.id, position: 1, state: 'rejected', state_at: '2026-11-24T08:00:00.000Z' },
    { id: first?.id, position: 2, state: 'closing' },
    { position: 3, partner_id: 2, state: 'asked', state_at: '2026-11-25T12:00:00.000Z' },
  ]);
  expect(desk.value('SELECT turn_id FROM item')).toBe(first?.id);
  await importOne({ turns: [{ ...north, state: 'supplied', demand: null }], items: [lent] });
  expect(turns()).toMatchObject([{ id: first?.id, position: 1, state: 'supplied' }]);
  expect(desk.value('SELECT turn_id FROM item')).toBe(first?.id);
  expect(desk.db.pragma('foreign_key_check')).toEqual([]);
});

test('a loan whose first day is not known is exported and imported without it', async () => {
  const said = { items: [{ ...lent, turn: null, loan: { dueOn: '2026-12-13' } }] };
  const unknown = [{ loaned_on: '2026-11-25', begin_unknown: 1, due_on: '2026-12-13' }];
  await importOne(said);
  expect(desk.records('SELECT loaned_on, begin_unknown, due_on FROM loan')).toEqual(unknown);
  const text = [...libraryPieces(desk.db as ReadableDB, false)].map(({ piece }) => piece).join('');
  const library = JSON.parse(text) as { requests: { items: { loan: object }[] }[] };
  expect(library.requests[0]?.items[0]?.loan).toEqual({ loanedOn: null, dueOn: '2026-12-13', endedOn: null });
  expect((await importOne(said)).bySection['requests']).toMatchObject({ updated: 0, unchanged: 1 });
  expect(desk.records('SELECT loaned_on, begin_unknown, due_on FROM loan')).toEqual(unknown);
});

test('the fields of an export for other programs describe the same life as our own rows', async () => {
  const here = livedIn();
  try {
    const text = [...libraryPieces(here.raw as ReadableDB, false)].map(({ piece }) => piece).join('');
    const library = JSON.parse(text) as { requests: { stored?: object }[] };
    for (const request of library.requests) delete request.stored;
    const report = await desk.import(desk.file('out.json', library));
    expect(report.refused.filter(({ section }) => section !== 'operators')).toEqual([]);
    // A file cannot refer to a volume without a barcode.
    const withNames = "WHERE request.id NOT IN (SELECT request_id FROM item WHERE barcode = '')";
    const read = (db: typeof here.raw): unknown[] => [
      db
        .prepare(
          `SELECT external_id, status, cancel_wish, ended_as, due_on, turn_state, turn_at, cancellation, cancellation_at, demand, loss, renewal
             FROM request ${withNames} ORDER BY external_id`,
        )
        .all(),
      db
        .prepare(
          `SELECT external_id, position, code, state, state_at, outside_word, asked_at, shipped_at, asked_for,
                  heard = 1 OR state <> 'waiting' AS heard, knows_end, knows_rest,
                  turn.cancellation, parcel, parcel_at, turn.due_on, turn.cost
             FROM request JOIN turn ON turn.request_id = request.id LEFT JOIN partner ON partner.id = turn.partner_id ${withNames}
            ORDER BY external_id, position`,
        )
        .all(),
      db
        .prepare(
          `SELECT external_id, volume, barcode, position, item.status, use, item.due_on, item.demand, check_in, report, item.renewal
             FROM request JOIN item ON item.request_id = request.id JOIN turn ON turn.id = turn_id ${withNames} ORDER BY external_id, volume`,
        )
        .all(),
    ];
    const [there, original] = [read(desk.db), read(here.raw)];
    expect((original[2] as unknown[]).length).toBeGreaterThan(20);
    expect(there).toEqual(original);
  } finally {
    here.close();
  }
});
