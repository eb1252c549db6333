import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TableSpec } from '../../renderer/src/components/table/columns.ts';
import { Table } from '../../renderer/src/components/table/Table.tsx';
import { useColumns } from '../../renderer/src/components/table/use-columns.ts';
import { useTable } from '../../renderer/src/components/table/use-table.ts';
import { BelowList } from '../../renderer/src/requests/lists/BelowList.tsx';
import { ListAndPreview } from '../../renderer/src/requests/lists/ListAndPreview.tsx';
import { Preview } from '../../renderer/src/requests/lists/Preview.tsx';
import { useBulkActions, type BulkAction } from '../../renderer/src/requests/lists/use-bulk-actions.ts';
import { useRowSelection } from '../../renderer/src/requests/lists/use-row-selection.ts';
import { useShownRow } from '../../renderer/src/requests/lists/use-shown-row.ts';
import { show } from './shown.tsx';

type Card = { readonly id: number; readonly name: string };

const cards: readonly Card[] = ['Ash', 'Birch', 'Cedar', 'Elm'].map((name, at) => ({ id: at + 1, name }));

const spec: TableSpec<Card> = {
  id: 'cards',
  label: 'Cards',
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  frozen: 0,
  columns: [{ id: 'name', label: 'Name', widthPx: 100, shown: true, cell: ({ name }) => name }],
};

/** An action that waits until the test releases it; Cedar is refused. */
let release: (() => void) | null = null;
const back = vi.fn<(ids: readonly number[]) => void>();
const stamp: BulkAction<Card> = {
  doing: 'Stamping cards',
  done: (count) => `${count} stamped.`,
  undo: back,
  each: async ({ name }) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    if (name === 'Cedar') throw new Error('no');
    return null;
  },
};
const next = (): Promise<void> => act(async () => release?.());

const Page = () => {
  const [rows, setRows] = useState(cards);
  const columns = useColumns(spec);
  const selection = useRowSelection(rows, ({ name }) => (name === 'Elm' ? 'It is rotten.' : null));
  const bulk = useBulkActions<Card>(selection.choose);
  const place = useTable({ viewKey: '', total: rows.length, keeper: null, drawsAll: true });
  const shown = useShownRow(rows, place);
  return (
    <>
      <ListAndPreview
        id="cards"
        label="List of cards"
        previewLabel="Card"
        list={
          <Table
            {...{ spec, place, columns }}
            rowAt={(index) => rows[index]}
            acts={{ open: shown.open, selection }}
          />
        }
        preview={
          shown.row && (
            <Preview
              key={shown.row.id}
              title={shown.row.name}
              facts={null}
              buttons={<button type="button">Stamp it</button>}
              takesFocus={shown.takesFocus}
              back={shown.back}
            >
              Text
            </Preview>
          )
        }
      />
      <BelowList
        what="cards"
        bulk={bulk}
        selection={selection}
        verbs={[{ label: 'Stamp', why: null, run: () => bulk.take(stamp, selection.rows) }]}
      />
      <button type="button" onClick={() => setRows(rows.slice(1))}>
        Drop
      </button>
    </>
  );
};

beforeEach(() => {
  vi.useFakeTimers();
  back.mockClear();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

const row = (name: string): HTMLElement => screen.getByRole('row', { name: new RegExp(name) });
const title = (): string => screen.getByRole('heading').textContent;
const press = (key: string): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key });
const rest = (): void => act(() => void vi.advanceTimersByTime(200));
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const status = (): string =>
  screen.getByRole('region', { name: 'Last step' }).textContent.replace('Undo', '');

test('the preview follows the current row after a pause', () => {
  show(<Page />);
  expect(title()).toBe('Ash');
  act(() => row('Ash').focus());
  press('ArrowDown');
  press('ArrowDown');
  expect(title()).toBe('Ash');
  rest();
  expect(title()).toBe('Cedar');
});

test('Enter moves to the first action of the row, Escape back to the row', () => {
  show(<Page />);
  act(() => row('Ash').focus());
  press('ArrowDown');
  press('Enter');
  expect(title()).toBe('Birch');
  expect(document.activeElement).toBe(button('Stamp it'));
  press('Escape');
  expect(document.activeElement).toBe(row('Birch'));
  press('ArrowDown');
  rest();
  expect(document.activeElement).toBe(row('Cedar'));
});

test('an action in the preview returns the focus to the row, or to the next one when the row disappears', () => {
  show(<Page />);
  act(() => row('Elm').focus());
  press('Home');
  press('Enter');
  fireEvent.click(button('Stamp it'));
  expect(document.activeElement).toBe(row('Ash'));
  press('End');
  expect(document.activeElement).toBe(row('Elm'));
  fireEvent.click(button('Drop'));
  expect(document.activeElement).toBe(row('Elm'));
});

test('the shown row stays when the list above it changes; its neighbour is shown when it disappears', () => {
  show(<Page />);
  act(() => row('Ash').focus());
  fireEvent.click(button('Drop'));
  expect(title()).toBe('Birch');
});

test('many rows are processed one after the other with progress; failures are reported and stay selected', async () => {
  show(<Page />);
  for (const name of ['Ash', 'Birch', 'Cedar'])
    fireEvent.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
  fireEvent.click(button('Stamp'));
  expect(screen.getByText('Stamping cards: 0 of 3')).toBeTruthy();
  await next();
  expect(screen.getByText('Stamping cards: 1 of 3')).toBeTruthy();
  await next();
  await next();
  expect(status()).toMatch(/^2 stamped\. 1 not done: /);
  expect(screen.getByText('1 selected')).toBeTruthy();
  expect(row('Cedar').getAttribute('aria-selected')).toBe('true');
  fireEvent.click(button('Undo'));
  expect(back).toHaveBeenCalledWith([1, 2]);
});

test('a stopped run ends after the current row, and says how many are left', async () => {
  show(<Page />);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  expect(screen.getByText('3 selected')).toBeTruthy();
  fireEvent.click(button('Stamp'));
  await act(async () => {
    fireEvent.click(button('Stop'));
    await Promise.resolve();
  });
  await next();
  expect(status()).toBe('1 stamped. Stopped: 2 left unchanged.');
  expect(screen.getByText('2 selected')).toBeTruthy();
});
