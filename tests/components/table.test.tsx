import { act, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Identifier } from '../../renderer/src/components/table/cells/Identifier.tsx';
import type { TableSort, TableSpec } from '../../renderer/src/components/table/columns.ts';
import { ShortTable } from '../../renderer/src/components/table/ShortTable.tsx';
import { show } from './shown.tsx';

type Book = { readonly id: number; readonly code: string; readonly title: string };

const books: readonly Book[] = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  code: `01SUNY_RIV000050${index}`,
  title: `Book ${index}`,
}));

const spec: TableSpec<Book> = {
  id: 'books',
  label: 'Books',
  keyOf: ({ id }) => id,
  nameOf: ({ code }) => code,
  frozen: 1,
  columns: [
    {
      id: 'code',
      label: 'Code',
      widthPx: 140,
      sorts: 'ascending',
      shown: true,
      cell: ({ code }, { current }) => <Identifier text={code} current={current} />,
    },
    { id: 'title', label: 'Title', widthPx: 150, shown: true, cell: ({ title }) => title },
    { id: 'shelf', label: 'Shelf', widthPx: 100, shown: true, cell: () => 'A 1' },
  ],
};

const said: string[] = [];
beforeEach(() => {
  localStorage.clear();
  said.length = 0;
});

const Books = () => {
  const [selected, setSelected] = useState<readonly number[]>([]);
  const [sort, setSort] = useState<TableSort | null>(null);
  return (
    <ShortTable
      spec={spec}
      rows={books}
      sort={sort}
      sortBy={setSort}
      acts={{
        open: ({ code }, takesFocus) => said.push(`open ${code} ${takesFocus}`),
        openMenu: ({ code }) => said.push(`menu ${code}`),
        selection: {
          count: selected.length,
          has: ({ id }) => selected.includes(id),
          toggle: ({ id }) =>
            setSelected(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]),
          add: (rows) => setSelected([...new Set([...selected, ...rows.map(({ id }) => id)])]),
          toggleAll: () => setSelected(selected.length > 0 ? [] : books.map(({ id }) => id)),
        },
      }}
    />
  );
};

const heads = (): string[] =>
  screen
    .getAllByRole('columnheader')
    .flatMap((head) => within(head).queryAllByRole('button'))
    .map(({ textContent }) => textContent);
const head = (name: string): HTMLElement => screen.getByRole('button', { name });
const rows = (): HTMLElement[] => screen.getAllByRole('row').slice(1);
const row = (index: number): HTMLElement => rows()[index] as HTMLElement;
const press = (key: string, how: object = {}): void =>
  void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...how });
const selected = (): string[] =>
  rows().map((each) => (each.getAttribute('aria-selected') === 'true' ? 'x' : '-'));

test('the arrow keys, Home and End move through the rows, and Enter opens one', () => {
  show(<Books />);
  row(0).focus();
  press('ArrowDown');
  press('ArrowDown');
  expect(document.activeElement).toBe(row(2));
  press('End');
  expect(document.activeElement).toBe(row(4));
  press('ArrowDown');
  expect(document.activeElement).toBe(row(4));
  press('Home');
  press('Enter');
  expect(said).toEqual(['open 01SUNY_RIV0000500 true']);
  expect(rows().map((each) => each.tabIndex)).toEqual([0, -1, -1, -1, -1]);
});

test('Space selects a row, Shift with an arrow key extends the selection, Ctrl+A selects all or none', () => {
  show(<Books />);
  row(0).focus();
  press('ArrowDown');
  press(' ');
  expect(selected().join('')).toBe('-x---');
  press('ArrowDown', { shiftKey: true });
  press('ArrowDown', { shiftKey: true });
  expect(selected().join('')).toBe('-xxx-');
  press('a', { ctrlKey: true });
  expect(selected().join('')).toBe('-----');
  press('a', { ctrlKey: true });
  expect(selected().join('')).toBe('xxxxx');
});

test('a click opens a row, with Shift it selects up to that row, on its button it opens the menu', () => {
  show(<Books />);
  fireEvent.click(within(row(1)).getByText('Book 1'));
  expect(said).toEqual(['open 01SUNY_RIV0000501 false']);
  fireEvent.click(within(row(3)).getByText('Book 3'), { shiftKey: true });
  expect(selected().join('')).toBe('-xxx-');
  fireEvent.click(screen.getByRole('button', { name: 'Actions for 01SUNY_RIV0000502' }));
  fireEvent.contextMenu(row(4), { button: 2 });
  row(2).focus();
  press('F10', { shiftKey: true });
  expect(said.slice(1)).toEqual([
    'menu 01SUNY_RIV0000502',
    'menu 01SUNY_RIV0000504',
    'menu 01SUNY_RIV0000502',
  ]);
});

test('pressing a head sorts the list, and pressing it again reverses the order', () => {
  show(<Books />);
  const order = (): string | null =>
    screen.getByRole('columnheader', { name: 'Code' }).getAttribute('aria-sort');
  expect(order()).toBe('none');
  fireEvent.click(head('Code'));
  expect(order()).toBe('ascending');
  fireEvent.click(head('Code'));
  expect(order()).toBe('descending');
});

test('Alt and an arrow key move a column, which stays there when the table is shown again', () => {
  show(<Books />);
  head('Code').focus();
  press('ArrowRight');
  expect(document.activeElement).toBe(head('Title'));
  press('ArrowRight', { altKey: true });
  expect(heads()).toEqual(['Code', 'Shelf', 'Title']);
  expect(document.activeElement).toBe(head('Title'));
  expect(screen.getByText('Title: column 3 of 3')).toBeTruthy();
  press('ArrowRight', { altKey: true });
  expect(heads()).toEqual(['Code', 'Shelf', 'Title']);
  show(<Books />);
  expect(heads().slice(3)).toEqual(['Code', 'Shelf', 'Title']);
});

test('the menu of a head hides a column, and resets all columns', () => {
  show(<Books />);
  head('Title').focus();
  press('F10', { shiftKey: true });
  const item = (name: string): HTMLElement =>
    within(screen.getByRole('menu', { name: /^Column / })).getByRole('menuitem', { name });
  fireEvent.click(item('Hide'));
  expect(heads()).toEqual(['Code', 'Shelf']);
  head('Shelf').focus();
  press('ArrowDown', { altKey: true });
  fireEvent.click(item('Reset columns'));
  expect(heads()).toEqual(['Code', 'Title', 'Shelf']);
});

test('Arrow Down moves from the head into the rows', () => {
  show(<Books />);
  head('Shelf').focus();
  press('ArrowDown');
  expect(document.activeElement).toBe(row(0));
});

test('clipped texts of the focused row are shown in full after a pause', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  // Nothing has a size in this document, and `:focus-visible` does not work.
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'matches').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  show(<Books />);
  const tip = (): string | undefined =>
    [...document.querySelectorAll('body > [data-portal]')].map(({ textContent }) => textContent).join('');
  act(() => row(1).focus());
  act(() => void vi.advanceTimersByTime(400));
  expect(tip()).toBe('');
  act(() => void vi.advanceTimersByTime(200));
  expect(tip()).toContain('01SUNY_RIV0000501');
  act(() => row(1).blur());
  expect(tip()).toBe('');
});
