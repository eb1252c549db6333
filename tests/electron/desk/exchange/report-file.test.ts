import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReportFile } from '../../../../electron/main/desk/exchange/report-file.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';

const startedAt = '2026-11-26T10:00:00.000Z' as Instant;
const refused = { section: 'requests', row: 3, key: 'A-1', field: 'title', reason: 'It is empty.' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('no refused row, no file', () => {
  const report = createReportFile(folder, startedAt);
  report.write([]);
  expect(report.close()).toBeNull();
});

test('nothing is written through a link that lies in its place', () => {
  const elsewhere = join(folder, 'elsewhere.txt');
  writeFileSync(elsewhere, 'not ours');
  symlinkSync(elsewhere, join(folder, 'import-2026-11-26T10-00-00-000Z.csv'));
  const report = createReportFile(folder, startedAt);
  report.write([refused]);
  expect(readFileSync(report.close() ?? '', 'utf8')).toContain('requests,3,A-1,title,It is empty.');
  expect(readFileSync(elsewhere, 'utf8')).toBe('not ours');
});
