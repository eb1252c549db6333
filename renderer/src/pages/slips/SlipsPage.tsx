import '@mantine/core/styles/CloseButton.css';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { useSlips } from '../../api/queries.ts';
import { Pages } from '../../components/Pages.tsx';
import { printAgainWords } from '../../components/SlipBadge.tsx';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { InsteadOfTable, TableWaiting } from '../../components/table/TableWaiting.tsx';
import { useColumns } from '../../components/table/use-columns.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { BelowList } from '../../requests/lists/BelowList.tsx';
import { ListPage, ListTools, ToolsEnd } from '../../requests/lists/ListAndPreview.tsx';
import { useDeeds } from '../../requests/lists/use-deeds.ts';
import { useRowSelection } from '../../requests/lists/use-row-selection.ts';
import { TableAndPreview } from '../../requests/lists/TableAndPreview.tsx';
import { LoadFailed } from '../../steps/LoadStates.tsx';
import { onePerParcel, printSlips, whyNotPrint } from './slip-deeds.ts';
import { SlipPreview } from './SlipPreview.tsx';
import { slipTable } from './slip-table.tsx';
import { t } from '../../../../shared/words/words.ts';

const limit = 50;

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
        <TableAndPreview
          id="slips"
          labels={{
            list: t('slips.listOfSlips'),
            preview: t('printing.slip'),
            noPreview: t('slips.theSlipOfTheChosenRow'),
          }}
          rows={jobs}
          spec={slipTable}
          viewKey={`${only} ${offset}`}
          {...{ columns, selection }}
          itemsOf={(job) => [
            {
              id: 'print',
              label: printAgainWords(job.state),
              why: whyNotPrint(job),
              run: () => deeds.take(printSlips, [job]),
            },
          ]}
          preview={(job, { takesFocus, back }) => (
            <SlipPreview
              key={job.id}
              {...{ job, takesFocus, back }}
              busy={deeds.busy}
              print={() => deeds.take(printSlips, [job])}
            />
          )}
        />
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
