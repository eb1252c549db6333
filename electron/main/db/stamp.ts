import type BetterSqlite3 from 'better-sqlite3';
import { randomInt } from 'node:crypto';

// The stamp of a database: a number in its header (SQLite's application id, which nothing else of ours uses). It begins by
// chance and goes up by one with the first transaction after each time the write-ahead log was put into the file. So two
// databases have stamps far apart, an older copy has a lower one, and a file whose log was lost has a lower one than was noted.

/** Stamps that are so close belong to one database; nobody lives to see so many log files. */
const furthest = 1_000_000;

/** The stamp with which a new database begins. */
const firstStamp = (): number => randomInt(1, 2 ** 30);

/** The stamp of a connection's database, its write-ahead log included; 0 for one that never had any. */
export const stampOf = (db: BetterSqlite3.Database): number =>
  db.pragma('application_id', { simple: true }) as number;

/** Gives the database its next stamp, in the transaction that runs or in one of its own. @returns the stamp. */
export const moveStampOn = (db: BetterSqlite3.Database): number => {
  const before = stampOf(db);
  const next = before === 0 ? firstStamp() : before + 1;
  db.pragma(`application_id = ${next}`);
  return next;
};

/** Whether two stamps are of one database, at different times. */
export const isSameDatabase = (one: number, other: number): boolean => Math.abs(one - other) <= furthest;
