// Another program that uses a database: opens it, locks it as requested, prints "held" and stays until it is terminated.
import BetterSqlite3 from 'better-sqlite3';

const [, , file, how] = process.argv;
const db = new BetterSqlite3(file);
if (how === 'whole') {
  db.pragma('locking_mode = EXCLUSIVE');
  db.exec('BEGIN EXCLUSIVE; CREATE TABLE held (a); ROLLBACK');
} else {
  db.exec('BEGIN IMMEDIATE');
}
process.stdout.write('held\n');
setInterval(() => db.open, 1_000);
