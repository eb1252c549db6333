import { cleanup, render, screen } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { stableOrder, useStableRows } from '../../renderer/src/components/table/use-stable-rows.ts';

const letters = (text: string): readonly string[] => text.split('');
const keyOf = (row: string): string => row;

test.each([
  ['a row that moved stays where it was', 'abcd', 'cabd', 'abcd'],
  ['a row that is gone leaves its place', 'abcd', 'acd', 'acd'],
  ['a new row stands behind the one that it follows', 'abcd', 'abncd', 'abncd'],
  ['a new first row stands first', 'abcd', 'nabcd', 'nabcd'],
  ['all at once', 'abcd', 'dnbam', 'ambdn'],
  ['a list that was empty is in its own order', '', 'cab', 'cab'],
])('%s: %s, then %s, is shown as %s', (_, before, rows, shown) => {
  expect(stableOrder(letters(before), letters(rows), keyOf).join('')).toBe(shown);
});

const List = ({ of, rows }: { readonly of: string; readonly rows: readonly string[] | undefined }) => (
  <p role="status">{useStableRows(of, rows, keyOf)?.join('')}</p>
);

test('rows stay in their places as long as the same list is shown', () => {
  const shown = (): string | null => screen.getByRole('status').textContent;
  const { rerender } = render(<List of="loans" rows={undefined} />);
  onTestFinished(cleanup);
  rerender(<List of="loans" rows={letters('abc')} />);
  expect(shown()).toBe('abc');
  rerender(<List of="loans" rows={letters('bca')} />);
  expect(shown()).toBe('abc');
  rerender(<List of="all" rows={letters('bca')} />);
  expect(shown()).toBe('bca');
});
