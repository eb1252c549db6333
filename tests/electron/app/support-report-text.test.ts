import { expect, test } from 'vitest';
import { supportReportText, type SupportFacts } from '../../../electron/main/app/support-report-text.ts';
import { databaseFacts } from '../../../electron/main/db/database-facts.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import {
  loadLibrarySettings,
  loadSettings,
} from '../../../electron/main/desk/records/settings/settings.service.ts';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { checkPolicy } from '../../../shared/domain/policy-checks.ts';
import { policyEntries } from '../../../shared/domain/policy-values.ts';
import { switchNames } from '../../../electron/main/app/switches.ts';
import { addRequest, openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);

const facts: SupportFacts = {
  program: 'Borrow Desk 0.1.0',
  isPackaged: true,
  versions: { electron: '45.4.1', chrome: '150.0.1', node: '24.21.0' },
  system: 'Linux 6.12.0, x64',
  takenAt: new Date('2026-11-25T09:30:00Z'),
  database: null,
  fileBytes: { database: 4_096, log: 0 },
  settings: null,
  libraries: [],
  policy: { values: {}, problems: [], whyUnread: null },
  printers: 3,
  displays: [{ width: 1920, height: 1080, scale: 1.5 }],
  backups: { count: 2, newestAt: new Date('2026-11-25T08:00:00Z'), hasSecondFolder: true },
  lastErrors: [],
};

test('contains versions, numbers and codes, and nothing that is stored', () => {
  const text = supportReportText({
    ...facts,
    database: databaseFacts(desk.context.db),
    lastErrors: [
      '2026-11-25T09:00:00.000Z error call.failed SqliteError SQLITE_BUSY channel=receiving.receive',
    ],
  });
  const newest = migrations.at(-1)?.version ?? 0;
  expect(text).toContain('Borrow Desk 0.1.0\nElectron 45.4.1 · Chromium 150.0.1 · Node 24.21.0\nSQLite 3.');
  expect(text).toContain(` · schema ${newest}\nStored: 2 libraries, 4 desks, `);
  expect(text).toContain(
    'Last errors:\n  2026-11-25T09:00:00.000Z error call.failed SqliteError SQLITE_BUSY',
  );
  const names = ['library', 'desk', 'partner', 'patron', 'operator'].flatMap(
    (table) => desk.raw.prepare(`SELECT name FROM ${table}`).pluck().all() as string[],
  );
  expect(names.length).toBeGreaterThan(8);
  for (const name of [...names, desk.file]) expect(text).not.toContain(name);
});

test('if the database cannot be read, the rest is still reported', () => {
  const text = supportReportText({ ...facts, isPackaged: false });
  expect(text.split('\n')[0]).toBe('Borrow Desk 0.1.0 (not packaged)');
  expect(text).toContain('Database: cannot be read now');
  expect(text).toContain('Settings: cannot be read now');
  expect(text).toContain('System: Linux 6.12.0, x64');
  expect(text).toContain('Last errors: none');
});

test('contains none of the telling names and settings of a library', () => {
  const telling = 'Mystery-Reader-Name';
  const texts = desk.raw
    .prepare(
      `SELECT name AS "table", (SELECT json_group_array(name) FROM pragma_table_info(tables.name)
          WHERE type = 'TEXT' AND name IN ('name', 'title', 'author', 'email', 'phone', 'barcode', 'external_id', 'body')) AS columns
         FROM sqlite_schema AS tables WHERE type = 'table' AND name NOT LIKE '%search%'`,
    )
    .all() as { readonly table: string; readonly columns: string }[];
  addRequest(desk, { externalId: 'X-1' });
  let filled = 0;
  for (const { table, columns } of texts)
    for (const column of JSON.parse(columns) as string[])
      filled += desk.raw.prepare(`UPDATE ${table} SET ${column} = '${telling} ' || rowid`).run().changes;
  expect(filled).toBeGreaterThan(15);
  const settings = loadSettings(desk.context.db);
  const named: Settings = {
    ...settings,
    printing: { ...settings.printing, target: 'queue', printerName: `${telling}'s printer` },
    scanner: { prefix: telling.slice(0, 7), suffix: '' },
  };
  const libraries = [loadLibrarySettings(desk.context.db, 1 as LibraryId)];
  const database = databaseFacts(desk.context.db);
  const text = supportReportText({ ...facts, database, settings: named, libraries });
  expect(text).not.toContain(telling.slice(0, 7));
  expect(text).toContain('  printing: target queue, printerName set, paper 80mm');
  expect(text).toContain('  scanner: prefix set, suffix empty');
  expect(text).toContain('Settings of library 1:\n  holdShelf: days 10, parcelDays 4\n  loans: ');
  expect(text).toContain(
    'Displays: 1920 × 1080 at 1.5\nPrinters: 3\nBackups: 2, newest 2026-11-25T08:00:00.000Z, with a',
  );
});

test('each wrong value of the policy is named, and none is repeated', () => {
  const telling = 'Mystery-Reader-Name';
  const wrong = policyEntries.map(([name, { kind }]) => [
    name,
    kind === 'switches' ? [telling] : `${telling}\n`,
  ]);
  const { values, problems } = checkPolicy(
    { ...(Object.fromEntries(wrong) as object), [`${telling} P1000001`]: 1 },
    { isWindows: process.platform === 'win32', variables: {}, switches: switchNames },
  );
  const text = supportReportText({
    ...facts,
    policy: { values, problems, whyUnread: null },
  });
  for (const [name] of policyEntries) {
    const follows =
      name === 'UpdateServer' ? ', so the program does not check for updates' : ' and was ignored';
    expect(text).toMatch(new RegExp(`^ {2}${name} .*${follows}$`, 'mu'));
  }
  expect(text, 'and none is listed as set too').toContain('\nPolicy: RefusedSwitches\n');
  expect(text).toContain('\n  A value with another name is no value of the policy and was ignored\n');
  expect(text).not.toContain(telling.slice(0, 7));
  expect(text).not.toContain('P1000001');
});

test('a policy that cannot be read is named, with what follows', () => {
  const text = supportReportText({ ...facts, policy: { ...facts.policy, whyUnread: 'it is not JSON' } });
  expect(text).toContain(
    '\nPolicy: none\n  nothing is set, not even DataFolder and RefusedSwitches, and the program does not check for updates: it is not JSON\n',
  );
});
