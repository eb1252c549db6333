import { expect, test } from 'vitest';
import { noteHints } from '../../../../renderer/src/requests/decisions/forms/note-hints.ts';

test('each report asks for its own facts: nobody looked for a damaged item', () => {
  expect(noteHints['report-lost']).toContain('where you looked');
  expect(noteHints['report-damaged']).toContain('what is damaged');
  expect(new Set(Object.values(noteHints)).size).toBe(Object.keys(noteHints).length);
});
