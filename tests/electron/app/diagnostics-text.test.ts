import { afterEach, beforeEach, expect, test } from 'vitest';
import { diagnosticsText, type Diagnostics } from '../../../electron/main/app/diagnostics-text.ts';
import { databaseFacts } from '../../../electron/main/db/database-facts.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const facts: Diagnostics = {
  program: 'Borrow Desk 0.1.0',
  isPackaged: true,
  versions: { electron: '45.4.1', chrome: '150.0.1', node: '24.21.0' },
  system: 'Linux 6.12.0, x64',
  takenAt: new Date('2026-11-25T09:30:00Z'),
  database: null,
  lastErrors: [],
};

test('versions, numbers and codes, and nothing of what is stored', () => {
  const text = diagnosticsText({
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

test('a database that cannot be read keeps nobody from the rest', () => {
  const text = diagnosticsText({ ...facts, isPackaged: false });
  expect(text.split('\n')[0]).toBe('Borrow Desk 0.1.0 (not packaged)');
  expect(text).toContain('Database: cannot be read now\nSystem: Linux 6.12.0, x64');
  expect(text).toContain('Last errors: none');
});
