import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  columnsToHide,
  withToggled,
  type ColumnState,
} from '../../renderer/src/components/table/column-state.ts';
import type { TableSpec } from '../../renderer/src/components/table/columns.ts';
import { useColumns } from '../../renderer/src/components/table/use-columns.ts';
import { fittedColumns } from '../../renderer/src/components/table/widths.ts';
import { show } from './shown.tsx';

beforeEach(() => localStorage.clear());

type Book = { readonly id: number; readonly title: string };

const books: readonly Book[] = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  title: `Book ${index}`,
}));

// Nothing has a size in this document: the tests set the available width.
const narrow: TableSpec<Book> = {
  id: 'narrow',
  label: 'Books',
  keyOf: ({ id }) => id,
  nameOf: ({ title }) => title,
  frozen: 1,
  columns: [
    { id: 'code', label: 'Code', widthPx: 140, shown: true, cell: ({ id }) => id },
    { id: 'title', label: 'Title', widthPx: 150, givesWay: 1, shown: true, cell: ({ title }) => title },
    { id: 'shelf', label: 'Shelf', widthPx: 100, has: ({ id }) => id > 2, shown: true, cell: () => 'A 1' },
  ],
};

type FewerProps = {
  readonly roomPx?: number;
  readonly rows?: readonly Book[];
  readonly of?: string;
  readonly table?: TableSpec<Book>;
  readonly elsewhere?: string;
};

const Fewer = ({ roomPx = 1000, rows = books, of = '', table = narrow, elsewhere }: FewerProps) => {
  const { shown, state, change, reset, measured, found } = useColumns(table, {
    of,
    rows,
    ...(elsewhere !== undefined && { elsewhere }),
  });
  return (
    <>
      <p>{shown.map(({ id }) => id).join()}</p>
      <button type="button" onClick={() => measured(roomPx)}>
        Measure
      </button>
      <button type="button" onClick={() => found(['shelf'])}>
        Found
      </button>
      <button type="button" onClick={() => change({ ...state, widths: { code: 200 } })}>
        Wider
      </button>
      {['title', 'shelf'].map((id) => (
        <button key={id} type="button" onClick={() => change(withToggled(state, id))}>
          {id}
        </button>
      ))}
      <button type="button" onClick={reset}>
        Reset
      </button>
    </>
  );
};

const click = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const drawn = (): string | null | undefined => document.querySelector('p')?.textContent;
/** Shows the columns with this width. */
const fewer = (props: FewerProps): void => {
  cleanup();
  show(<Fewer {...props} />);
  click('Measure');
};

test('a column that does not fit is hidden, and not stored as hidden when another one is changed', () => {
  fewer({ roomPx: 300 });
  expect(drawn()).toBe('code,shelf');
  click('Wider');
  expect(drawn()).toBe('code,shelf');
  fewer({ roomPx: 1000 });
  expect(drawn()).toBe('code,title,shelf');
});

test('a user who shows a hidden column keeps it, also on the next visit, until the columns are reset', () => {
  fewer({ roomPx: 300 });
  click('title');
  expect(drawn()).toBe('code,title,shelf');
  fewer({ roomPx: 300 });
  expect(drawn()).toBe('code,title,shelf');
  // Hidden again by the user, it stays hidden like any other.
  click('title');
  fewer({ roomPx: 1000 });
  expect(drawn()).toBe('code,shelf');
  click('Reset');
  expect(drawn()).toBe('code,title,shelf');
});

test('a column that is empty in all rows is hidden, unless the user chose it', () => {
  fewer({ rows: books.slice(0, 2) });
  expect(drawn()).toBe('code,title');
  click('shelf');
  expect(drawn()).toBe('code,title,shelf');
  fewer({ rows: books.slice(0, 2) });
  expect(drawn()).toBe('code,title,shelf');
});

test('a column appears with the rows that fill it, and stays as long as the same list is shown', () => {
  const { rerender } = render(<Fewer rows={books.slice(0, 2)} of="new" />, { wrapper: MantineProvider });
  onTestFinished(cleanup);
  click('Measure');
  expect(drawn()).toBe('code,title');
  click('Found');
  expect(drawn()).toBe('code,title,shelf');
  rerender(<Fewer rows={books.slice(0, 1)} of="new" />);
  expect(drawn()).toBe('code,title,shelf');
  rerender(<Fewer rows={books.slice(0, 1)} of="another" />);
  expect(drawn()).toBe('code,title');
  // While nothing is loaded, no column is known to be empty.
  rerender(<Fewer rows={[]} of="third" />);
  expect(drawn()).toBe('code,title,shelf');
});

test('a column shown elsewhere is hidden in the meantime, unless the user chose it', () => {
  fewer({ elsewhere: 'title' });
  expect(drawn()).toBe('code,shelf');
  click('title');
  expect(drawn()).toBe('code,title,shelf');
});

test('each view keeps its own columns', () => {
  const { rerender } = render(<Fewer />, { wrapper: MantineProvider });
  onTestFinished(cleanup);
  click('Measure');
  click('title');
  expect(drawn()).toBe('code,shelf');
  const other = { ...narrow, id: 'narrow.other' };
  rerender(<Fewer table={other} />);
  expect(drawn()).toBe('code,title,shelf');
  rerender(<Fewer />);
  expect(drawn()).toBe('code,shelf');
});

const widths = [
  { id: 'code', widthPx: 100 },
  { id: 'note', widthPx: 100, givesWay: 2 },
  { id: 'desk', widthPx: 100, givesWay: 1 },
  { id: 'day', widthPx: 100, givesWay: 3, has: () => true },
];
const gone = (
  roomPx: number,
  state: Partial<ColumnState> = {},
  filled: ReadonlySet<string> | null = null,
): readonly string[] =>
  columnsToHide(widths, { hidden: [], chosen: [], widths: {}, ...state }, filled, roomPx);

test('columns are hidden in their order, as many as necessary, according to the chosen widths', () => {
  expect(gone(400)).toEqual([]);
  expect(gone(399)).toEqual(['desk']);
  expect(gone(250)).toEqual(['desk', 'note']);
  // Columns that are never hidden stay even if they do not fit.
  expect(gone(10)).toEqual(['desk', 'note', 'day']);
  expect(gone(399, { hidden: ['day'] })).toEqual([]);
  expect(gone(400, { widths: { note: 180 } })).toEqual(['desk']);
});

test('empty columns are hidden first and free their space, and columns that the user chose stay', () => {
  expect(gone(400, {}, new Set())).toEqual(['day']);
  expect(gone(300, {}, new Set())).toEqual(['day']);
  expect(gone(299, {}, new Set())).toEqual(['day', 'desk']);
  expect(gone(10, { chosen: ['note', 'day'] }, new Set())).toEqual(['desk']);
});

test('a column is as wide as its head requires, on two lines, and the list is cached', () => {
  const one = fittedColumns(
    [{ id: 'a', label: 'Due', widthPx: 10, shown: true, cell: () => null }],
    'comfortable',
  );
  const long = fittedColumns(
    [{ id: 'a', label: 'Due back', widthPx: 10, shown: true, cell: () => null }],
    'comfortable',
  );
  const longer = fittedColumns(
    [{ id: 'a', label: 'Dueback', widthPx: 10, shown: true, cell: () => null }],
    'comfortable',
  );
  const px = (columns: typeof one): number => columns[0]?.widthPx ?? 0;
  expect(px(one)).toBeGreaterThan(10);
  expect(px(longer)).toBeGreaterThan(px(long));
  expect(fittedColumns(narrow.columns, 'touch')).toBe(fittedColumns(narrow.columns, 'touch'));
});
