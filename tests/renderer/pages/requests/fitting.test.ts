import { expect, test } from 'vitest';
import { fittingTabs } from '../../../../renderer/src/pages/requests/views/fitting.ts';

const widths = [100, 100, 100, 100];

test.each([
  ['all where there is room', 400, 0, [0, 1, 2, 3]],
  ['the first ones beside the button for the others', 399, 0, [0, 1, 2]],
  ['the chosen one instead of one that would have had room', 399, 3, [0, 1, 3]],
  ['the chosen one alone', 120, 2, [2]],
  ['the first ones where none is chosen', 250, -1, [0, 1]],
])('%s', (_, roomPx, chosen, expected) => {
  expect(fittingTabs(widths, roomPx, 50, chosen)).toEqual(expected);
});
