// The program in the stand-in for Windows (stand-in.ts). It does what installers rely on: one instance for each data folder that writes into the
// data folder, hears what a second start was given, keeps its file open, and ends when it is asked to with --quit. Its data folder is found as
// in the program.
const { createHash } = require('node:crypto');
const { appendFileSync, mkdirSync } = require('node:fs');
const { connect, createServer } = require('node:net');
const path = require('node:path');

const given = process.argv.slice(2);
const named = given.find((argument) => argument.startsWith('--data-dir='))?.slice('--data-dir='.length);
const dataFolder =
  named === undefined
    ? path.join(process.env.LOCALAPPDATA, 'Borrow Desk')
    : path.resolve(process.env.INIT_CWD ?? '', named);
const pipe = `\\\\.\\pipe\\borrow-desk-stand-in-${createHash('sha256').update(dataFolder).digest('hex')}`;

/** @param {unknown} started */
const note = (started) => {
  mkdirSync(dataFolder, { recursive: true });
  appendFileSync(path.join(dataFolder, 'starts.jsonl'), `${JSON.stringify(started)}\n`);
};

const first = createServer((other) => {
  other.on('error', () => undefined);
  other.on('data', (data) => {
    const asked = JSON.parse(data.toString('utf8'));
    note({ second: asked });
    // The program needs a moment to finish its steps.
    if (asked.includes('--quit')) setTimeout(() => process.exit(0), 500);
    else other.end();
  });
});

let heard = false;
const second = connect(pipe, () => {
  heard = true;
  second.write(JSON.stringify(given));
});
// As in the program, a start with --quit lasts until the first one has ended.
second.on('close', () => heard && process.exit(0));
second.on('error', () => {
  if (heard) return;
  if (given.includes('--quit')) process.exit(0);
  if (given.includes('--exit-when-done')) {
    note({ first: given });
    process.exit(0);
  }
  first.listen(pipe, () => note({ first: given }));
});
