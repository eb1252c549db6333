import { expect, test } from 'vitest';
import {
  firstState,
  maxFrozenColumns,
  restoredState,
  shownIds,
  templatesOf,
  withPlace,
  withToggled,
  withWidth,
} from '../../../../renderer/src/components/table/column-state.ts';

const columns = [
  { id: 'code', shown: true, widthPx: 140 },
  { id: 'title', shown: true, widthPx: 150, grow: 2 },
  { id: 'due', shown: true, widthPx: 100 },
  { id: 'changed', shown: false, widthPx: 100 },
];
const first = firstState(columns, 1);

test("by default the columns are in the program's own order", () => {
  expect(shownIds(first)).toEqual(['code', 'title', 'due']);
  expect(restoredState(columns, 1, null)).toEqual(first);
});

test('stored settings are restored', () => {
  const changed = withWidth(withPlace(withToggled(first, 'due'), 'title', 0), 'code', 200);
  expect(restoredState(columns, 1, JSON.parse(JSON.stringify(changed)))).toEqual(changed);
});

test.each([
  ['empty', undefined],
  ['a text', 'code'],
  ['an order that is none', { ...first, order: 'code' }],
  ['a width that is none', { ...first, widths: { code: 'wide' } }],
  ['fewer than no frozen columns', { ...first, frozen: -1 }],
  ['columns that nobody asked for', { ...first, chosen: undefined }],
])('%s as stored settings is ignored', (_, kept) => {
  expect(restoredState(columns, 1, kept)).toEqual(first);
});

test('a column that the program no longer has is left out, and a new one is placed after its predecessor', () => {
  const kept = {
    order: ['due', 'gone', 'code'],
    hidden: ['gone'],
    chosen: ['gone', 'due'],
    widths: { gone: 90, due: 9000 },
    frozen: 2,
  };
  const restored = restoredState(columns, 1, kept);
  expect(restored.order).toEqual(['due', 'changed', 'code', 'title']);
  expect(shownIds(restored)).toEqual(['due', 'code', 'title']);
  expect(restored.widths).toEqual({ due: 1200 });
  expect(restored.chosen).toEqual(['due']);
});

test('a table whose columns were all hidden shows the default columns', () => {
  const kept = { ...first, hidden: first.order };
  expect(shownIds(restoredState(columns, 1, kept))).toEqual(['code', 'title', 'due']);
});

test.each([
  ['code', 0, ['code', 'title', 'due']],
  ['code', 1, ['title', 'code', 'due']],
  ['code', 2, ['title', 'due', 'code']],
  ['due', 0, ['due', 'code', 'title']],
  ['due', -3, ['due', 'code', 'title']],
  ['title', 9, ['code', 'due', 'title']],
])('%s moved to place %i', (id, place, expected) => {
  expect(shownIds(withPlace(first, id, place))).toEqual(expected);
});

test('a hidden column keeps its place while others are moved around it', () => {
  const state = withToggled(withPlace(first, 'code', 2), 'changed');
  expect(shownIds(state)).toEqual(['title', 'due', 'code', 'changed']);
});

test('the last visible column cannot be hidden', () => {
  const one = withToggled(withToggled(first, 'title'), 'due');
  expect(shownIds(withToggled(one, 'code'))).toEqual(['code']);
});

test('a width has limits, and can be reset to the default', () => {
  expect(withWidth(first, 'code', 3).widths).toEqual({ code: 48 });
  expect(withWidth(first, 'code', 5000.4).widths).toEqual({ code: 1200 });
  expect(withWidth(withWidth(first, 'code', 300), 'code', null)).toEqual(first);
});

test('a growing column has a fixed width once the user chose one, and frozen columns never grow', () => {
  const shown = columns.slice(0, 3);
  expect(templatesOf(shown, {}, [28, 28], 1, 1000)).toEqual({
    frozen: '28px 28px 140px',
    rest: 'minmax(150px, 2fr) 100px',
    leastPx: 446,
  });
  expect(templatesOf(shown, { title: 300 }, [], 0, 1000)).toEqual({
    frozen: 'none',
    rest: '140px 300px 100px',
    leastPx: 540,
  });
  expect(templatesOf(shown, {}, [28], 2, 1000).frozen).toBe('28px 140px 150px');
});

test('if there is no room a column shrinks to its minimum width', () => {
  const shown = columns
    .slice(0, 3)
    .map((column) => (column.id === 'title' ? { ...column, leastPx: 90 } : column));
  expect(templatesOf(shown, {}, [], 0, 390)).toMatchObject({
    rest: '140px minmax(150px, 2fr) 100px',
    leastPx: 390,
  });
  expect(templatesOf(shown, {}, [], 0, 389)).toMatchObject({
    rest: '140px minmax(90px, 2fr) 100px',
    leastPx: 330,
  });
});

test('frozen columns leave at least half of the view to the others', () => {
  const state = { ...first, frozen: 2 };
  const shown = columns.slice(0, 3);
  expect(maxFrozenColumns(shown, state, 56, 1000)).toBe(2);
  expect(maxFrozenColumns(shown, state, 56, 500)).toBe(1);
  expect(maxFrozenColumns(shown, state, 56, 300)).toBe(0);
  expect(maxFrozenColumns(shown, withWidth(state, 'code', 600), 56, 1000)).toBe(0);
});
