import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { DeskId, OperatorId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { openAllCalls } from '../../support/all-calls.ts';
import { addItem } from '../../support/circulation.ts';
import { addRequest, dumpState, openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { spellOut } from '../../support/life.ts';
import { valueOf } from '../../support/results.ts';

// B. Branch has every role at Hilltop (library 2), and none at the main library (library 1), which A. Operator administers.

const desk = forEachTest(openTestDesk);
const chief = 1 as OperatorId;
const branch = 2 as OperatorId;
const clerk = 3 as OperatorId;

beforeEach(() => {
  const { raw } = desk;
  raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Branch'), (3, 'C. Clerk');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (3, 'circulation-desk-operator', 2);
    INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P2', 'Reader, B.', 2), (3, 'P3', 'Reader, C.', NULL);
    INSERT INTO partner (id, code, name) VALUES (2, 'LAKE', 'Lakeside'), (3, 'WEST', 'West College')`);
  for (const role of Object.keys(roles))
    raw.prepare('INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, ?, 2)').run(role);
  // Administrators among several operators have PINs; signing in is not tested here.
  raw.exec("UPDATE operator SET pin_hash = 'x' WHERE id < 3");
  desk.context.session.refresh();
  become(branch);
  valueOf(desk.context.session.chooseDesk(2 as DeskId));
});
const calls = forEachTest(() => openAllCalls(desk));

const become = (id: OperatorId): void => {
  valueOf(desk.context.session.chooseOperator(id));
};
const fileOf = (sections: object, name = 'library.json'): string => {
  const path = join(dirname(desk.file), name);
  writeFileSync(path, JSON.stringify({ format: 'borrow-desk/library', version: 1, ...sections }));
  return path;
};
const importFile = (path: string): Promise<ImportReport> =>
  calls.libraryFile.importPath(path, authorizeImporter(desk.context.session));
const importRows = (sections: object): Promise<ImportReport> => importFile(fileOf(sections));
const rows = (table: string): unknown[] => desk.raw.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
const forMain = 'requires the Fulfillment Services Operator role for Main Library';

test('only its administrator changes a library’s own rows, desks and patrons; good rows are imported', async () => {
  const before = ['library', 'desk', 'patron'].map(rows);
  const report = await importRows({
    libraries: [
      { code: 'MAIN', name: 'Main Library', address: ['9 Wrong Road'] },
      { code: 'HILL', name: 'Hilltop Library', address: ['3 Hill Street'] },
    ],
    desks: [
      { code: 'MAIN-NEW', name: 'New', library: 'MAIN' },
      { code: 'MAIN-INFO', name: 'Taken over', library: 'HILL' },
      { code: 'HILL-CIRC', name: 'Given away', library: 'MAIN' },
      { code: 'HILL-NEW', name: 'New', library: 'HILL' },
    ],
    patrons: [
      { barcode: 'P1000001', name: 'Somebody else', library: 'MAIN' },
      { barcode: 'P1000001X', name: 'New', library: 'MAIN' },
      { barcode: 'P3', name: 'Reader, C.', library: 'MAIN' },
      { barcode: 'P2', name: 'Reader, B.', email: 'b@example.org' },
      { barcode: 'P4', name: 'Reader, D.' },
    ],
  });
  expect(report).toMatchObject({ outcome: 'done', totals: { added: 2, updated: 2, refused: 7 } });
  expect(report.refused.map(({ section, row, key, field }) => [section, row, key, field])).toEqual([
    ['libraries', 1, 'MAIN', 'code'],
    ['desks', 1, 'MAIN-NEW', 'library'],
    ['desks', 2, 'MAIN-INFO', 'library'],
    ['desks', 3, 'HILL-CIRC', 'library'],
    ['patrons', 1, 'P1000001', 'library'],
    ['patrons', 2, 'P1000001X', 'library'],
    ['patrons', 3, 'P3', 'library'],
  ]);
  for (const { reason } of report.refused) expect(reason).toContain(forMain);
  expect(rows('library')[0]).toEqual(before[0]?.[0]);
  expect(rows('desk').slice(0, 4)).toEqual(before[1]);
  expect(rows('patron')[0]).toEqual(before[2]?.[0]);
});

test('an administrator of any library may add a new one, and manages it until it has its own administrator', async () => {
  const report = await importRows({
    libraries: [{ code: 'NEW', name: 'New Library' }],
    desks: [{ code: 'NEW-CIRC', name: 'New Desk', library: 'NEW' }],
    requests: [{ externalId: 'N-1', title: 'New', pickup: 'NEW-CIRC' }],
  });
  expect(report.totals).toEqual({ added: 3, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 });
});

test('only an administrator of every library with open requests at a partner changes that partner', async () => {
  addRequest(desk, { externalId: 'M-1' });
  addRequest(desk, { externalId: 'H-1', pickupDeskId: 2 });
  desk.raw.exec(`UPDATE request SET partner_id = 2 WHERE external_id = 'H-1';
    UPDATE turn SET partner_id = 2 WHERE request_id = (SELECT id FROM request WHERE external_id = 'H-1')`);
  const report = await importRows({
    partners: [
      { code: 'NORTH', name: 'North University Library', address: ['Wrong Street'] },
      { code: 'LAKE', name: 'Lakeside', address: ['Lake Street'] },
      { code: 'WEST', name: 'West College', address: ['West Street'] },
      { code: 'NEW', name: 'New' },
    ],
  });
  expect(report.refused).toMatchObject([{ section: 'partners', row: 1, key: 'NORTH', field: 'code' }]);
  expect(report.refused[0]?.reason).toContain(forMain);
  expect(report.totals).toMatchObject({ added: 1, updated: 2 });
  expect(desk.raw.prepare('SELECT address FROM partner ORDER BY id').pluck().all()).toEqual([
    '["2 Hill Street"]',
    '["Lake Street"]',
    '["West Street"]',
    '[]',
  ]);
});

test('only an administrator of its library, before and after, adds and changes a request', async () => {
  addRequest(desk, { externalId: 'M-1', title: 'Main' });
  addRequest(desk, { externalId: 'M-2', title: 'Main' });
  addRequest(desk, { externalId: 'M-3', title: 'Main', pickupDeskId: null });
  desk.raw.exec("UPDATE request SET made_at_library_id = 1 WHERE external_id = 'M-3'");
  addRequest(desk, { externalId: 'H-1', title: 'Hill', pickupDeskId: 2 });
  addRequest(desk, { externalId: 'H-2', title: 'Hill', pickupDeskId: 2 });
  const before = dumpState(desk);
  const report = await importRows({
    requests: [
      { externalId: 'M-1', title: 'Main', status: 'CANCELLED' },
      { externalId: 'M-2', title: 'Main', pickup: 'HILL-CIRC' },
      { externalId: 'M-3', title: 'Main', pickup: 'HILL-CIRC' },
      { externalId: 'M-4', title: 'New', pickup: 'MAIN-CIRC' },
      { externalId: 'H-1', title: 'Hill', pickup: 'MAIN-CIRC' },
    ],
  });
  expect(report.refused.map(({ key, field }) => [key, field])).toEqual(
    ['M-1', 'M-2', 'M-3', 'M-4', 'H-1'].map((key) => [key, 'pickup']),
  );
  for (const { reason } of report.refused) expect(reason).toContain(forMain);
  expect(dumpState(desk)).toEqual(before);
  const good = await importRows({
    requests: [
      { externalId: 'H-1', title: 'Hill', status: 'CANCELLED' },
      { externalId: 'H-2', title: 'Hill', pickup: null },
      { externalId: 'H-3', title: 'New', pickup: 'HILL-CIRC' },
      { externalId: 'H-4', title: 'New, to be collected nowhere yet' },
    ],
  });
  expect(good.totals).toEqual({ added: 2, updated: 2, unchanged: 0, conflict: 0, skipped: 0, refused: 0 });
  // The library of a request without a desk: its previous one, or the importer's.
  const madeAt =
    'SELECT external_id AS id, made_at_library_id AS library FROM request WHERE external_id > ? AND external_id < ?';
  expect(desk.raw.prepare(madeAt).all('H-1', 'H-5')).toEqual(
    ['H-2', 'H-3', 'H-4'].map((id) => ({ id, library: 2 })),
  );
});

test('a row of another library that changes nothing is not refused', async () => {
  addRequest(desk, { externalId: 'M-1', title: 'Main' });
  const report = await importRows({
    libraries: [{ code: 'MAIN', name: 'Main Library' }],
    desks: [{ code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN' }],
    partners: [{ code: 'NORTH', name: 'North University Library' }],
    patrons: [{ barcode: 'P1000001', name: 'Reader, A.' }],
    requests: [{ externalId: 'M-1', title: 'Main', author: 'Darwin, Charles' }],
  });
  expect(report.totals).toEqual({ added: 0, updated: 0, unchanged: 5, conflict: 0, skipped: 0, refused: 0 });
});

test('a refused CSV row adds no patron and no partner', async () => {
  const path = join(dirname(desk.file), 'list.csv');
  addRequest(desk, { externalId: 'M-1', title: 'Main' });
  writeFileSync(
    path,
    'external_id,title,pickup,patron_barcode,patron_name,partner_code,partner_name\n' +
      'M-1,Main,MAIN-CIRC,P8,New reader,NEW,New partner\n' +
      'M-2,New,MAIN-CIRC,P9,New reader,NEW,New partner\n',
  );
  const before = [rows('patron'), rows('partner')];
  const report = await importFile(path);
  expect(report.refused.map(({ row, key }) => [row, key])).toEqual([
    [2, 'M-1'],
    [3, 'M-2'],
  ]);
  for (const { reason } of report.refused) expect(reason).toContain(forMain);
  expect([rows('patron'), rows('partner')]).toEqual(before);
});

test('a file’s renewal of another library’s request is refused; one of their own is the importer’s step', async () => {
  const lend = (externalId: string, deskId: number, barcode: string): void => {
    const id = addRequest(
      desk,
      { externalId, title: externalId, status: 'LOANED', pickupDeskId: deskId },
      true,
    );
    addItem(desk, id, { barcode, status: 'on-loan', lentTo: 1, deskId, owningDeskId: deskId });
    spellOut(desk.raw, id);
  };
  lend('M-1', 1, 'N-1');
  lend('H-1', 2, 'N-2');
  desk.raw.exec("UPDATE request SET worked_on = 1; UPDATE loan SET loaned_on = '2026-11-20'");
  const renewed = (externalId: string, barcode: string): object => ({
    externalId,
    title: externalId,
    status: 'RENEWED',
    items: [{ barcode, status: 'on-loan', loan: { loanedOn: '2026-11-20', dueOn: '2027-05-01' } }],
  });
  const file = fileOf({ requests: [renewed('M-1', 'N-1'), renewed('H-1', 'N-2')] });
  const report = await importFile(file);
  expect(report.refused).toMatchObject([{ key: 'M-1', field: 'items[0].loan.dueOn' }]);
  expect(report.refused[0]?.reason).toContain(forMain);
  expect(report.totals.updated).toBe(1);
  expect(
    desk.raw.prepare("SELECT operator_id, desk_id FROM command_log WHERE kind = 'patron-renewal'").all(),
  ).toEqual([{ operator_id: 2, desk_id: 2 }]);
});

test('each import is in the command log, with the digest of its file, even if it failed', async () => {
  const good = fileOf({ patrons: [{ barcode: 'P4', name: 'Reader, D.' }] });
  const sha256 = createHash('sha256').update(readFileSync(good)).digest('hex');
  await importFile(good);
  const broken = join(dirname(desk.file), 'broken.json');
  writeFileSync(broken, `${readFileSync(good, 'utf8').slice(0, -2)},`);
  await importFile(broken);
  const lines = desk.raw
    .prepare(
      "SELECT operator_id AS who, desk_id AS desk, input, answer FROM command_log WHERE kind = 'import'",
    )
    .all() as { who: number; desk: number; input: string; answer: string }[];
  expect(lines.map(({ who, desk: at }) => [who, at])).toEqual([
    [2, 2],
    [2, 2],
  ]);
  const [first, second] = lines.map(({ input, answer }) => ({
    input: JSON.parse(input) as object,
    answer: JSON.parse(answer) as object,
  }));
  expect(first).toMatchObject({
    input: { fileName: 'library.json', sha256, bytes: readFileSync(good).length },
    answer: { outcome: 'done', totals: { added: 1 } },
  });
  expect(second).toMatchObject({ input: { fileName: 'broken.json' }, answer: { outcome: 'failed' } });
  expect(JSON.stringify(lines)).not.toContain('Reader');
});

test('an import that cannot be logged does not begin', async () => {
  desk.raw.exec("CREATE TRIGGER full BEFORE INSERT ON command_log BEGIN SELECT RAISE(FAIL, 'no'); END");
  const report = await importRows({ patrons: [{ barcode: 'P4', name: 'Reader, D.' }] });
  expect(report.outcome).toBe('failed');
  expect(desk.raw.prepare("SELECT count(*) FROM patron WHERE barcode = 'P4'").pluck().get()).toBe(0);
});

test('without the rights nothing is imported, and the page shows why', async () => {
  become(clerk);
  const report = await importRows({ patrons: [{ barcode: 'P4', name: 'Reader, D.' }] });
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0, refused: 0 } });
  expect(report.failure).toContain('Importing a library file requires the');
  expect(await calls.call('libraryFile.status', {})).toMatchObject({
    value: { lastReport: { outcome: 'failed', failure: report.failure } },
  });
  expect(desk.raw.prepare('SELECT count(*) FROM command_log').pluck().get()).toBe(0);
});

test('refused rows are shown to the operator who imported, and to those who may import', async () => {
  await importRows({ patrons: [{ barcode: 'P1000001', name: 'Somebody else' }] });
  const told = async (): Promise<unknown> => (await calls.call('libraryFile.status', {})) as unknown;
  const withRows = { value: { lastReport: { refused: [{ key: 'P1000001' }], totals: { refused: 1 } } } };
  expect(await told()).toMatchObject(withRows);
  become(chief);
  expect(await told()).toMatchObject(withRows);
  become(clerk);
  expect(await told()).toMatchObject({
    value: { lastReport: { refused: [], reportFile: null, totals: { refused: 1 } } },
  });
  // The operator who started it may read it, even without the role.
  desk.raw.exec("DELETE FROM operator_role WHERE operator_id = 2 AND role = 'fulfillment-services-operator'");
  desk.context.session.refresh();
  become(branch);
  expect(await told()).toMatchObject(withRows);
});

test('a file that waits for another import uses the roles and desk at the moment when it begins', async () => {
  const first = importRows({ patrons: [{ barcode: 'P4', name: 'Reader, D.' }] });
  const second = importFile(fileOf({ patrons: [{ barcode: 'P5', name: 'Reader, E.' }] }, 'second.json'));
  desk.raw.exec("DELETE FROM operator_role WHERE operator_id = 2 AND role = 'fulfillment-services-operator'");
  desk.context.session.refresh();
  expect(await first).toMatchObject({ outcome: 'done', totals: { added: 1 } });
  expect(await second).toMatchObject({ outcome: 'failed', totals: { added: 0 } });
  expect((await second).failure).toContain('Importing a library file requires the');
});
