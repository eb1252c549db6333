import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ImportReport, ListedRow } from '../../../shared/ipc/import-views.ts';
import { libraryWith, openImportDesk } from './import-desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

// What a dry run shows of each row: its title, and its changes.

const desk = forEachTest(openImportDesk);
beforeEach(async () => {
  await desk.import(desk.file('library.json', libraryWith([])));
});

const rowsOf = (report: ImportReport, wanted: string): readonly ListedRow[] =>
  report.outcomes?.find(({ outcome }) => outcome === wanted)?.rows ?? [];
const take = (content: string | object): Promise<ImportReport> =>
  desk.import(desk.file(typeof content === 'string' ? 'list.csv' : 'library.json', content), {
    listsRows: true,
    rowReport: { path: join(desk.folder, 'rows.csv'), as: 'table' },
  });
const alma =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Due date\n' +
  'R-1,Walden,Thoreau,"Reader, Anna",Request sent to partner,NORTH,MAIN-CIRC,11/14/2026,\n' +
  'R-2,Go fish,Rowe,"Leser, Götz",Shipped by lorry,West College,Elsewhere,11/15/2026,12/20/2026\n';
const heads = alma.split('\n')[0] ?? '';

test('a dry run names new rows by title, and shows the old and new values of changed fields', async () => {
  await take(alma);
  const dryRun = await take(
    [
      heads,
      'R-1,"Walden; or, Life in the woods",Thoreau,"Reader, Anna",Will supply,LAKE,HILL-CIRC,11/14/2026,1/5/2027',
      'R-9,Emma,Austen,,Request sent to partner,NORTH,MAIN-CIRC,11/14/2026,',
      ',Nobody knows me,Rowe,,,,,,',
    ].join('\n'),
  );
  expect(rowsOf(dryRun, 'added').map(({ key, title, changes }) => [key, title, changes])).toEqual([
    ['R-9', 'Emma', []],
  ]);
  expect(rowsOf(dryRun, 'refused').map(({ title }) => title)).toEqual(['Nobody knows me']);
  const [changed] = rowsOf(dryRun, 'updated');
  expect(changed?.title).toBe('Walden; or, Life in the woods');
  expect(changed?.changes).toEqual([
    { label: 'Title', before: 'Walden', after: 'Walden; or, Life in the woods' },
    { label: 'Pickup location', before: 'Main Circulation Desk', after: 'Hilltop Branch' },
    { label: 'Status', before: 'Request sent to partner', after: 'Will supply' },
    { label: 'Partner', before: 'North University Library', after: 'Lakeside College Library' },
    { label: 'Due back', before: null, after: '5 Jan 2027' },
    {
      label: 'Rota',
      before: 'North University Library',
      after: 'North University Library, Lakeside College Library',
    },
  ]);
  expect(readFileSync(join(desk.folder, 'rows.csv'), 'utf8')).toContain('Due back:  → 5 Jan 2027');
});

test('a conflict shows the values of both sides, and the other changes of its row', async () => {
  await take(alma);
  // Staff changed the author here.
  desk.db.exec("UPDATE request SET author = 'H. D. Thoreau', worked_on = 1 WHERE external_id = 'R-1'");
  const dryRun = await take(alma.replace('Walden,Thoreau', 'Walden II,"Thoreau, Henry David"'));
  expect(rowsOf(dryRun, 'conflict')).toEqual([
    {
      section: 'requests',
      row: 2,
      key: 'R-1',
      title: 'Walden II',
      reason: expect.stringMatching(/for Author: “Thoreau, Henry David”\. Here it stays “H\. D\. Thoreau”\./),
      changes: [{ label: 'Title', before: 'Walden', after: 'Walden II' }],
    },
  ]);
  // It changes the title, and so it counts as a change too.
  expect(dryRun.outcomes?.find(({ outcome }) => outcome === 'conflict')).toMatchObject({
    count: 1,
    changing: 1,
  });
  const more = await take(alma.replace('Walden,Thoreau', 'Walden II,"Thoreau, H. D."'));
  expect(more.outcomes?.find(({ outcome }) => outcome === 'conflict')).toMatchObject({
    count: 1,
    changing: 0,
  });
});

test('changes of volumes, notes and partners by a library file are shown too, limited, and as plain text', async () => {
  const notes = (texts: readonly string[]): object[] =>
    texts.map((text) => ({ from: 'partner', text, active: false }));
  const request = { externalId: 'A-1', title: 'A', patron: 'P1', pickup: 'MAIN-CIRC', rota: ['NORTH'] };
  const item = { barcode: 'N-1', receivedAt: '2026-11-10T08:00:00Z', desk: 'MAIN-CIRC' };
  const first = {
    ...request,
    status: 'RECEIVED_PHYSICALLY',
    notes: notes(['kept', 'old']),
    items: [{ ...item, status: 'on-hold-shelf' }],
  };
  await take(libraryWith([first]));
  const long = `<img src=x onerror=alert(1)>${'x'.repeat(5_000)}`;
  const second = {
    ...request,
    title: long,
    status: 'LOANED',
    notes: notes(['kept', 'new']),
    items: [
      { ...item, status: 'on-loan', loan: { loanedOn: '2026-11-11', dueOn: '2026-12-11' } },
      { ...item, barcode: 'N-2', status: 'in-transit' },
    ],
  };
  const partners = [
    {
      code: 'NORTH',
      name: 'Northern Library',
      address: ['1 New Street', 'Elsewhere'],
      renewsAutomatically: false,
    },
  ];
  const dryRun = await take(libraryWith([second], { partners }));
  const [partner, changed] = rowsOf(dryRun, 'updated');
  expect(partner).toMatchObject({ section: 'partners', key: 'NORTH', title: 'Northern Library' });
  expect(partner?.changes).toEqual([
    { label: 'Name', before: 'North University Library', after: 'Northern Library' },
    { label: 'Address', before: '2 Hill Street', after: '1 New Street, Elsewhere' },
    { label: 'Renews automatically: renewals need no answer', before: 'Yes', after: 'No' },
  ]);
  expect(changed?.title).toBe(long.slice(0, 200));
  expect(changed?.changes).toEqual([
    { label: 'Title', before: 'A', after: `${long.slice(0, 200)}…` },
    { label: 'Status', before: 'Physically received by library', after: 'Loaned item to patron' },
    {
      label: 'Items',
      before: 'N-1, On hold shelf, Main Circulation Desk',
      after: 'N-1, On loan, 11 Dec 2026 · N-2, In transit to Main Circulation Desk',
    },
    { label: 'Notes', before: 'old', after: 'new' },
  ]);
});

test('a file that closes a desk, or takes away its hold shelf, reports the work left at that desk', async () => {
  const item = {
    barcode: 'N-1',
    status: 'on-hold-shelf',
    receivedAt: '2026-11-10T08:00:00Z',
    desk: 'HILL-CIRC',
  };
  const waiting = {
    externalId: 'A-1',
    title: 'A',
    patron: 'P1',
    pickup: 'HILL-CIRC',
    rota: ['NORTH'],
    status: 'RECEIVED_PHYSICALLY',
    items: [item],
  };
  await take(libraryWith([waiting]));
  const changed = async (desks: readonly object[]): Promise<ListedRow | undefined> =>
    rowsOf(await take(libraryWith([], { desks })), 'updated').find(({ section }) => section === 'desks');
  const hilltop = { code: 'HILL-CIRC', name: 'Hilltop Branch', library: 'MAIN' };
  const still =
    'Hilltop Branch still has 1 item on its hold shelf, 1 open request with this pickup location.';
  expect((await changed([{ ...hilltop, holdShelf: false }]))?.reason).toBe(
    `${still} Items on its shelf stay there until they are collected. Items that arrive later are sent on to Main Circulation Desk.`,
  );
  const closed = await changed([{ ...hilltop, active: false }]);
  expect(closed?.reason).toBe(
    `${still} Open the desk in Settings › Desks, save it, and choose where they go.`,
  );
  expect(closed?.changes).toContainEqual(expect.objectContaining({ before: 'Yes', after: 'No' }));
  // The work stays there.
  expect(desk.values('SELECT status FROM item')).toEqual(['on-hold-shelf']);
  expect(desk.value("SELECT active FROM desk WHERE code = 'HILL-CIRC'")).toBe(0);
});
