'use strict';
// Run by Electron (as Node) and by Node: does better-sqlite3 load and do what the program needs of it?
// CommonJS, because this is also the code of a worker thread in Electron's older Node.
const assert = require('node:assert/strict');
const { isMainThread, Worker } = require('node:worker_threads');
const Database = require('better-sqlite3');

const database = new Database(':memory:');

assert.deepEqual(database.prepare('SELECT ? AS text, ? AS number').get('Łódź', 7), {
  text: 'Łódź',
  number: 7,
});

database.exec(
  "CREATE VIRTUAL TABLE title USING fts5(words); INSERT INTO title VALUES ('Solaris'), ('Kindred')",
);
assert.equal(database.prepare("SELECT count(*) FROM title WHERE title MATCH 'sol*'").pluck().get(), 1);

database.function('fold', { deterministic: true }, (text) => String(text).toLowerCase());
assert.equal(database.prepare("SELECT fold('ABC')").pluck().get(), 'abc');

// A text as start value is a reference to a string: what needs Node-API 10, or our box.
database.aggregate('joined', { start: '', step: (all, next) => all + next });
assert.equal(database.prepare('SELECT joined(words) FROM title').pluck().get(), 'SolarisKindred');

assert.throws(
  () => database.prepare('SELECT * FROM missing'),
  (error) => error.code === 'SQLITE_ERROR' && error.message.includes('missing'),
);
const move = database.transaction((text) => {
  database.prepare('INSERT INTO title VALUES (?)').run(text);
  throw new Error('rolled back');
});
assert.throws(() => move('Roadside Picnic'), /rolled back/);
assert.equal([...database.prepare('SELECT words FROM title').iterate()].length, 2);

const version = database.prepare('SELECT sqlite_version()').pluck().get();
database.close();

if (isMainThread) {
  const { electron, node } = process.versions;
  const host = electron === undefined ? `Node ${node}` : `Electron ${electron}`;
  const worker = new Worker(__filename);
  worker.once('exit', (code) => {
    assert.equal(code, 0, 'the worker thread failed');
    console.log(`SQLite ${version} works in ${host}.`);
  });
}
