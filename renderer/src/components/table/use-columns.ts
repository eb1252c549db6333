import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { tableSizes, useIsTouch } from '../density.ts';
import { keptUnder } from '../kept.ts';
import type { TableColumn, TableSpec } from './columns.ts';
import type { ColumnState } from './column-state.ts';
import { firstState, frozenThatFit, givenWay, restoredState, shownIds } from './column-state.ts';

const { keep, restoreKept } = keptUnder('table.');

const isAnything = (kept: unknown): kept is unknown => kept !== null;

/** The columns of a table as a person has set them up. */
export type Columns<R> = {
  readonly all: readonly TableColumn<R>[];
  /** Those that are shown, in their order: the same list as long as none comes, goes or moves. */
  readonly shown: readonly TableColumn<R>[];
  readonly state: ColumnState;
  /** Changes and keeps them. */
  readonly change: (next: ColumnState) => void;
  /** As they were before anybody changed them. */
  readonly reset: () => void;
};

/** What opens beside a table and takes room from it. */
export type Beside = {
  readonly isOpen: boolean;
  /** The part of the page that holds the table. */
  readonly area: RefObject<HTMLElement | null>;
};

/** Its edges, and the bar by which it is scrolled, as long as no rows are drawn. */
const edgesPx = 17;

const roomIn = (area: HTMLElement): number =>
  area.querySelector('[role=grid]')?.parentElement?.clientWidth ?? area.clientWidth - edgesPx;

/** Which columns give way to what has opened beside the table. */
const useGivenWay = <R>(
  { columns }: TableSpec<R>,
  state: ColumnState,
  { isOpen, area }: Beside,
): readonly string[] => {
  const [ids, setIds] = useState('');
  const beforePx = 2 * tableSizes[useIsTouch() ? 'touch' : 'comfortable'].controlPx;
  useLayoutEffect(() => {
    const element = area.current;
    if (!isOpen || !element) return undefined;
    const look = (): void => {
      // As long as nothing has a size yet, all fit.
      if (element.clientWidth > 0) setIds(givenWay(columns, state, beforePx, roomIn(element)).join());
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [area, isOpen, columns, state, beforePx]);
  return !isOpen || ids === '' ? [] : ids.split(',');
};

const nothing: Beside = { isOpen: false, area: { current: null } };

/**
 * Keeps how a person has set up the columns of a table, on this workstation.
 * @param beside what opens beside it: the columns that give way to it come back by themselves, and are not kept as hidden
 */
export const useColumns = <R>(spec: TableSpec<R>, beside: Beside = nothing): Columns<R> => {
  const { id, columns, frozen } = spec;
  const [chosen, setChosen] = useState(() =>
    restoredState(columns, frozen, restoreKept<unknown>(id, isAnything, null)),
  );
  // Who asks for a column that gave way has it, and scrolls.
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const gone = useGivenWay(spec, chosen, beside).filter(
    (each) => !wanted.includes(each) && !chosen.hidden.includes(each),
  );
  const state = gone.length === 0 ? chosen : { ...chosen, hidden: [...chosen.hidden, ...gone] };
  const ids = shownIds(state).join();
  const shown = useMemo(
    () => ids.split(',').flatMap((each) => columns.find((column) => column.id === each) ?? []),
    [columns, ids],
  );
  const change = (next: ColumnState): void => {
    const kept = { ...next, hidden: next.hidden.filter((each) => !gone.includes(each)) };
    setWanted([...wanted, ...gone.filter((each) => !next.hidden.includes(each))]);
    keep(id, kept);
    setChosen(kept);
  };
  const reset = (): void => {
    const first = firstState(columns, frozen);
    setWanted([]);
    keep(id, first);
    setChosen(first);
  };
  return { all: columns, shown, state, change, reset };
};

/** So finely the width of the view is told: the table is not drawn anew for every pixel of a dragged pane. */
const stepPx = 40;

/**
 * How many columns stay in sight: as many as were asked for, as long as half of the view is left for the others; and
 * whether there are more than the view holds.
 */
export const useFrozen = <R>(
  scroller: RefObject<HTMLDivElement | null>,
  columns: Columns<R>,
  beforePx: number,
): { readonly frozen: number; readonly isWide: boolean } => {
  const [viewPx, setViewPx] = useState(Infinity);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // As long as nothing has a size yet, all fit.
    const look = (): void => setViewPx(Math.floor(element.clientWidth / stepPx) * stepPx || Infinity);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const { shown, state } = columns;
  const leastPx = shown.reduce((sum, { id, widthPx }) => sum + (state.widths[id] ?? widthPx), beforePx);
  return { frozen: frozenThatFit(shown, state, beforePx, viewPx), isWide: leastPx > viewPx };
};
