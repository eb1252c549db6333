import { expect, test } from 'vitest';
import { rowIn } from '../../../../renderer/src/components/table/use-visible-pages.ts';

test('a row is found in its page, and is undefined while its page is loading', () => {
  const rowAt = rowIn(['a', 'b', 'c'], new Map([[2, ['g', 'h']]]), 3);
  expect([0, 2, 3, 6, 7, 8].map(rowAt)).toEqual(['a', 'c', undefined, 'g', 'h', undefined]);
  expect(rowIn<string>(undefined, new Map(), 3)(0)).toBeUndefined();
});
