import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPrintServer, type PrintServer } from './cups.ts';

let server: PrintServer;

beforeAll(async () => {
  server = await startPrintServer();
});

afterAll(() => server.stop());

function print(): { readonly status: number | null; readonly stderr: string } {
  const file = join(server.folder, 'slip.txt');
  writeFileSync(file, 'HOLD SHELF\n');
  const env = { ...process.env, ...server.environment };
  return spawnSync('lp', ['-d', server.queue, file], { env, encoding: 'utf8' });
}

test('a job comes out of the printer as one page without bar codes', async () => {
  expect(print().status).toBe(0);
  const job = await server.nextPrinted(0);
  expect(server.pagesOf(job)).toHaveLength(1);
  expect(server.barcodesOf(job)).toEqual([]);
});

test('a paused queue takes a job and prints it later', async () => {
  const before = server.printed().at(-1) ?? 0;
  server.pause();
  expect(print().status).toBe(0);
  expect(server.accepted().at(-1)).toBeGreaterThan(before);
  expect(server.printed().at(-1) ?? 0).toBe(before);
  server.resume();
  expect(await server.nextPrinted(before)).toBeGreaterThan(before);
});

test('a queue that rejects takes no job', () => {
  server.reject();
  const refused = print();
  server.accept();
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain('not accepting');
});

test('a jammed printer prints nothing until it is cleared', async () => {
  const before = server.printed().at(-1) ?? 0;
  server.jam();
  print();
  // Which of its complaints CUPS keeps is its own affair; that the queue stopped is what the tests build on.
  await expect.poll(() => state(), { timeout: 15_000 }).toContain(`printer ${server.queue} disabled`);
  expect(server.printed().at(-1) ?? 0).toBe(before);
  await server.clear();
  expect(await server.nextPrinted(before)).toBeGreaterThan(before);
});

test('it ends with all that it had, and another can follow', async () => {
  const other = await startPrintServer('Other');
  expect(other.folder).not.toBe(server.folder);
  await other.stop();
  expect(existsSync(other.folder)).toBe(false);
});

function state(): string {
  const env = { ...process.env, ...server.environment, LC_ALL: 'C' };
  return spawnSync('lpstat', ['-p', server.queue], { env, encoding: 'utf8' }).stdout;
}
