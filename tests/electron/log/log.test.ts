import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../../electron/main/log/log.ts';
import { describeError, redact } from '../../../electron/main/log/redact.ts';

const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const now = (): Date => new Date('2026-11-25T09:30:00Z');
const read = (folder: string): string => readFileSync(join(folder, 'borrow-desk.log'), 'utf8');

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('a line has its time, its level, its event and its facts', () => {
  const folder = ownFolder();
  const log = openLog({ folder, level: 'info', now });
  log.debug('not.wanted');
  log.info('call.done', { channel: 'receiving.receive', ms: 12, ok: true, code: null, left: undefined });
  log.warn('page.gone', { reason: 'oom', version: '33.2.1', opId: '0193a5c0-0000-7000-8000-000000000001' });
  expect(read(folder)).toBe(
    '2026-11-25T09:30:00.000Z info call.done channel=receiving.receive ms=12 ok=true code=null\n' +
      '2026-11-25T09:30:00.000Z warn page.gone reason=oom version=33.2.1 opId=0193a5c0-0000-7000-8000-000000000001\n',
  );
});

test.each([
  'P1000001',
  '01MAIN0000101',
  'N-31234',
  'reader@example.org',
  'A. Reader',
  'Ümlaut',
  'Zaphod',
  'A1000',
  '',
  '/home/somebody/data',
  'a'.repeat(65),
  'two\nlines',
])('%j never lands in the log', (text) => {
  expect(redact(text)).toBe('[hidden]');
});

test('no text with a blank, an address or four digits in a row gets through, whatever stands around it', () => {
  const telling = fc.oneof(
    fc.constant(' '),
    fc.constant('@'),
    fc.integer({ min: 1_000, max: 99_999_999 }).map(String),
  );
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      telling,
      fc.string({ maxLength: 20 }),
      (before, mark, after) => {
        const text = before + mark + after;
        expect(redact(text)).toBe('[hidden]');
      },
    ),
  );
});

test('errors are told without what they quote', () => {
  const folder = ownFolder();
  const log = openLog({ folder, level: 'info', now });
  const secret = 'Zaphod P4242424 zaphod@example.org';
  const json = caught(() => JSON.parse(`{"name": ${secret}`) as unknown);
  expect(String(json)).toContain('Zaphod');
  const db = new BetterSqlite3(':memory:');
  const sqlite = caught(() => db.exec(`SELECT '${secret}' FROM "${secret}"`));
  db.close();
  log.error('import.failed', json);
  log.error('query.failed', sqlite);
  log.error('wrapped', new Error(secret, { cause: new TypeError(`${secret}\n    at ${secret}`) }));
  log.error('strange', secret);
  log.error('nothing.known', undefined);
  log.warn('retried', { after: secret, [secret]: 1 }, new RangeError(secret));
  const text = read(folder);
  expect(text).not.toMatch(/Zaphod|4242424|example\.org/);
  expect(text).toContain('import.failed SyntaxError\n    at JSON.parse');
  expect(text).toContain('query.failed SqliteError SQLITE_ERROR\n');
  expect(text).toContain('caused by TypeError\n    at ');
  expect(text).toContain('strange thrown string');
  expect(text).toContain('retried after=[hidden] [hidden]=1 RangeError');
});

test('an error whose message changed afterwards tells no frames', () => {
  const error = new Error('first\n    at P1000001');
  expect(error.stack).toContain('P1000001');
  error.message = 'second';
  expect(describeError(error)).toBe('Error');
});

test('full files move on and the oldest goes', () => {
  const folder = ownFolder();
  const log = openLog({ folder, level: 'debug', now, fileBytes: 300, files: 3 });
  for (let n = 0; n < 40; n += 1) log.info('line', { n });
  expect(readdirSync(folder).sort()).toEqual(['borrow-desk.1.log', 'borrow-desk.2.log', 'borrow-desk.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(300);
  const newest = Array.from(read(folder).matchAll(/n=(\d+)/g), ([, n]) => Number(n));
  expect(newest.at(-1)).toBe(39);
  const again = openLog({ folder, level: 'debug', now, fileBytes: 300, files: 3 });
  again.info('line', { n: 40 });
  expect(readdirSync(folder)).toHaveLength(3);
  expect(read(folder)).toContain('n=40');
});

test('a log that cannot be written stops nothing', () => {
  const folder = ownFolder();
  writeFileSync(join(folder, 'taken'), '');
  const log = openLog({ folder: join(folder, 'taken'), level: 'debug', now });
  expect(() => log.error('storage.failed', new Error('x'))).not.toThrow();
});
