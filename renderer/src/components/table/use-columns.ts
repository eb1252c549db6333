import { useCallback, useMemo, useState } from 'react';
import { useDensity } from '../density.ts';
import { keptUnder } from '../kept.ts';
import type { ColumnState } from './column-state.ts';
import { firstState, givenWay, restoredState, shownIds } from './column-state.ts';
import type { FittedColumn, TableSpec } from './columns.ts';
import { fittedColumns } from './widths.ts';

const { keep, restoreKept } = keptUnder('table.');

const isAnything = (kept: unknown): kept is unknown => kept !== null;

/** The columns of a table as a person has set them up, as far as there is something in them and room for them. */
export type Columns<R> = {
  readonly all: readonly FittedColumn<R>[];
  /** Those that are drawn, in their order: the same list as long as none comes, goes or moves. */
  readonly shown: readonly FittedColumn<R>[];
  /** Those that a person has not hidden, drawn or not, in their order. */
  readonly wanted: readonly string[];
  /** What gives way counts as hidden. */
  readonly state: ColumnState;
  /** Changes and keeps them. */
  readonly change: (next: ColumnState) => void;
  /** As they were before anybody changed them. */
  readonly reset: () => void;
  /** How much room they have, in pixels. The table measures it. */
  readonly roomPx: number;
  readonly measured: (roomPx: number) => void;
  /** Those that are not drawn because nothing stands in them. */
  readonly empty: readonly FittedColumn<R>[];
  /** Rows that were read later have something in these. */
  readonly found: (ids: readonly string[]) => void;
};

/** What stands in a table: as far as it has been read, and of which list that is. */
export type Contents<R> = {
  readonly of: string;
  readonly rows: readonly R[] | undefined;
  /** A column that something else shows now: it is not drawn, unless a person asked for it. */
  readonly elsewhere?: string | null;
};

const idsIn = (ids: string): readonly string[] => (ids === '' ? [] : ids.split(','));

/**
 * The columns in which something stands. A column that is there stays as long as the same list is shown: none goes because of a step.
 * @returns null as long as nothing has been read
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

/** The room that the tables of a page had last, by which they begin the next time: seldom is it another. */
const lastRoomPx = new Map<string, number>();

const nothing: Contents<never> = { of: '', rows: undefined };

/** What a person has set up, with a change as they see it: what gave way counts as hidden there. */
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
 * Keeps how a person has set up the columns of a table, on this workstation: each table by its name.
 * @param contents by which empty columns are told; left out where no column can be empty
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
    ...givenWay(others, kept, filled, roomPx),
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
