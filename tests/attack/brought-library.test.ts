import BetterSqlite3 from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runFileTask } from '../../electron/main/db/file-tasks.ts';
import { inspectLibrary, type LibraryFault } from '../../electron/main/db/library-facts.ts';
import { migrate, type Migration } from '../../electron/main/db/migrate.ts';
import { migrations } from '../../electron/main/db/migrations/index.ts';
import { incomingFileOf } from '../../electron/main/db/take-over.ts';
import { newestVersion, ownFolder } from '../electron/db/support.ts';
import { testBackups } from '../support/backups.ts';
import { openTestDesk } from '../support/desk.ts';

// A library that was tampered with: nothing in it runs, and it is refused with what is wrong.

const golden = join(import.meta.dirname, '../fixtures/databases/0001.sqlite');

/** Returns a copy of a library with a change. */
const changed = (change: (db: BetterSqlite3.Database) => void): string => {
  const file = join(ownFolder(), 'library.sqlite');
  copyFileSync(golden, file);
  const db = new BetterSqlite3(file);
  change(db);
  db.close();
  return file;
};

const lookAt = (file: string) => runFileTask({ kind: 'look-into', file, isCopy: true });

/** Writes to the schema itself, bypassing SQLite's checks. */
const forge = (text: string) => (db: BetterSqlite3.Database) => {
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  db.exec(text);
  db.unsafeMode(false);
};
const run = (text: string) => (db: BetterSqlite3.Database) => void db.exec(text);

const empties = 'BEGIN UPDATE request_note SET body = $$; DELETE FROM operator_role; END'.replace('$$', "''");

const attacks: readonly (readonly [name: string, change: (db: BetterSqlite3.Database) => void])[] = [
  ['a trigger on a table', run(`CREATE TRIGGER evil AFTER UPDATE ON setting ${empties}`)],
  ['a trigger before a row goes', run(`CREATE TRIGGER evil BEFORE DELETE ON request ${empties}`)],
  [
    'a trigger with the name of one of SQLite',
    forge(
      `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
         VALUES ('trigger', 'sqlite_evil', 'setting', 0, 'CREATE TRIGGER sqlite_evil AFTER UPDATE ON setting ${empties.replaceAll("'", "''")}')`,
    ),
  ],
  [
    'a trigger of ours with another body',
    (db) => {
      const name = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1")
        .pluck()
        .get() as string;
      const table = db
        .prepare('SELECT tbl_name FROM sqlite_schema WHERE name = ?')
        .pluck()
        .get(name) as string;
      db.exec(`DROP TRIGGER ${name}; CREATE TRIGGER ${name} AFTER DELETE ON ${table} BEGIN SELECT 1; END`);
    },
  ],
  [
    'a trigger of ours that is missing',
    (db) => {
      const name = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1")
        .pluck()
        .get() as string;
      db.exec(`DROP TRIGGER ${name}`);
    },
  ],
  ['a view', run('CREATE VIEW readers AS SELECT * FROM patron')],
  [
    'a view in the place of a table',
    run(
      'ALTER TABLE file_profile RENAME TO kept_profile; CREATE VIEW file_profile AS SELECT * FROM kept_profile',
    ),
  ],
  ['a table', run('CREATE TABLE extra (name TEXT)')],
  ['an index', run('CREATE INDEX extra ON patron (barcode DESC)')],
  ['a unique index that stops work', run('CREATE UNIQUE INDEX extra ON print_job (state)')],
  ['an index on an expression', run('CREATE INDEX extra ON patron (lower(name))')],
  ['an index of words', run('CREATE VIRTUAL TABLE extra USING fts5 (name)')],
  ['a column', run('ALTER TABLE patron ADD COLUMN secret TEXT')],
  ['a column that is worked out', run('ALTER TABLE patron ADD COLUMN secret TEXT AS (upper(name))')],
  ['a column that is gone', run('ALTER TABLE file_profile RENAME COLUMN name TO label')],
  [
    'a CHECK that is gone',
    forge(
      `UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (active IN (0, 1))', '                         ') WHERE name = 'operator'`,
    ),
  ],
  [
    'a reference that is gone',
    forge(
      `UPDATE sqlite_schema SET sql = replace(sql, 'REFERENCES request (id)', '                       ') WHERE name = 'item'`,
    ),
  ],
  [
    'a table of the planner with a trigger in its text',
    forge(
      `INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
       VALUES ('table', 'sqlite_stat2', 'sqlite_stat2', 0, 'CREATE VIEW sqlite_stat2 AS SELECT 1')`,
    ),
  ],
];

/** Returns notes and roles, which no inspection may change. */
const kept = (file: string): unknown => {
  const db = new BetterSqlite3(file, { readonly: true });
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const rows = [
    db.prepare('SELECT body FROM request_note').all(),
    db.prepare('SELECT operator_id, role FROM operator_role').all(),
  ];
  db.close();
  return rows;
};

test.for(attacks)('a library with %s is refused, and nothing in it runs', async ([, change]) => {
  const file = changed(change);
  const before = kept(file);
  expect(await lookAt(file)).toMatchObject({
    fault: expect.stringMatching(/^(?:foreign-schema|damaged)$/),
    facts: null,
  });
  expect(kept(file)).toEqual(before);
});

const next: Migration = { version: newestVersion + 1, up: 'ALTER TABLE patron ADD COLUMN phone TEXT' };

test('a library of an earlier version with a trigger is refused before it is migrated; without one it is accepted', () => {
  const lookAsNext = (file: string) =>
    inspectLibrary(file, {
      migrations: [...migrations, next],
      check: () => ({ problems: [] }),
      migrates: true,
    });
  const hostile = changed(run(`CREATE TRIGGER evil AFTER UPDATE ON request ${empties}`));
  const before = kept(hostile);
  expect(lookAsNext(hostile)).toMatchObject({ fault: 'foreign-schema', detail: 'trigger evil' });
  expect(kept(hostile)).toEqual(before);
  const good = changed(run('ANALYZE'));
  expect(lookAsNext(good)).toMatchObject({ fault: null });
  const db = new BetterSqlite3(good, { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(newestVersion + 1);
  db.close();
});

test('a copied library needs no log beside it', async () => {
  const good = changed(run('ANALYZE'));
  expect(await lookAt(good)).toMatchObject({ fault: null });
  const db = new BetterSqlite3(good, { readonly: true });
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
  db.close();
});

test('a library that claims another version than that of its schema is refused', async () => {
  const file = changed((db) => void db.pragma('user_version = 0'));
  expect(await lookAt(file)).toMatchObject({ fault: 'foreign-schema', detail: 'version 0' });
});

test('a library whose schema is from a version before the first release is reported as such', async () => {
  const fingerprint = "CREATE VIEW schema_fingerprint AS SELECT 'another' AS fingerprint";
  const file = changed(run(`DROP VIEW schema_fingerprint; ${fingerprint}`));
  expect(await lookAt(file)).toMatchObject({ fault: 'other-schema', facts: null });
  expect(await toldOf(file)).toMatch(/^This file was made by a pre-release version of Borrow Desk/);
});

test('a library in another encoding is refused', async () => {
  const file = join(ownFolder(), 'library.sqlite');
  const db = new BetterSqlite3(file);
  db.pragma("encoding = 'UTF-16le'");
  migrate(db, migrations);
  db.close();
  expect(await lookAt(file)).toMatchObject({ fault: 'foreign-schema', detail: 'encoding UTF-16le' });
});

test.for<readonly [name: string, change: string, fault: LibraryFault]>([
  [
    'rows that refer to nothing',
    'PRAGMA foreign_keys = OFF; UPDATE item SET request_id = 99 WHERE id = 1',
    'broken-references',
  ],
  ['an administrator who may not sign in', 'UPDATE operator SET active = 0', 'no-administrator'],
  ['nobody with the role', "DELETE FROM operator_role WHERE role LIKE 'ful%'", 'no-administrator'],
  [
    'nobody at all',
    'PRAGMA foreign_keys = OFF; DELETE FROM operator_role; DELETE FROM operator',
    'broken-references',
  ],
])('a library with %s is refused', async ([, change, fault]) => {
  expect(await lookAt(changed(run(change)))).toMatchObject({ fault, facts: null });
});

/** Returns the error shown when a file is chosen to replace the library. */
const toldOf = async (file: string): Promise<string> => {
  const desk = openTestDesk();
  onTestFinished(() => desk.close());
  const answer = await testBackups(desk, { chooseLibrary: () => Promise.resolve(file) }).bringFile({});
  expect(existsSync(incomingFileOf(desk.file))).toBe(false);
  return answer.ok ? '' : answer.error.message;
};

test('choosing a library with a trigger says what is wrong and what to do, and leaves nothing behind', async () => {
  const file = changed(run(`CREATE TRIGGER evil AFTER UPDATE ON setting ${empties}`));
  expect(await toldOf(file)).toBe(
    'The file was changed outside Borrow Desk, so it was not opened: trigger evil. Choose another file.',
  );
  const idle = changed(run('UPDATE operator SET active = 0'));
  expect(await toldOf(idle)).toMatch(/no active operator has the Fulfillment Services Operator role/);
});

test.for<readonly [name: string, make: (path: string) => unknown]>([
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  [
    'a link to a pipe',
    (path) => {
      execFileSync('mkfifo', [`${path}.pipe`]);
      symlinkSync(`${path}.pipe`, path);
    },
  ],
  ['a device', (path) => symlinkSync('/dev/zero', path)],
  ['a folder', (path) => mkdirSync(path)],
])('%s that is chosen as a library is refused immediately', { timeout: 20_000 }, async ([, make]) => {
  const file = join(ownFolder(), 'library.sqlite');
  make(file);
  expect(await toldOf(file)).toMatch(/^This is a folder, a pipe or a device, not a file/);
});
