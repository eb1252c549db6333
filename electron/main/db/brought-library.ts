import BetterSqlite3 from 'better-sqlite3';
import { administrator } from '../../../shared/domain/administration.ts';
import { migrate, schemaVersion, type Migration } from './migrate.ts';
import { busyTimeoutMs, connect } from './open.ts';
import { endWatch } from './opened-file.ts';
import { storageFaultOf } from './errors.ts';

// A library that comes from elsewhere may have been tampered with: a trigger in it would run with the first statement on its table. So its
// schema is compared text by text before any statement touches a row; then it is migrated and checked as a whole.

type SchemaPart = {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
};

/** SQLite's tables of planner statistics, which `ANALYZE` creates. */
const ofPlanner: readonly string[] = [
  'table sqlite_stat1 sqlite_stat1 CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'table sqlite_stat4 sqlite_stat4 CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
];

const keyOf = ({ type, name, table, sql }: SchemaPart): string => `${type} ${name} ${table} ${sql ?? ''}`;

const schemaOf = (db: BetterSqlite3.Database): readonly SchemaPart[] =>
  db.prepare('SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema').all() as SchemaPart[];

/** Returns the schema that the migrations produce up to a version. */
const schemaOfVersion = (migrations: readonly Migration[], version: number): readonly SchemaPart[] => {
  const fresh = new BetterSqlite3(':memory:');
  try {
    migrate(
      fresh,
      migrations.filter((migration) => migration.version <= version),
    );
    return schemaOf(fresh);
  } finally {
    fresh.close();
  }
};

const partsShown = 5;

/**
 * Compares the schema of a database with that of its version: tables, columns, CHECKs, indexes, triggers and views that are additional,
 * different or missing. Only reads the schema: nothing in it runs.
 * @returns the kinds and names of the first differences; empty if the schema is the one that this program creates.
 */
export const foreignParts = (
  db: BetterSqlite3.Database,
  migrations: readonly Migration[],
): readonly string[] => {
  const version = schemaVersion(db);
  if (!migrations.some((migration) => migration.version === version)) return [`version ${version}`];
  const found = schemaOf(db);
  const expected = schemaOfVersion(migrations, version);
  const known = new Set([...expected.map(keyOf), ...ofPlanner]);
  const there = new Set(found.map(keyOf));
  const apart = [
    ...found.filter((part) => !known.has(keyOf(part))),
    ...expected.filter((part) => !there.has(keyOf(part))),
  ].map(({ type, name }) => `${type} ${name}`);
  const encoding = db.pragma('encoding', { simple: true });
  if (encoding !== 'UTF-8') apart.push(`encoding ${String(encoding)}`);
  return [...new Set(apart)].slice(0, partsShown);
};

/** Why a migrated library cannot be used. */
export type MigrationFault = 'foreign-schema' | 'update-failed' | 'broken-references' | 'no-administrator';

/**
 * Migrates a copy of a library and checks it as a whole. Its schema must have been compared before.
 * @returns what is wrong with it; null if nothing is.
 * @throws SqliteError if the disk is at fault.
 */
export const migrateAndCheck = (
  file: string,
  migrations: readonly Migration[],
): { readonly fault: MigrationFault; readonly detail: string } | null => {
  const db = connect(file, busyTimeoutMs, true);
  try {
    try {
      migrate(db, migrations);
    } catch (error) {
      if (storageFaultOf(error) !== null) throw error;
      return { fault: 'update-failed', detail: error instanceof Error ? error.message : '' };
    }
    const foreign = foreignParts(db, migrations);
    if (foreign.length > 0) return { fault: 'foreign-schema', detail: foreign.join(', ') };
    const broken = db.pragma('foreign_key_check') as { readonly table: string }[];
    const tables = [...new Set(broken.map(({ table }) => table))].slice(0, partsShown);
    if (tables.length > 0) return { fault: 'broken-references', detail: tables.join(', ') };
    return isAdministered(db) ? null : { fault: 'no-administrator', detail: '' };
  } finally {
    db.close();
    endWatch(db);
  }
};

/** Whether the library has an active administrator. An empty library gets one at its first start. */
const isAdministered = (db: BetterSqlite3.Database): boolean =>
  db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM operator_role JOIN operator ON operator.id = operator_id WHERE active = 1 AND role = ?)
           OR NOT EXISTS (SELECT 1 FROM operator) AND NOT EXISTS (SELECT 1 FROM library)`,
    )
    .pluck()
    .get(administrator) === 1;
