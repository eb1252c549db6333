import type BetterSqlite3 from 'better-sqlite3';

/** One step of the schema. `up` is SQL; it is frozen once it has been released. */
export type Migration = { readonly version: number; readonly up: string };

/** Returns the schema version stored in a database file; 0 for a new one. */
export const schemaVersion = (db: BetterSqlite3.Database): number =>
  db.pragma('user_version', { simple: true }) as number;

/** Returns the version of the newest schema. */
export const newestVersionOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

/** Returns the migrations that a database at `version` still needs. */
export const pendingMigrations = (migrations: readonly Migration[], version: number): readonly Migration[] =>
  migrations.filter((migration) => migration.version > version);

/**
 * Runs all pending migrations in one transaction: afterwards the database either has the newest schema or is unchanged. The caller must
 * make a backup first and refuse databases that are newer than the newest migration.
 * @throws SqliteError as SQLite reports it; nothing is changed then.
 */
export const migrate = (db: BetterSqlite3.Database, migrations: readonly Migration[]): void => {
  const pending = pendingMigrations(migrations, schemaVersion(db));
  const newest = pending.at(-1);
  if (!newest) return;
  db.transaction(() => {
    for (const migration of pending) db.exec(migration.up);
    db.pragma(`user_version = ${newest.version}`);
    const broken = db.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`Foreign keys broken after migration: ${broken.length} rows`);
  }).immediate();
};
