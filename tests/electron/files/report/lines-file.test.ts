import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createLinesFile } from '../../../../electron/main/files/report/lines-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

test('without lines there is no file', () => {
  const file = createLinesFile(join(folder, 'report.csv'), ['row']);
  file.write([]);
  expect(file.close()).toBeNull();
});

test('nothing is written through a link in its place', () => {
  const elsewhere = join(folder, 'elsewhere.txt');
  writeFileSync(elsewhere, 'not ours');
  symlinkSync(elsewhere, join(folder, 'report.csv'));
  const file = createLinesFile(join(folder, 'report.csv'), ['row']);
  file.write(['3\r\n']);
  expect(readFileSync(file.close() ?? '', 'utf8')).toBe('\uFEFFrow\r\n3\r\n');
  expect(readFileSync(elsewhere, 'utf8')).toBe('not ours');
});

test('only the lines appended to a file are removed again', () => {
  const path = join(folder, 'report.jsonl');
  writeFileSync(path, 'before\n');
  const file = createLinesFile(path, null);
  file.write(['1\n', '2\n']);
  file.forget();
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('before\n');
});
