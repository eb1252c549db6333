import type BetterSqlite3 from 'better-sqlite3';

type Brand<Name extends string> = { readonly __access: Name };

/** A database that a query may read. Every writable one is readable too. */
export type ReadableDB = BetterSqlite3.Database & Brand<'read'>;

/** A database inside a write transaction: only `inTransaction` hands one out. */
export type WritableDB = ReadableDB & Brand<'write'>;
