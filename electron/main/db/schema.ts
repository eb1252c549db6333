import type BetterSqlite3 from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The bundler inlines the text and its digest (electron/tooling/lib/sql-as-text.ts): loading node:crypto takes ten milliseconds of a start.

/** The statements that create the tables of version 1. */
const tables = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8');
const digest = createHash('sha256').update(tables).digest('hex');

// Until the first release the schema changes without a new version. So a database records the text it was created with, as the text of a
// view, which can be read without running anything in the file.
const fingerprint = `CREATE VIEW schema_fingerprint AS SELECT '${digest.slice(0, 16)}' AS fingerprint`;

/** The SQL that creates a new database of version 1. */
export const schemaSql = `${tables}\n${fingerprint};`;

/** The fingerprint of the schema as used in a joining file: 16 hexadecimal digits. */
export const schemaFingerprint = /'(\w+)'/u.exec(fingerprint)?.[1] ?? '';

/** Tables that exist in every version of this program. No other program's database has all of them. */
const ownTables = ['command_log', 'item', 'library', 'loan', 'patron', 'request', 'setting'];

/**
 * Returns the origin of a database: `ours`, `other-schema` if made by a version of Borrow Desk from before the first release, or `foreign`
 * (another program's, or empty). Reads the schema and runs nothing in it.
 * @throws SqliteError if the file cannot be read.
 */
export const originOf = (db: BetterSqlite3.Database): 'ours' | 'other-schema' | 'foreign' => {
  const parts = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' OR name = 'schema_fingerprint'")
    .all() as { readonly name: string; readonly sql: string | null }[];
  if (!ownTables.every((table) => parts.some(({ name }) => name === table))) return 'foreign';
  return parts.some(({ sql }) => sql === fingerprint) ? 'ours' : 'other-schema';
};
