import { sql } from './sql.ts';
import type { ReadableDB } from './types.ts';

/** Facts about a database that are safe to share with people who must not see its contents. */
export type DatabaseFacts = {
  readonly sqlite: string;
  /** The version of the schema. */
  readonly schema: number;
  /** The number of rows by kind. */
  readonly counts: Readonly<Record<string, number>>;
};

const tables = {
  libraries: 'library',
  desks: 'desk',
  partners: 'partner',
  patrons: 'patron',
  operators: 'operator',
  requests: 'request',
  items: 'item',
  steps: 'command_log',
  slips: 'print_job',
  messages: 'outbox',
} as const;

/** Counts the rows of a database. @throws SqliteError if it cannot be read. */
export const databaseFacts = (db: ReadableDB): DatabaseFacts => {
  const one = <T>(text: string): T => sql<[], T>(db, text).pluck().get() as T;
  const counts = Object.entries(tables).map(([name, table]) => [
    name,
    one<number>(`SELECT count(*) FROM ${table}`),
  ]);
  return {
    sqlite: one('SELECT sqlite_version()'),
    schema: one('SELECT user_version FROM pragma_user_version'),
    counts: Object.fromEntries(counts) as Readonly<Record<string, number>>,
  };
};
