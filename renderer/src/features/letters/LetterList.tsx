import { useState } from 'react';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { useIsCompact } from '../../api/queries.ts';
import { PopupMenu, type PopupPlace } from '../../components/PopupMenu.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { Table } from '../../components/table/Table.tsx';
import type { Columns } from '../../components/table/use-columns.ts';
import { useTable } from '../../components/table/use-table.ts';
import { ListAndPreview } from '../../shell/lists/ListAndPreview.tsx';
import { NoPreview } from '../../shell/lists/Preview.tsx';
import type { RowSelection } from '../../shell/lists/use-row-selection.ts';
import { useShownRow } from '../../shell/lists/use-shown-row.ts';
import type { LetterAct } from './letter-acts.ts';
import { LetterPreview } from './LetterPreview.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The list of letters with the letter of the current row beside it. */
export const LetterList = ({
  rows,
  spec,
  viewKey,
  columns,
  selection,
  actsOf,
  refusalOf,
}: {
  readonly rows: readonly LetterRow[];
  readonly spec: TableSpec<LetterRow>;
  /** Stands for what is listed. */
  readonly viewKey: string;
  readonly columns: Columns<LetterRow>;
  readonly selection: RowSelection<LetterRow>;
  readonly actsOf: (row: LetterRow) => readonly LetterAct[];
  readonly refusalOf: (row: LetterRow) => string | null;
}) => {
  const place = useTable({ viewKey, total: rows.length, compact: useIsCompact(), keeper: null });
  const shown = useShownRow(rows, place);
  const [menu, setMenu] = useState<{ readonly row: LetterRow; readonly place: PopupPlace } | null>(null);
  const { row } = shown;
  return (
    <ListAndPreview
      id="letters"
      label={t('letters.listOfLetters')}
      previewLabel="Letter"
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
          {row ? (
            <LetterPreview
              key={row.id}
              row={row}
              acts={actsOf(row)}
              refusal={refusalOf(row)}
              takesFocus={shown.takesFocus}
              back={shown.back}
            />
          ) : (
            <NoPreview>{t('letters.theLetterOfTheChosenRow')}</NoPreview>
          )}
          {menu && (
            <PopupMenu
              label={t('table.actionsFor', { name: spec.nameOf(menu.row) })}
              place={menu.place}
              items={actsOf(menu.row)}
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
