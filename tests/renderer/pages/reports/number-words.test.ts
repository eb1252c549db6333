import { expect, test } from 'vitest';
import { changeWords } from '../../../../renderer/src/pages/reports/number-words.ts';

test.each([
  [2, 1, 'days', '+1 day vs previous 30 days'],
  [1, 3, 'days', '-2 days vs previous 30 days'],
  [50, 49, 'percent', '+1 point vs previous 30 days'],
  // The number is as it is shown: 0.96 is shown as 1.
  [49.04, 50, 'percent', '-1 point vs previous 30 days'],
  [50.4, 49.2, 'percent', '+1.2 points vs previous 30 days'],
  [12, 13, 'count', '-1 vs previous 30 days'],
] as const)('from %s to %s before, in %s: %s', (now, before, unit, words) => {
  expect(changeWords(now, before, unit, 30)).toBe(words);
});
