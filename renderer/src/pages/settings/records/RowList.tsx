import { TextInput } from '@mantine/core';
import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { Pages } from '../../../components/Pages.tsx';
import { OpenButton, TextBox } from '../../../components/table/cells/Text.tsx';
import type { TableColumn, TableSpec } from '../../../components/table/columns.ts';
import { Table } from '../../../components/table/Table.tsx';
import { useColumns } from '../../../components/table/use-columns.ts';
import { useTable, type TablePlace } from '../../../components/table/use-table.ts';
import { titleWidths } from '../../../components/table/widths.ts';
import classes from './records.module.css';

/** The number of records loaded at a time. */
const limit = 50;

/** The search box of a long list: F3 focuses it, Arrow Down moves into the list. */
const SearchBox = ({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
}) => (
  <TextInput
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    maxLength={200}
    autoComplete="off"
    miw="18rem"
    onChange={({ currentTarget }) => change(currentTarget.value)}
    data-search-box
    onKeyDown={(event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      event.currentTarget.closest('section')?.querySelector<HTMLElement>('[data-pane-entry]')?.focus();
    }}
  />
);

/** A long list with search and pages: the query, and the controls above and below the list. */
export const useSearch = (label: string) => {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const find = (text: string): void => {
    setSearch(text);
    setOffset(0);
  };
  return {
    asked: { search: useDeferredValue(search), offset, limit },
    isAll: search === '',
    box: <SearchBox label={label} value={search} change={find} />,
    pagesOf: (total = 0): ReactNode => <Pages offset={offset} limit={limit} total={total} turn={setOffset} />,
  };
};

export type Row = { readonly id: number; readonly name: string; readonly editedAt?: Instant | null };

export type Column<R> = {
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  /** The default width, in pixels. */
  readonly widthPx?: number;
  /** The width that it keeps when there is little room. */
  readonly leastPx?: number;
  /** Whether a row has a value, if the column may be empty. */
  readonly has?: (row: R) => boolean;
};

/** The name column, whose buttons open the records. */
const nameColumn = <R extends Row>(open: (row: R) => void): TableColumn<R> => ({
  id: 'name',
  label: t('Name'),
  ...titleWidths,
  shown: true,
  cell: (row, { current }) => (
    <OpenButton text={row.name} current={current} mark={row.id} open={() => open(row)} />
  ),
});

/** Moves the cursor to a record, and keeps it there until the user moves it. */
const useKeysOn = <R extends Row>(id: number | null, rows: readonly R[], place: TablePlace): void => {
  const at = id === null ? -1 : rows.findIndex((row) => row.id === id);
  // The place is a new object on each render, which must not move the cursor.
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    if (at < 0) return;
    latest.current.cursor.move(at);
    latest.current.rows.showRow(at);
  }, [id, at]);
};

export type RowListProps<R> = {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  /** The record to focus, or null. */
  readonly focusId: number | null;
  /** Called when the user moves elsewhere: the list then stops setting the focus. */
  readonly moved: () => void;
  readonly open: (row: R) => void;
};

/** The list of records. */
export const RowList = <R extends Row>({ label, rows, columns, focusId, moved, open }: RowListProps<R>) => {
  const place = useTable({ viewKey: '', total: rows.length, keeper: null, drawsAll: true });
  useKeysOn(focusId, rows, place);
  const spec: TableSpec<R> = {
    id: label,
    label,
    keyOf: ({ id }) => id,
    nameOf: ({ name }) => name,
    frozen: 0,
    columns: [
      nameColumn(open),
      ...columns.map(({ head, cell, widthPx = 120, leastPx = 80, has }): TableColumn<R> => ({
        id: head,
        label: head,
        widthPx,
        leastPx,
        grow: 0.5,
        shown: true,
        ...(has && { has }),
        cell: (row, { compact }) => <TextBox compact={compact}>{cell(row)}</TextBox>,
      })),
    ],
  };
  const shown = useColumns(spec, { of: label, rows });
  return (
    <div className={classes['list']} onKeyDown={moved} onPointerDown={moved}>
      <Table
        {...{ spec, place, columns: shown }}
        rowAt={(index) => rows[index]}
        acts={{ open }}
        fills={false}
      />
    </div>
  );
};
