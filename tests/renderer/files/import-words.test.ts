import { expect, test } from 'vitest';
import { outcomeWords } from '../../../renderer/src/files/import/import-words.ts';

const nothing = { added: 0, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 };

test('the heading of an import says that rows are kept only where some were stored', () => {
  const headingOf = (outcome: 'done' | 'failed' | 'cancelled', added = 0): string =>
    outcomeWords({ outcome, totals: { ...nothing, added } });
  expect(headingOf('done')).toBe('Import complete');
  // Its failure says what is kept.
  expect(headingOf('failed')).toBe('Import stopped');
  expect(headingOf('cancelled')).toBe('Import cancelled; nothing was imported');
  expect(headingOf('cancelled', 1)).toBe('Import cancelled; rows already imported are kept');
});
