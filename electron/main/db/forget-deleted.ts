import type BetterSqlite3 from 'better-sqlite3';

/**
 * Has the index of patrons' names take out what is deleted, instead of noting beside it that it is: `secure_delete` alone
 * (open.ts) does not reach into it. Stored in the database, so it is set once.
 * The index of requests' words cannot: a patron whose name stands in it has requests, and is not deleted.
 * Source: https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option
 * @throws SqliteError.
 */
export const forgetDeletedNames = (db: BetterSqlite3.Database): void => {
  const set = db.prepare("SELECT v FROM patron_search_config WHERE k = 'secure-delete'").pluck().get();
  if (set === 1) return;
  db.transaction(() => {
    db.exec("INSERT INTO patron_search (patron_search, rank) VALUES ('secure-delete', 1)");
    // What was deleted before is still in it.
    db.exec("INSERT INTO patron_search (patron_search) VALUES ('optimize')");
  }).immediate();
};
