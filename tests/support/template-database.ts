import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { migrate } from '../../electron/main/db/migrate.ts';
import { migrations } from '../../electron/main/db/migrations/index.ts';
import { connect } from '../../electron/main/db/open.ts';

const variable = 'BORROW_DESK_TEMPLATE_DATABASE';

/** Migrates an empty database that all processes of a test run copy, instead of migrating one each. */
export const makeTemplateDatabase = (file: string): void => {
  const db = connect(file);
  migrate(db, migrations);
  // Without a write-ahead log, a copy of the file is the whole database.
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  process.env[variable] = file;
};

/** Opens a new, empty database with the newest schema. */
export const connectMigrated = (file: string): BetterSqlite3.Database => {
  const template = process.env[variable];
  if (template !== undefined) copyFileSync(template, file);
  const db = connect(file);
  migrate(db, migrations);
  return db;
};
