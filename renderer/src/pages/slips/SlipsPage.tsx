import '@mantine/core/styles/CloseButton.css';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { useSlips } from '../../api/queries.ts';
import type { PopupItem } from '../../components/PopupMenu.tsx';
import { printAgainWords } from '../../components/SlipBadge.tsx';
import { useColumns } from '../../components/table/use-columns.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { BelowList } from '../../requests/lists/BelowList.tsx';
import { ListPage } from '../../requests/lists/ListAndPreview.tsx';
import { PagedList, usePaging } from '../../requests/lists/PagedList.tsx';
import { useBulkActions } from '../../requests/lists/use-bulk-actions.ts';
import { useRowSelection } from '../../requests/lists/use-row-selection.ts';
import { TableAndPreview } from '../../requests/lists/TableAndPreview.tsx';
import { onePerParcel, printSlips, whyNotPrint } from './slip-bulk-actions.ts';
import { SlipPreview } from './SlipPreview.tsx';
import { slipTable } from './slip-table.tsx';
import { t } from '../../../../shared/words/words.ts';

const labels = {
  list: t('Slip list'),
  preview: t('Slip'),
  noPreview: t('Choose a row to see its slip here.'),
};

const emptyWords = {
  unprinted: t('Every slip was printed or saved as PDF. Slips that fail appear here with the reason.'),
  all: t('No slips yet. Slips for items received with “Automatically print slip” appear here.'),
} as const;

const whyBusy = (isBusy: boolean): string | null => (isBusy ? t('Busy, please wait.') : null);

const printItem = (job: PrintJobView, run: () => void): PopupItem => ({
  id: 'print',
  label: printAgainWords(job.state),
  why: whyNotPrint(job),
  run,
});

/** All requested slips, their state, and a preview. */
export const SlipsPage = () => {
  const [only, setOnly] = useState<'all' | 'unprinted'>('all');
  const paging = usePaging(50);
  const { offset, limit } = paging;
  const slips = useSlips(only, { offset, limit });
  paging.stayWithin(slips.data?.total);
  const viewKey = `${only} ${offset}`;
  const columns = useColumns(slipTable, { of: viewKey, rows: slips.data?.rows });
  const rows = slips.data?.rows ?? [];
  const selection = useRowSelection(rows, whyNotPrint);
  const bulk = useBulkActions<PrintJobView>(selection.choose);
  const print = (job: PrintJobView): void => bulk.take(printSlips, [job]);
  const printAll = (): void => bulk.take(printSlips, onePerParcel(selection.rows));
  const show = (next: typeof only): void => {
    setOnly(next);
    paging.turn(0);
  };
  return (
    <ListPage>
      <PagedList
        {...{ paging, columns }}
        list={slips}
        tools={
          <Checkbox
            label={t('Unprinted slips only')}
            checked={only === 'unprinted'}
            onChange={({ currentTarget }) => show(currentTarget.checked ? 'unprinted' : 'all')}
          />
        }
        exports={<ExportButton label={t('Slips')} of={{ list: 'slips', only }} />}
        empty={emptyWords[only]}
      >
        <TableAndPreview
          id="slips"
          labels={labels}
          spec={slipTable}
          {...{ viewKey, rows, columns, selection }}
          itemsOf={(job) => [printItem(job, () => print(job))]}
          preview={(job, { takesFocus, back }) => (
            <SlipPreview
              key={job.id}
              {...{ job, takesFocus, back }}
              busy={bulk.busy}
              print={() => print(job)}
            />
          )}
        />
      </PagedList>
      <BelowList
        what="slips"
        {...{ bulk, selection }}
        verbs={[{ label: t('Print'), why: whyBusy(bulk.busy), run: printAll }]}
      />
    </ListPage>
  );
};
