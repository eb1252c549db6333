import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { recomputeRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { Instant, RequestId } from '../../../shared/domain/ids.ts';
import { fullRequest, libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';
import { itemStatuses } from '../../../shared/domain/item-status.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';

const desk = useImportDesk();

const request = (externalId: string, more: object = {}): object => ({ externalId, title: 'Walden', ...more });

test('every field of a library file is stored in its column', async () => {
  const report = await desk.import(desk.file('a.json', libraryWith([fullRequest])));
  expect(report).toMatchObject({ outcome: 'done', failure: null, refused: [], reportFile: null });
  expect(report.totals).toEqual({ added: 7, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 });
  expect(report.bySection['libraries']).toEqual({
    added: 1,
    updated: 0,
    unchanged: 0,
    conflict: 0,
    skipped: 0,
    refused: 0,
  });
  expect(desk.records('SELECT * FROM request')).toMatchObject([
    {
      external_id: '01MAIN0000101',
      title: 'The Voyage of the Beagle',
      author: 'Darwin, Charles',
      format: 'physical',
      patron_id: 1,
      pickup_desk_id: 2,
      partner_id: 1,
      status: 'LOANED',
      turn_state: null,
      due_on: '2027-01-15',
      patron_due_on: '2026-12-11',
      volumes_expected: 2,
      circulation_note: 'With maps',
      cost: 'USD 5.00',
      created_at: '2026-11-02T08:30:00.000Z',
      // The latest moment in the file.
      updated_at: '2026-11-12T08:00:00.000Z',
      receiving_open: 0,
      worked_on: 0,
      made_at_library_id: 1,
    },
  ]);
  // The first partner's turn is over, elsewhere; both volumes of the other one are here. No one is notified.
  expect(
    desk.rows(
      'SELECT position, partner_id, state, state_at, due_on, heard, knows_end, knows_rest FROM turn ORDER BY position',
    ),
  ).toEqual([
    [1, 2, 'passed-over', '2026-11-25T12:00:00.000Z', null, 1, 1, 1],
    [2, 1, 'closing', '2026-11-25T12:00:00.000Z', '2027-01-15', 1, 0, 0],
  ]);
  expect(desk.value('SELECT count(*) FROM outbox')).toBe(0);
  expect(desk.rows('SELECT author, body, active, created_at FROM request_note')).toEqual([
    ['partner', 'Library use only', 0, '2026-11-03T10:00:00.000Z'],
  ]);
  expect(desk.rows('SELECT turn_id, reason, note, reply_by FROM turn_condition')).toEqual([
    [2, 'LibraryUseOnly', 'Library use only', '2026-12-01'],
  ]);
  expect(
    desk.rows(
      'SELECT barcode, volume, status, desk_id, destination_desk_id, received_at, turn_id, due_on, receipt_told FROM item ORDER BY volume',
    ),
  ).toEqual([
    ['N-31234', 1, 'on-loan', 1, null, '2026-11-10T08:00:00.000Z', 2, '2027-01-15', 1],
    ['N-31235', 2, 'in-transit', 1, 2, '2026-11-12T08:00:00.000Z', 2, '2027-01-15', 1],
  ]);
  expect(desk.rows('SELECT item_id, patron_id, loaned_on, due_on, ended_on FROM loan')).toEqual([
    [1, 1, '2026-11-11', '2026-12-11', null],
  ]);
  expect(desk.rows('SELECT code, address, renews_automatically, cancel_needs_consent FROM partner')).toEqual([
    ['NORTH', '["2 Hill Street"]', 1, 1],
    ['LAKE', '[]', 1, 0],
  ]);
});

test('only required fields are needed, and outside codes are kept unchanged', async () => {
  const report = await desk.import(
    desk.file(
      'a.json',
      libraryWith([
        request('A1'),
        request('A2', { status: 'RECEIVED_NOT_FOR_LOAN', condition: { reason: 'NewReason' } }),
        request('A3', { items: [{ barcode: 'B1', status: 'at-the-bindery' }], volumes: null }),
      ]),
    ),
  );
  expect(report.refused).toEqual([]);
  expect(desk.rows('SELECT external_id, status, volumes_expected, patron_id FROM request')).toEqual([
    ['A1', 'REQUEST_CREATED_BOR', null, null],
    ['A2', 'RECEIVED_NOT_FOR_LOAN', null, null],
    // A volume exists, wherever it is.
    ['A3', 'RECEIVED_PHYSICALLY', null, null],
  ]);
  expect(desk.values('SELECT status FROM item')).toEqual(['at-the-bindery']);
  expect(desk.values('SELECT reason FROM turn_condition')).toEqual(['NewReason']);
  // An unknown partner has it.
  expect(desk.rows('SELECT request_id, partner_id, state, outside_word FROM turn')).toEqual([
    [2, null, 'outside', 'RECEIVED_NOT_FOR_LOAN'],
    [3, null, 'closing', null],
  ]);
});

test.each([...requestStatusCodes, 'A_STATUS_FROM_OUTSIDE'])(
  'a file with %s is skipped the second time, wherever its volumes are',
  async (status) => {
    const place = (code: string, index: number) => ({ barcode: `${status}-${index}`, status: code });
    const codes = [...Object.keys(itemStatuses), 'at-the-bindery'];
    const file = desk.file(
      'a.json',
      libraryWith([
        request('none', { status }),
        request('no-items', { status, items: [] }),
        ...codes.map((code, index) => request(code, { status, items: [place(code, index)] })),
        request('all', { status, items: codes.map((code, index) => place(code, 10 + index)) }),
      ]),
    );
    expect((await desk.import(file)).refused).toEqual([]);
    const read = (): unknown[][] =>
      ['request', 'turn', 'item'].map((table) => desk.records(`SELECT * FROM ${table}`));
    const before = read();
    // The stored columns of the request equal those computed again from turns and volumes.
    inTransaction(desk.db as ReadableDB, (db) => {
      for (const id of desk.values('SELECT id FROM request') as RequestId[])
        recomputeRequest(db, id, '2026-11-26T12:00:00.000Z' as Instant);
    });
    expect(read()).toEqual(before);
    const again = await desk.import(file);
    expect(again.bySection['requests']).toMatchObject({ added: 0, updated: 0, unchanged: codes.length + 3 });
    expect(read()).toEqual(before);
    for (const { external_id, status: stored } of before[0] as { external_id: string; status: string }[]) {
      const isUnscanned = external_id === 'none' || external_id === 'no-items';
      // Without a partner it cannot be sent.
      if (isUnscanned) expect(stored).toBe(status === 'READY_TO_SEND' ? 'REQUEST_CREATED_BOR' : status);
    }
  },
);

test('the same file again changes nothing, and a changed file only changes the differences', async () => {
  const file = desk.file(
    'a.json',
    libraryWith([fullRequest, request('A2', { notes: [{ from: 'staff', text: 'n' }] })]),
  );
  await desk.import(file);
  const dump = (): unknown =>
    [
      'library',
      'desk',
      'partner',
      'patron',
      'request',
      'turn',
      'request_note',
      'turn_condition',
      'item',
      'loan',
    ].map((table) => desk.records(`SELECT * FROM ${table}`));
  const before = dump();
  const again = await desk.import(file, { now: () => new Date('2026-11-26T12:00:00Z') });
  expect(again.totals).toEqual({ added: 0, updated: 0, unchanged: 8, conflict: 0, skipped: 0, refused: 0 });
  expect(dump()).toEqual(before);

  const changed = libraryWith(
    [
      {
        ...fullRequest,
        status: 'RETURNED_TO_PARTNER',
        notes: [],
        condition: null,
        items: [{ ...fullRequest.items[0], status: 'returned-to-partner' }],
      },
      request('A2'),
    ],
    { patrons: [{ barcode: 'P1', name: 'Reader, Anna' }] },
  );
  const report = await desk.import(desk.file('b.json', changed));
  expect(report.bySection['requests']).toEqual({
    added: 0,
    updated: 1,
    unchanged: 1,
    conflict: 0,
    skipped: 0,
    refused: 0,
  });
  expect(report.bySection['patrons']).toEqual({
    added: 0,
    updated: 1,
    unchanged: 0,
    conflict: 0,
    skipped: 0,
    refused: 0,
  });
  // What the file leaves out stays.
  expect(desk.rows('SELECT name, email, library_id FROM patron')).toEqual([
    ['Reader, Anna', 'reader@example.org', 1],
  ]);
  expect(desk.values('SELECT body FROM request_note')).toEqual(['n']);
  expect(desk.value('SELECT count(*) FROM turn_condition')).toBe(0);
  expect(desk.rows('SELECT barcode, status FROM item')).toEqual([['N-31234', 'returned-to-partner']]);
  expect(desk.values('SELECT ended_on FROM loan')).toEqual(['2026-12-11']);
});

test('changes made at a desk stay, and printing counts as no change', async () => {
  const file = desk.file('a.json', libraryWith([request('A1'), request('A2'), request('A3')]));
  await desk.import(file);
  desk.db.exec(`
    UPDATE request SET worked_on = 1, title = 'Corrected' WHERE external_id = 'A1';
    INSERT INTO operator (id, name) VALUES (1, 'A. Operator');
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
      SELECT 'op', 'print-return-slip', 1, 1, '2026-11-25T10:00:00.000Z', id, '{}', '{}' FROM request WHERE external_id = 'A2'`);
  const changed = [
    request('A1', { title: 'X' }),
    request('A2', { title: 'X' }),
    request('A3', { title: 'X' }),
  ];
  const report = await desk.import(desk.file('b.json', libraryWith(changed)));
  expect(report.bySection['requests']).toEqual({
    added: 0,
    updated: 2,
    unchanged: 0,
    conflict: 1,
    skipped: 0,
    refused: 0,
  });
  expect(desk.rows('SELECT external_id, title FROM request')).toEqual([
    ['A1', 'Corrected'],
    ['A2', 'X'],
    ['A3', 'X'],
  ]);
});

test('loans follow when a file corrects the patron', async () => {
  const patrons = ['P1', 'P2'].map((barcode) => ({ barcode, name: barcode }));
  await desk.import(desk.file('a.json', libraryWith([fullRequest], { patrons })));
  await desk.import(desk.file('b.json', libraryWith([{ ...fullRequest, patron: 'P2' }], { patrons })));
  expect(desk.values('SELECT patron_id FROM loan')).toEqual([2]);
});

test('sections may come in any order and more than once', async () => {
  const { format, version, libraries, desks, partners, patrons } = libraryWith([]);
  const text = `{"requests":${JSON.stringify([fullRequest])},"patrons":${JSON.stringify(patrons)},"more":{"requests":[1]},
    "desks":${JSON.stringify(desks)},"partners":${JSON.stringify(partners)},"requests":${JSON.stringify([request('A2')])},
    "libraries":${JSON.stringify(libraries)},"version":${JSON.stringify(version)},"format":${JSON.stringify(format)}}`;
  const report = await desk.import(desk.file('a.json', `\uFEFF${text}`));
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 8, refused: 0 } });
});

test('codes are stored as a scanner would send them', async () => {
  const report = await desk.import(
    desk.file(
      'a.json',
      libraryWith([request(' 01 MAIN 1 ', { patron: ' P 1', items: [{ barcode: 'ｎ-１２' }] })]),
    ),
  );
  expect(report.refused).toEqual([]);
  expect(desk.rows('SELECT external_id, patron_id FROM request')).toEqual([['01MAIN1', 1]]);
  expect(desk.values('SELECT barcode FROM item')).toEqual(['n-12']);
});

test('an item on a hold shelf waits as long as the shelf’s library says', async () => {
  const shelved = (externalId: string, pickup: string): object =>
    request(externalId, {
      pickup,
      status: 'RECEIVED_PHYSICALLY',
      items: [
        {
          barcode: `B-${externalId}`,
          status: 'on-hold-shelf',
          receivedAt: '2026-11-20T15:00:00Z',
          desk: pickup,
        },
      ],
    });
  const library = libraryWith([shelved('R-1', 'MAIN-CIRC'), shelved('R-2', 'HILL')]);
  const report = await desk.import(
    desk.file('a.json', {
      ...library,
      libraries: [...(library['libraries'] as object[]), { code: 'HILL', name: 'Hilltop Library' }],
      desks: [...(library['desks'] as object[]), { code: 'HILL', name: 'Hilltop Desk', library: 'HILL' }],
      settings: [{ name: 'holdShelf', library: 'HILL', value: { days: 5, parcelDays: 4 } }],
    }),
  );
  expect(report.refused).toEqual([]);
  expect(desk.values('SELECT hold_until FROM item ORDER BY id')).toEqual(['2026-11-30', '2026-11-25']);
});
