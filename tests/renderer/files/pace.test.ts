import { expect, test } from 'vitest';
import { paceOf } from '../../../renderer/src/files/import/pace.ts';
import type { ImportProgress } from '../../../shared/ipc/import-views.ts';

const progress = (more: Partial<ImportProgress>): ImportProgress => ({
  fileName: 'list.csv',
  bytesRead: 250,
  bytesTotal: 1_000,
  totals: { added: 80, updated: 10, unchanged: 5, conflict: 0, skipped: 0, refused: 5 },
  elapsedMs: 2_000,
  ...more,
});

test('returns rows per second, the share of the file, and the remaining time', () => {
  expect(paceOf(progress({}))).toEqual({ rows: 100, share: 25, rowsPerSecond: 50, secondsLeft: 6 });
});

test('the first moments allow no estimate, and a file may have grown', () => {
  expect(paceOf(progress({ elapsedMs: 500 })).secondsLeft).toBeNull();
  expect(paceOf(progress({ bytesRead: 0, elapsedMs: 0 }))).toMatchObject({
    share: 0,
    rowsPerSecond: 0,
    secondsLeft: null,
  });
  expect(paceOf(progress({ bytesRead: 2_000 }))).toMatchObject({ share: 100, secondsLeft: 0 });
});
