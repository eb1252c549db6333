import type { CSSProperties } from 'react';
import type { TableSizes } from '../density.ts';
import type { FittedColumn, TableColumn } from './columns.ts';

/** The user's column settings of a table, as serialisable values. */
export type ColumnState = {
  /** All columns, in order. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Columns that the user chose: shown even if they are empty or do not fit. */
  readonly chosen: readonly string[];
  /** Widths that the user chose, in pixels. */
  readonly widths: Readonly<Record<string, number>>;
  /** The number of leading visible columns that stay in view. */
  readonly frozen: number;
};

type Columns = readonly Pick<TableColumn<never>, 'id' | 'shown'>[];
type Fitted<K extends keyof FittedColumn<never>> = readonly Pick<FittedColumn<never>, 'id' | 'widthPx' | K>[];

/** A narrower head cannot be grabbed, and the end of a wider one is out of reach. */
const widths = { least: 48, most: 1200 } as const;

/** The column settings before any change by the user. */
export const firstState = (columns: Columns, frozen: number): ColumnState => ({
  order: columns.map(({ id }) => id),
  hidden: columns.filter(({ shown }) => !shown).map(({ id }) => id),
  chosen: [],
  widths: {},
  frozen,
});

const isIds = (kept: unknown): kept is readonly string[] =>
  Array.isArray(kept) && kept.every((id) => typeof id === 'string');

const isState = (kept: unknown): kept is ColumnState => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { order, hidden, chosen, widths: wide, frozen } = kept as Partial<Record<keyof ColumnState, unknown>>;
  return (
    isIds(order) &&
    isIds(hidden) &&
    isIds(chosen) &&
    Number.isInteger(frozen) &&
    Number(frozen) >= 0 &&
    typeof wide === 'object' &&
    wide !== null &&
    Object.values(wide).every((px) => typeof px === 'number')
  );
};

const clamped = (px: number): number => Math.round(Math.max(widths.least, Math.min(widths.most, px)));

/**
 * Restores stored settings for the columns of this version of the program: a new column is placed after its predecessor in the program's
 * own order.
 */
export const restoredState = (columns: Columns, frozen: number, kept: unknown): ColumnState => {
  const first = firstState(columns, frozen);
  if (!isState(kept)) return first;
  const order = kept.order.filter((id) => first.order.includes(id));
  first.order.forEach((id, at) => {
    if (order.includes(id)) return;
    const before = first.order[at - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
  });
  const isNew = (id: string): boolean => !kept.order.includes(id);
  const hidden = [...kept.hidden.filter((id) => order.includes(id)), ...first.hidden.filter(isNew)];
  return {
    order,
    // A table without columns offers no way to bring them back.
    hidden: hidden.length < order.length ? hidden : first.hidden,
    chosen: kept.chosen.filter((id) => order.includes(id) && !hidden.includes(id)),
    widths: Object.fromEntries(
      Object.entries(kept.widths)
        .filter(([id]) => order.includes(id))
        .map(([id, px]) => [id, clamped(px)]),
    ),
    frozen: Math.min(kept.frozen, order.length),
  };
};

/** The visible columns, in order. */
export const shownIds = ({ order, hidden }: ColumnState): readonly string[] =>
  order.filter((id) => !hidden.includes(id));

/** Returns the settings with another width for a column. @param px null: the default width */
export const withWidth = (state: ColumnState, id: string, px: number | null): ColumnState => {
  const { [id]: _, ...others } = state.widths;
  return { ...state, widths: px === null ? others : { ...others, [id]: clamped(px) } };
};

/** Returns the settings with a column moved to an index among the visible ones. */
export const withPlace = (state: ColumnState, id: string, place: number): ColumnState => {
  const others = shownIds(state).filter((each) => each !== id);
  const behind = others[Math.min(place, others.length) - 1];
  const order = state.order.filter((each) => each !== id);
  order.splice(behind === undefined ? 0 : order.indexOf(behind) + 1, 0, id);
  return { ...state, order };
};

/** Shows a hidden column, or hides a visible one, unless it is the last. */
export const withToggled = (state: ColumnState, id: string): ColumnState => {
  const { hidden } = state;
  if (hidden.includes(id)) return { ...state, hidden: hidden.filter((each) => each !== id) };
  return shownIds(state).length === 1 ? state : { ...state, hidden: [...hidden, id] };
};

/** Grid templates of the columns: the frozen ones, the rest, and their minimum total width. */
type Templates = { readonly frozen: string; readonly rest: string; readonly leastPx: number };

/**
 * Lays out the visible columns. If there is room they have their preferred widths, and growing columns share the remaining space; otherwise
 * they shrink to their minimum widths.
 * @param before the widths of the cells before all columns, in pixels
 * @param frozen the number of leading columns that stay in view: these do not grow, to leave room for the others
 * @param roomPx the width of the view without the cells before all columns
 */
export const templatesOf = (
  columns: Fitted<'grow' | 'leastPx'>,
  widths: ColumnState['widths'],
  before: readonly number[],
  frozen: number,
  roomPx: number,
): Templates => {
  const px = (each: number): string => `${each}px`;
  const sumOf = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);
  const fit = sumOf(columns.map(({ id, widthPx }) => widths[id] ?? widthPx)) <= roomPx;
  const least = columns.map(({ id, widthPx, leastPx = widthPx }) => widths[id] ?? (fit ? widthPx : leastPx));
  const tracks = columns.map(({ id, widthPx, grow }, index) => {
    const leastPx = least[index] ?? widthPx;
    const grows = widths[id] === undefined && grow !== undefined && index >= frozen;
    return grows ? `minmax(${leastPx}px, ${grow}fr)` : px(leastPx);
  });
  return {
    frozen: [...before.map(px), ...tracks.slice(0, frozen)].join(' ') || 'none',
    rest: tracks.slice(frozen).join(' ') || 'none',
    leastPx: sumOf(before) + sumOf(least),
  };
};

/**
 * Returns the columns to hide so that the others fit into a view without horizontal scrolling: first columns that are empty in all rows,
 * then as many as necessary. Columns that the user chose, and those without `givesWay`, always stay.
 * @param filled the columns with a value in some row; null if unknown
 * @param roomPx the width of the view without the cells before all columns
 */
export const columnsToHide = (
  columns: Fitted<'givesWay' | 'has'>,
  { hidden, chosen, widths }: Pick<ColumnState, 'hidden' | 'chosen' | 'widths'>,
  filled: ReadonlySet<string> | null,
  roomPx: number,
): readonly string[] => {
  const shown = columns.filter(({ id }) => !hidden.includes(id));
  const mayGo = shown.filter(({ id }) => !chosen.includes(id));
  const isEmpty = ({ id, has }: (typeof shown)[number]): boolean =>
    has !== undefined && filled !== null && !filled.has(id);
  const gone = mayGo.filter(isEmpty);
  const pxOf = ({ id, widthPx }: (typeof shown)[number]): number => widths[id] ?? widthPx;
  let neededPx = shown.reduce((sum, column) => sum + (gone.includes(column) ? 0 : pxOf(column)), 0);
  for (const column of mayGo
    .filter((each) => each.givesWay !== undefined && !gone.includes(each))
    .toSorted((one, other) => (one.givesWay ?? 0) - (other.givesWay ?? 0))) {
    if (neededPx <= roomPx) break;
    neededPx -= pxOf(column);
    gone.push(column);
  }
  return gone.length < shown.length ? gone.map(({ id }) => id) : [];
};

/** Returns how many columns can stay in view while leaving at least half of it for the others. */
export const maxFrozenColumns = (
  columns: Fitted<never>,
  { widths, frozen }: ColumnState,
  beforePx: number,
  viewPx: number,
): number => {
  let usedPx = beforePx;
  let fit = 0;
  for (const { id, widthPx } of columns.slice(0, frozen)) {
    usedPx += widths[id] ?? widthPx;
    if (usedPx > viewPx / 2) break;
    fit += 1;
  }
  return fit;
};

const variablesOf = ({ frozen, rest, leastPx }: Templates): readonly (readonly [string, string])[] => [
  ['--frozen-columns', frozen],
  ['--columns', rest],
  ['--least-width', `${leastPx}px`],
];

/** The layout of all rows as CSS variables of the scroll container: rows are not re-rendered when a width changes. */
export const layoutStyle = (templates: Templates, { headPx, rowPx }: TableSizes): CSSProperties =>
  Object.fromEntries([
    ...variablesOf(templates),
    ['--head-height', `${headPx}px`],
    ['--row-height', `${rowPx}px`],
  ]) as CSSProperties;

/** Applies the same variables immediately, while a column is being dragged. */
export const layOut = (scroller: HTMLElement | null, templates: Templates): void => {
  for (const [name, value] of variablesOf(templates)) scroller?.style.setProperty(name, value);
};
