import { expect, test } from 'vitest';
import { wordsOfFile } from '../../../../renderer/src/pages/requests/filters/file-words.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { PastImport } from '../../../../shared/ipc/import-views.ts';

const past = (fileName: string, at: string, state = 'stands'): PastImport =>
  ({ fileName, at, state }) as unknown as PastImport;
const known = {
  imports: [
    past('late.csv', '2026-11-29T16:00:00.000Z', 'taken-back'),
    past('alma.xlsx', '2026-11-29T15:14:18.700Z'),
    past('old.csv', '2026-11-12T09:00:00.000Z'),
  ],
  today: '2026-11-29' as CalendarDate,
  timeZone: 'UTC',
};

test('a filter for an import names the file and a readable date, never a timestamp', () => {
  expect(wordsOfFile('2026-11-29T15:14:18.741Z', known)).toBe('From alma.xlsx, today');
  expect(wordsOfFile('2026-11-12T09:00:00.100Z', known)).toBe('From old.csv, 12 Nov');
  expect(wordsOfFile('2026-11-28', known)).toBe('From files since yesterday');
  // Its requests are gone: the list is empty until the filter is removed.
  expect(wordsOfFile('2026-11-29T16:00:00.100Z', known)).toBe('From late.csv, today (import undone)');
  expect(wordsOfFile('2025-11-12T09:00:00Z', known)).toBe('From files since 12 Nov 2025');
});
