import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readFirstLine } from '../../../electron/main/app/standard-input.ts';

test('the first line is read, with any line end, in pieces, and without one', async () => {
  expect(await readFirstLine(Readable.from(['246', '801\r\nmore\n']))).toBe('246801');
  expect(await readFirstLine(Readable.from([Buffer.from('246801')]))).toBe('246801');
  expect(await readFirstLine(Readable.from([Buffer.from('\uFEFF246801\r\n')]))).toBe('246801');
});

test('if nothing arrives there is no line, and the wait is limited', async () => {
  expect(await readFirstLine(Readable.from([]))).toBeNull();
  expect(await readFirstLine(Readable.from(['\n246801\n']))).toBeNull();
  const silent = new PassThrough();
  expect(await readFirstLine(silent, 10)).toBeNull();
  expect(silent.destroyed).toBe(true);
  const broken = new PassThrough();
  const answer = readFirstLine(broken);
  broken.destroy(new Error('EIO'));
  expect(await answer).toBeNull();
});

test('a terminal is not read', async () => {
  const terminal = Object.assign(Readable.from(['246801\n']), { isTTY: true });
  expect(await readFirstLine(terminal)).toBeNull();
});

test('a flood without a line end is not kept', async () => {
  const flood = new Readable({
    read() {
      this.push('x'.repeat(1_000));
    },
  });
  expect((await readFirstLine(flood))?.length).toBeLessThan(100_000);
  expect(flood.destroyed).toBe(true);
});
