import type { CSSProperties } from 'react';
import type { TableSizes } from '../density.ts';
import type { FittedColumn, TableColumn } from './columns.ts';

/** How a person has set up the columns of a table: as values, so that it can be kept. */
export type ColumnState = {
  /** Every column, in the order in which they stand. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Those that a person asked for: they are shown although they are empty, and although there is no room. */
  readonly chosen: readonly string[];
  /** Widths that a person chose, in pixels. */
  readonly widths: Readonly<Record<string, number>>;
  /** So many of the first columns that are shown stay in sight. */
  readonly frozen: number;
};

type Columns = readonly Pick<TableColumn<never>, 'id' | 'shown'>[];
type Fitted<K extends keyof FittedColumn<never>> = readonly Pick<FittedColumn<never>, 'id' | 'widthPx' | K>[];

/** Narrower than that a head cannot be grasped any more, wider than that nobody finds its end. */
const widths = { least: 48, most: 1200 } as const;

/** The columns before anybody has changed them. */
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
 * What was kept, as far as this version of the program has such columns: a new one stands behind the one that it follows
 * in the program's own order.
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
    // A table without any column could not be mended by hand.
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

/** The columns that are shown, in their order. */
export const shownIds = ({ order, hidden }: ColumnState): readonly string[] =>
  order.filter((id) => !hidden.includes(id));

/** A column made as wide as that. @param px null: as wide as the program makes it */
export const withWidth = (state: ColumnState, id: string, px: number | null): ColumnState => {
  const { [id]: _, ...others } = state.widths;
  return { ...state, widths: px === null ? others : { ...others, [id]: clamped(px) } };
};

/** A column moved to a place among those that are shown. */
export const withPlace = (state: ColumnState, id: string, place: number): ColumnState => {
  const others = shownIds(state).filter((each) => each !== id);
  const behind = others[Math.min(place, others.length) - 1];
  const order = state.order.filter((each) => each !== id);
  order.splice(behind === undefined ? 0 : order.indexOf(behind) + 1, 0, id);
  return { ...state, order };
};

/** A column shown, or hidden where it was shown; the last one stays. */
export const withToggled = (state: ColumnState, id: string): ColumnState => {
  const { hidden } = state;
  if (hidden.includes(id)) return { ...state, hidden: hidden.filter((each) => each !== id) };
  return shownIds(state).length === 1 ? state : { ...state, hidden: [...hidden, id] };
};

/** The columns as the grid takes them: those that stay in sight, the others, and how wide all are at least. */
export type Templates = { readonly frozen: string; readonly rest: string; readonly leastPx: number };

/**
 * Lays out the columns that are shown. Where they have room they are as wide as they are to be, and those that grow take what is left;
 * where they have not, they are as narrow as each may become.
 * @param before widths of what stands before all columns, in pixels
 * @param frozen how many of the first columns stay in sight: those do not grow, so that the others have the room
 * @param roomPx the view without what stands before all columns
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
 * The columns that give way so that the others stand in a view without being scrolled sideways: those of which no row has anything,
 * then as many as there must. What a person asked for stays, and what never gives way, whether there is room or not.
 * @param filled what the rows have something in; null where nobody has looked
 * @param roomPx the view without what stands before all columns
 */
export const givenWay = (
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

/** How many columns may stay in sight so that at least half of the view is left for the others. */
export const frozenThatFit = (
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

/** The layout of all rows, as the style sheet takes it from their scroller: rows are not drawn anew for another width. */
export const layoutStyle = (templates: Templates, { headPx, rowPx }: TableSizes): CSSProperties =>
  Object.fromEntries([
    ...variablesOf(templates),
    ['--head-height', `${headPx}px`],
    ['--row-height', `${rowPx}px`],
  ]) as CSSProperties;

/** The same at once, while a column is being dragged. */
export const layOut = (scroller: HTMLElement | null, templates: Templates): void => {
  for (const [name, value] of variablesOf(templates)) scroller?.style.setProperty(name, value);
};
