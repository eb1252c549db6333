import type BetterSqlite3 from 'better-sqlite3';

/** A database that a query may read. Every writable one is readable too. */
export type ReadableDB = BetterSqlite3.Database & { readonly __reads: true };

/** A database inside a write transaction: only `inTransaction` hands one out. */
export type WritableDB = ReadableDB & { readonly __writes: true };
