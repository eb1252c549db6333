import '@mantine/core/styles/CloseButton.css';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { useIsCompact, useSlips } from '../../api/queries.ts';
import { Pages } from '../../components/Pages.tsx';
import { PopupMenu, type PopupPlace } from '../../components/PopupMenu.tsx';
import { printAgainWords } from '../../components/SlipBadge.tsx';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { Table } from '../../components/table/Table.tsx';
import { InsteadOfTable, TableWaiting } from '../../components/table/TableWaiting.tsx';
import { useColumns, type Columns } from '../../components/table/use-columns.ts';
import { useTable } from '../../components/table/use-table.ts';
import { ExportButton } from '../../shell/files/ExportButton.tsx';
import { BelowList } from '../../shell/lists/BelowList.tsx';
import { ListAndPreview, ListPage, ListTools, ToolsEnd } from '../../shell/lists/ListAndPreview.tsx';
import { NoPreview } from '../../shell/lists/Preview.tsx';
import { useDeeds, type Deeds } from '../../shell/lists/use-deeds.ts';
import { useRowSelection, type RowSelection } from '../../shell/lists/use-row-selection.ts';
import { useShownRow } from '../../shell/lists/use-shown-row.ts';
import { LoadFailed } from '../../shell/notices/LoadStates.tsx';
import { onePerParcel, printSlips, whyNotPrint } from './slip-deeds.ts';
import { SlipPreview } from './SlipPreview.tsx';
import { slipTable } from './slip-table.tsx';
import { t } from '../../../../shared/words/words.ts';

const limit = 50;

type ListProps = {
  readonly jobs: readonly PrintJobView[];
  readonly viewKey: string;
  readonly columns: Columns<PrintJobView>;
  readonly selection: RowSelection<PrintJobView>;
  readonly deeds: Deeds<PrintJobView>;
};

/** The list with the slip of the current row beside it. */
const SlipList = ({ jobs, viewKey, columns, selection, deeds }: ListProps) => {
  const place = useTable({ viewKey, total: jobs.length, compact: useIsCompact(), keeper: null });
  const shown = useShownRow(jobs, place);
  const [menu, setMenu] = useState<{ readonly job: PrintJobView; readonly place: PopupPlace } | null>(null);
  const { row } = shown;
  return (
    <ListAndPreview
      id="slips"
      label={t('slips.listOfSlips')}
      previewLabel="Slip"
      list={
        <Table
          {...{ place, columns }}
          spec={slipTable}
          rowAt={(index) => jobs[index]}
          openKey={row?.id ?? null}
          menuKey={menu?.job.id ?? null}
          acts={{
            open: shown.open,
            openMenu: (job, at) => setMenu({ job, place: at }),
            selection,
          }}
        />
      }
      preview={
        <>
          {row ? (
            <SlipPreview
              key={row.id}
              job={row}
              busy={deeds.busy}
              takesFocus={shown.takesFocus}
              print={() => deeds.take(printSlips, [row])}
              back={shown.back}
            />
          ) : (
            <NoPreview>{t('slips.theSlipOfTheChosenRow')}</NoPreview>
          )}
          {menu && (
            <PopupMenu
              label={t('table.actionsFor', { name: slipTable.nameOf(menu.job) })}
              place={menu.place}
              items={[
                {
                  id: 'print',
                  label: printAgainWords(menu.job.state),
                  why: whyNotPrint(menu.job),
                  run: () => deeds.take(printSlips, [menu.job]),
                },
              ]}
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

const emptyWords = {
  unprinted: t('slips.everySlipIsPrintedOneThat'),
  all: t('slips.noSlipsYetEachItemThat'),
} as const;

/** Every slip that was asked for, what became of it, and how it looks on paper. */
export const SlipsPage = () => {
  const [only, setOnly] = useState<'all' | 'unprinted'>('all');
  const [offset, setOffset] = useState(0);
  const slips = useSlips(only, { offset, limit });
  const columns = useColumns(slipTable);
  const jobs = slips.data?.rows ?? [];
  const total = slips.data?.total ?? 0;
  const selection = useRowSelection(jobs, whyNotPrint);
  const deeds = useDeeds<PrintJobView>(selection.choose);
  return (
    <ListPage>
      <ListTools>
        <Checkbox
          label={t('slips.onlySlipsThatAreNotPrinted')}
          checked={only === 'unprinted'}
          onChange={({ currentTarget }) => {
            setOnly(currentTarget.checked ? 'unprinted' : 'all');
            setOffset(0);
          }}
        />
        <ToolsEnd>
          <Pages mt={0} offset={offset} limit={limit} total={total} turn={setOffset} />
          <ExportButton label={t('common.slips')} of={{ list: 'slips', only }} />
          <ColumnChoice columns={columns} />
        </ToolsEnd>
      </ListTools>
      {slips.isError ? (
        <InsteadOfTable>
          <LoadFailed error={slips.error} retry={() => void slips.refetch()} />
        </InsteadOfTable>
      ) : !slips.data ? (
        <TableWaiting rows={8} />
      ) : total === 0 ? (
        <InsteadOfTable>{emptyWords[only]}</InsteadOfTable>
      ) : (
        <SlipList jobs={jobs} viewKey={`${only} ${offset}`} {...{ columns, selection, deeds }} />
      )}
      <BelowList
        what="slips"
        deeds={deeds}
        selection={selection}
        verbs={[
          {
            label: t('common.print'),
            why: deeds.busy ? t('common.somethingElseIsBeingDone') : null,
            run: () => deeds.take(printSlips, onePerParcel(selection.rows)),
          },
        ]}
      />
    </ListPage>
  );
};
