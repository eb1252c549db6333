import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { Identifier, partsOf } from '../../renderer/src/components/table/cells/Identifier.tsx';
import { givenWay, withToggled, type ColumnState } from '../../renderer/src/components/table/column-state.ts';
import type { TableSort, TableSpec } from '../../renderer/src/components/table/columns.ts';
import { ShortTable } from '../../renderer/src/components/table/ShortTable.tsx';
import { useColumns } from '../../renderer/src/components/table/use-columns.ts';
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
      compact={false}
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

test('arrows, Home and End walk through the rows, and Enter opens one', () => {
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

test('Space selects a row, Shift+Arrow keys those on the way, Ctrl+A all or none', () => {
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

test('a click opens a row, with Shift it selects up to there, on its button it opens the menu', () => {
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

test('a head that is pressed orders the list, and turns the order round', () => {
  show(<Books />);
  const order = (): string | null =>
    screen.getByRole('columnheader', { name: 'Code' }).getAttribute('aria-sort');
  expect(order()).toBe('none');
  fireEvent.click(head('Code'));
  expect(order()).toBe('ascending');
  fireEvent.click(head('Code'));
  expect(order()).toBe('descending');
});

test('Alt and an arrow move a column, and it is where it was put when the table is shown again', () => {
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

test('the menu of a head hides a column, and brings all back', () => {
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

test('the arrow down leads from the head into the rows', () => {
  show(<Books />);
  head('Shelf').focus();
  press('ArrowDown');
  expect(document.activeElement).toBe(row(0));
});

test.each([
  ['01SUNY_RIV0000501', ['01SUNY_RIV', '0000501']],
  ['1234567', ['', '1234567']],
  ['7', ['', '7']],
  ['', ['', '']],
  ['A𝟘𝟙𝟚𝟛𝟜𝟝𝟞', ['A', '𝟘𝟙𝟚𝟛𝟜𝟝𝟞']],
])('“%s” may be cut before its end, and nowhere else', (text, parts) => {
  expect(partsOf(text)).toEqual(parts);
});

test('a cut identifier is whole in its text, its tooltip and the button that copies it', () => {
  show(<Identifier text="01SUNY_RIV0000501" current />);
  expect(screen.getByTitle('01SUNY_RIV0000501').textContent).toBe('01SUNY_RIV0000501');
  expect(screen.getByRole('button', { name: 'Copy 01SUNY_RIV0000501' }).dataset['copy']).toBe(
    '01SUNY_RIV0000501',
  );
});

const narrow: TableSpec<Book> = {
  ...spec,
  columns: spec.columns.map((column) => (column.id === 'title' ? { ...column, givesWay: 1 } : column)),
};
// Nothing has a size here: it is said how wide the part of the page is.
const area = { current: document.createElement('section') };
Object.defineProperty(area.current, 'clientWidth', { value: 300 });

const Fewer = ({ isOpen }: { readonly isOpen: boolean }) => {
  const { shown, state, change, reset } = useColumns(narrow, { isOpen, area });
  return (
    <>
      <p>{shown.map(({ id }) => id).join()}</p>
      <button type="button" onClick={() => change({ ...state, widths: { code: 200 } })}>
        Wider
      </button>
      <button type="button" onClick={() => change(withToggled(state, 'title'))}>
        Title
      </button>
      <button type="button" onClick={reset}>
        Reset
      </button>
    </>
  );
};

test('a column gives way to what opens beside the table, and is not kept as hidden when another one is changed', () => {
  show(<Fewer isOpen />);
  expect(screen.getByText('code,shelf')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Wider' }));
  expect(screen.getByText('code,shelf')).toBeTruthy();
  cleanup();
  show(<Fewer isOpen={false} />);
  expect(screen.getByText('code,title,shelf')).toBeTruthy();
});

test('who asks for a column that gave way has it, until all are as at first', () => {
  show(<Fewer isOpen />);
  fireEvent.click(screen.getByRole('button', { name: 'Title' }));
  expect(screen.getByText('code,title,shelf')).toBeTruthy();
  // Asked away again, it is hidden for good, as any other.
  fireEvent.click(screen.getByRole('button', { name: 'Title' }));
  expect(screen.getByText('code,shelf')).toBeTruthy();
  cleanup();
  show(<Fewer isOpen={false} />);
  expect(screen.getByText('code,shelf')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(screen.getByText('code,title,shelf')).toBeTruthy();
});

test('columns give way in their order, as many as there must, by the widths that a person chose', () => {
  const columns = [
    { id: 'code', widthPx: 100 },
    { id: 'note', widthPx: 100, givesWay: 2 },
    { id: 'desk', widthPx: 100, givesWay: 1 },
    { id: 'day', widthPx: 100, givesWay: 3 },
  ];
  const gone = (viewPx: number, state: Partial<ColumnState> = {}): readonly string[] =>
    givenWay(columns, { hidden: [], widths: {}, ...state }, 50, viewPx);
  expect(gone(450)).toEqual([]);
  expect(gone(449)).toEqual(['desk']);
  expect(gone(300)).toEqual(['desk', 'note']);
  // What never gives way stays where there is no room for it either.
  expect(gone(10)).toEqual(['desk', 'note', 'day']);
  expect(gone(449, { hidden: ['day'] })).toEqual([]);
  expect(gone(450, { widths: { note: 180 } })).toEqual(['desk']);
});
