import { useCallback, useMemo, useState } from 'react';
import { useDensity } from '../density.ts';
import { viewStorage } from '../view-storage.ts';
import type { ColumnState } from './column-state.ts';
import { firstState, columnsToHide, restoredState, shownIds } from './column-state.ts';
import type { FittedColumn, TableSpec } from './columns.ts';
import { fittedColumns } from './widths.ts';

const { keep, restoreKept } = viewStorage('table.');

const isAnything = (kept: unknown): kept is unknown => kept !== null;

/** The columns of a table with the user's settings, without those that are empty or do not fit. */
export type Columns<R> = {
  readonly all: readonly FittedColumn<R>[];
  /** The rendered columns, in order. The array keeps its identity until a column appears, disappears or moves. */
  readonly shown: readonly FittedColumn<R>[];
  /** The columns that the user has not hidden, rendered or not, in order. */
  readonly wanted: readonly string[];
  /** Columns that do not fit count as hidden. */
  readonly state: ColumnState;
  /** Changes the settings and stores them. */
  readonly change: (next: ColumnState) => void;
  /** Restores the default settings. */
  readonly reset: () => void;
  /** The available width, in pixels, as measured by the table. */
  readonly roomPx: number;
  readonly measured: (roomPx: number) => void;
  /** Columns that are not rendered because they are empty. */
  readonly empty: readonly FittedColumn<R>[];
  /** Reports columns that are no longer empty after further rows were loaded. */
  readonly found: (ids: readonly string[]) => void;
};

/** The content of a table: the rows loaded so far, and the list that they belong to. */
type Contents<R> = {
  readonly of: string;
  readonly rows: readonly R[] | undefined;
  /** A column whose value is currently shown elsewhere: it is hidden, unless the user chose it. */
  readonly elsewhere?: string | null;
};

const idsIn = (ids: string): readonly string[] => (ids === '' ? [] : ids.split(','));

/**
 * Tracks the columns that have values. A visible column stays while the same list is shown, so that no step makes it disappear.
 * @returns null until rows are loaded
 */
const useFilled = <R>(
  columns: readonly FittedColumn<R>[],
  { of, rows }: Contents<R>,
): readonly [filled: ReadonlySet<string> | null, found: (ids: readonly string[]) => void] => {
  const [known, setKnown] = useState({ of, ids: '', isRead: false });
  const before = known.of === of ? known : { of, ids: '', isRead: false };
  const ids = columns.flatMap(({ id, has }) =>
    has && (idsIn(before.ids).includes(id) || rows?.some(has)) ? [id] : [],
  );
  const isRead = before.isRead || (rows !== undefined && rows.length > 0);
  const now = { of, ids: ids.join(), isRead };
  if (now.of !== known.of || now.ids !== known.ids || isRead !== known.isRead) setKnown(now);
  const filled = useMemo(() => new Set(idsIn(now.ids)), [now.ids]);
  return [
    isRead ? filled : null,
    (more) =>
      setKnown((latest) => ({ ...latest, ids: [...new Set([...idsIn(latest.ids), ...more])].join() })),
  ];
};

/** The last available width of each table, used as the initial value: it rarely changes. */
const lastRoomPx = new Map<string, number>();

const nothing: Contents<never> = { of: '', rows: undefined };

/** Merges a change by the user into the stored settings: in the user's view, columns that do not fit count as hidden. */
const withChange = (kept: ColumnState, drawn: ColumnState, next: ColumnState): ColumnState => {
  const isNew = (id: string): boolean => drawn.hidden.includes(id) && !next.hidden.includes(id);
  const asked = next.order.filter(isNew);
  const gaveWay = drawn.hidden.filter((id) => !kept.hidden.includes(id));
  return {
    ...next,
    hidden: next.hidden.filter((id) => !gaveWay.includes(id)),
    chosen: [...kept.chosen.filter((id) => !next.hidden.includes(id)), ...asked],
  };
};

/**
 * Stores the user's column settings of each table, on this workstation, by the table's name.
 * @param contents determines the empty columns; absent if no column can be empty
 */
export const useColumns = <R>(spec: TableSpec<R>, contents: Contents<R> = nothing): Columns<R> => {
  const { id, frozen } = spec;
  const all = fittedColumns(spec.columns, useDensity());
  const [changed, setChanged] = useState<Readonly<Record<string, ColumnState>>>({});
  const restored = useMemo(
    () => restoredState(all, frozen, restoreKept<unknown>(id, isAnything, null)),
    [all, frozen, id],
  );
  const kept = changed[id] ?? restored;
  const [filled, found] = useFilled(all, contents);
  const page = id.split('.')[0] ?? id;
  const [roomPx, setRoomPx] = useState(lastRoomPx.get(page) ?? Infinity);
  const measured = useCallback(
    (px: number): void => {
      lastRoomPx.set(page, px);
      setRoomPx(px);
    },
    [page],
  );
  const { elsewhere = null } = contents;
  const isElsewhere = (each: string): boolean =>
    each === elsewhere && !kept.chosen.includes(each) && !kept.hidden.includes(each);
  const others = all.filter((column) => !isElsewhere(column.id));
  const gone = [
    ...columnsToHide(others, kept, filled, roomPx),
    ...all.map((column) => column.id).filter(isElsewhere),
  ];
  const state = gone.length === 0 ? kept : { ...kept, hidden: [...kept.hidden, ...gone] };
  const ids = shownIds(state).join();
  const shown = useMemo(
    () => idsIn(ids).flatMap((each) => all.find((column) => column.id === each) ?? []),
    [all, ids],
  );
  const set = (next: ColumnState): void => {
    keep(id, next);
    setChanged({ ...changed, [id]: next });
  };
  return {
    all,
    shown,
    wanted: shownIds(kept),
    state,
    change: (next) => set(withChange(kept, state, next)),
    reset: () => set(firstState(all, frozen)),
    roomPx,
    measured,
    empty: filled === null ? [] : all.filter(({ id: each, has }) => has && !filled.has(each)),
    found,
  };
};
