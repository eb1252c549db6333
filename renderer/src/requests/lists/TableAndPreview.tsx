import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PopupItem, PopupPlace } from '../../components/PopupMenu.tsx';
import { PopupMenu } from '../../components/PopupMenu.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { Table } from '../../components/table/Table.tsx';
import type { Columns } from '../../components/table/use-columns.ts';
import { useTable } from '../../components/table/use-table.ts';
import { t } from '../../../../shared/words/words.ts';
import { ListAndPreview } from './ListAndPreview.tsx';
import { NoPreview } from './Preview.tsx';
import type { RowSelection } from './use-row-selection.ts';
import { useShownRow } from './use-shown-row.ts';

type TableAndPreviewProps<R> = {
  /** The key for storing the chosen width. */
  readonly id: string;
  readonly labels: { readonly list: string; readonly preview: string; readonly noPreview: string };
  readonly rows: readonly R[];
  readonly spec: TableSpec<R>;
  /** Identifies the list. */
  readonly viewKey: string;
  readonly columns: Columns<R>;
  readonly selection: RowSelection<R>;
  readonly itemsOf: (row: R) => readonly PopupItem[];
  /** @param shown whether a key opened it, and the function that returns to its row */
  readonly preview: (row: R, shown: { readonly takesFocus: boolean; readonly back: () => void }) => ReactNode;
};

/** A page of rows as a table, with a preview of the current row beside it, and the actions for a row in its menu. */
export const TableAndPreview = <R extends { readonly id: number }>({
  id,
  labels,
  rows,
  spec,
  viewKey,
  columns,
  selection,
  itemsOf,
  preview,
}: TableAndPreviewProps<R>) => {
  const place = useTable({ viewKey, total: rows.length, keeper: null });
  const shown = useShownRow(rows, place);
  const [menu, setMenu] = useState<{ readonly row: R; readonly place: PopupPlace } | null>(null);
  const { row } = shown;
  return (
    <ListAndPreview
      id={id}
      label={labels.list}
      previewLabel={labels.preview}
      list={
        <Table
          {...{ place, columns, spec }}
          rowAt={(index) => rows[index]}
          openKey={row?.id ?? null}
          menuKey={menu?.row.id ?? null}
          acts={{
            open: shown.open,
            openMenu: (picked, at) => setMenu({ row: picked, place: at }),
            selection,
          }}
        />
      }
      preview={
        <>
          {row ? preview(row, shown) : <NoPreview>{labels.noPreview}</NoPreview>}
          {menu && (
            <PopupMenu
              label={t('Actions for {name}', { name: spec.nameOf(menu.row) })}
              place={menu.place}
              items={itemsOf(menu.row)}
              close={(giveFocusBack) => {
                setMenu(null);
                if (giveFocusBack) shown.back();
              }}
            />
          )}
        </>
      }
    />
  );
};
