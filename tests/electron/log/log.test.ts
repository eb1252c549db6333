import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLog } from '../../../electron/main/log/log.ts';
import { describeError, redact } from '../../../electron/main/log/redact.ts';
import { checkProperty } from '../../support/check-property.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ownFolder = (): string => {
  const folder = temporaryFolder();
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
  const log = openLog({ folder, now });
  log.info('call.done', { channel: 'receiving.open', ms: 12, ok: true, code: null, left: undefined });
  log.warn('page.gone', { reason: 'oom', version: '33.2.1', opId: '0193a5c0-0000-7000-8000-000000000001' });
  expect(read(folder)).toBe(
    '2026-11-25T09:30:00.000Z info call.done channel=receiving.open ms=12 ok=true code=null\n' +
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
])('%j is never logged', (text) => {
  expect(redact(text)).toBe('[hidden]');
});

test('no text with a space, an address or four digits in a row is logged, whatever surrounds it', () => {
  const telling = fc.oneof(
    fc.constant(' '),
    fc.constant('@'),
    fc.integer({ min: 1_000, max: 99_999_999 }).map(String),
  );
  checkProperty(
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

test('errors are logged without what they quote', () => {
  const folder = ownFolder();
  const log = openLog({ folder, now });
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

test('an error whose message changed afterwards has no frames', () => {
  const error = new Error('first\n    at P1000001');
  expect(error.stack).toContain('P1000001');
  error.message = 'second';
  expect(describeError(error)).toBe('Error');
});

const numbersIn = (folder: string, name: string): number[] =>
  Array.from(readFileSync(join(folder, name), 'utf8').matchAll(/ n=(\d+)$/gm), ([, n]) => Number(n));

test('full files are rotated and the oldest is deleted; every file is filled before the next begins', () => {
  const folder = ownFolder();
  const full = 70;
  const fileBytes = full * '2026-11-25T09:30:00.000Z info line n=100\n'.length;
  const options = { folder, now, fileBytes, files: 3 } as const;
  const openFiles = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
  const before = openFiles();
  const log = openLog(options);
  for (let n = 100; n < 100 + 10 * full; n += 1) log.info('line', { n });
  const names = ['borrow-desk.2.log', 'borrow-desk.1.log', 'borrow-desk.log'];
  expect(readdirSync(folder).sort()).toEqual(names.toSorted());
  // Nothing between the first and last remaining line is lost, and every file is as full as possible.
  const last = 99 + 10 * full;
  const kept = (): readonly number[] => names.flatMap((name) => numbersIn(folder, name));
  expect(kept()).toEqual(Array.from({ length: 3 * full }, (_, n) => last - 3 * full + 1 + n));
  // Only one file is open at a time.
  expect(openFiles()).toBeLessThanOrEqual(before + 1);
  // The next run continues where this one ended: a full file is full for it too.
  openLog(options).info('line', { n: last + 1 });
  expect(numbersIn(folder, 'borrow-desk.log')).toEqual([last + 1]);
  expect(kept()).toHaveLength(2 * full + 1);
});

test('a megabyte of lines is kept five times over', () => {
  const folder = ownFolder();
  const log = openLog({ folder, now, fileBytes: 10_000 });
  for (let n = 100_000; n < 110_000; n += 1) log.info('line', { n });
  const kept = readdirSync(folder).flatMap((name) => numbersIn(folder, name));
  expect(kept.length).toBeGreaterThan(4 * Math.floor(10_000 / 45));
});

describe('a repeated line', () => {
  afterEach(() => vi.useRealTimers());

  test('is written once and counted, whatever comes in between', () => {
    const folder = ownFolder();
    let second = 0;
    const clock = (): Date => new Date(Date.UTC(2026, 10, 25, 9, 30, second));
    const log = openLog({ folder, now: clock });
    const fault = new RangeError('x');
    for (second = 0; second < 40; second += 1) {
      log.error('send-queue.failed', fault);
      log.warn('call.slow', { channel: 'list.page' });
    }
    const before = read(folder);
    expect(before.match(/send-queue/g)).toHaveLength(1);
    second = 60;
    log.info('other');
    const lines = read(folder).split('\n');
    expect(lines).toContain(
      '2026-11-25T09:31:00.000Z error send-queue.failed RangeError … 39 times more, from 2026-11-25T09:30:01.000Z to 2026-11-25T09:30:39.000Z',
    );
    expect(lines).toContain(
      '2026-11-25T09:31:00.000Z warn call.slow channel=list.page … 39 times more, from 2026-11-25T09:30:01.000Z to 2026-11-25T09:30:39.000Z',
    );
    log.error('send-queue.failed', fault);
    expect(read(folder).match(/error send-queue\.failed RangeError$/gm)).toHaveLength(2);
  });

  test('is counted after a minute even if no other line is written', () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T09:30:00Z') });
    const folder = ownFolder();
    const log = openLog({ folder, now: () => new Date() });
    log.info('again');
    vi.advanceTimersByTime(5_000);
    log.info('again');
    vi.advanceTimersByTime(60_000);
    expect(read(folder)).toMatch(/info again … once more, at 2026-11-25T09:30:05\.000Z\n$/);
  });

  test('is remembered within limits, and no count is lost', () => {
    const folder = ownFolder();
    const log = openLog({ folder, now });
    for (let round = 0; round < 2; round += 1) for (let n = 0; n < 50; n += 1) log.info('line', { n });
    expect(read(folder).match(/ line n=\d+$/gm)).toHaveLength(100);
    for (let n = 49; n >= 30; n -= 1) log.info('line', { n });
    for (let n = 50; n < 70; n += 1) log.info('line', { n });
    expect(read(folder).match(/ once more, /g)).toHaveLength(20);
  });
});

test('a log that cannot be written stops nothing', () => {
  const folder = ownFolder();
  writeFileSync(join(folder, 'taken'), '');
  const log = openLog({ folder: join(folder, 'taken'), now });
  expect(() => log.error('storage.failed', new Error('x'))).not.toThrow();
});
