import { Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type {
  RequestList,
  RequestQuery,
  RequestRow,
  RequestSort,
} from '../../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useStableRows } from '../../../components/table/use-stable-rows.ts';
import { InsteadOfTable, TableWaiting } from '../../../components/table/TableWaiting.tsx';
import type { TableSpec } from '../../../components/table/columns.ts';
import type { Columns } from '../../../components/table/use-columns.ts';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { useRequests } from '../../../requests/use-requests.ts';
import { countFilters, isNarrowed } from '../../../requests/requests.view.ts';
import { RequestTable } from './RequestTable.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

/** Explains why the list is empty. */
const Empty = () => {
  const narrowed = useRequests(({ context }) => isNarrowed(context.view));
  const searched = useRequests(({ context: { view } }) => view.words.trim() !== '');
  const filtered = useRequests(({ context: { view } }) => countFilters({ ...view, words: '' }) > 0);
  return (
    <InsteadOfTable>
      <Title order={2} size="h4">
        {narrowed ? t('No matching requests') : t('No requests yet')}
      </Title>
      {narrowed ? (
        <Text>
          {filtered && t('Remove a filter above the list, or choose All requests. ')}
          {searched &&
            t(
              'Try fewer words. The search finds the beginnings of words in requester, title, author, external identifier and barcode, and the digits at the end of an external identifier.',
            )}
        </Text>
      ) : (
        <Text>
          {tx(
            'Requests appear here once you import a file ({link} › Library file) or enter one with New request. Press F3 to search them.',
            {
              link: <a href="#/settings">{t('Settings')}</a>,
            },
          )}
        </Text>
      )}
    </InsteadOfTable>
  );
};

type ListAreaProps = {
  readonly state: AppState;
  readonly list: UseQueryResult<RequestList>;
  readonly query: RequestQuery;
  readonly sort: RequestSort;
  readonly spec: TableSpec<RequestRow>;
  readonly columns: Columns<RequestRow>;
  readonly beside: string;
};

/** The list in all of its states: loading, failed, empty, and the table. */
export const ListArea = ({ list, ...rest }: ListAreaProps) => {
  // Every change to the content or order of the list creates a new view object.
  const of = useRequests(({ context }) => context.view);
  const rows = useStableRows(list.isPlaceholderData ? null : of, list.data?.rows, rest.spec.keyOf);
  if (list.isError)
    return (
      <InsteadOfTable>
        <LoadFailed error={list.error} retry={() => void list.refetch()} />
      </InsteadOfTable>
    );
  if (!list.data) return <TableWaiting />;
  if (list.data.total === 0) return <Empty />;
  return (
    <RequestTable list={rows ? { ...list.data, rows } : list.data} stale={list.isPlaceholderData} {...rest} />
  );
};
