import { Skeleton, Stack, Text, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { RequestList, RequestQuery, RequestSort } from '../../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useLate } from '../../../components/late.ts';
import { LoadFailed } from '../../../shell/notices/LoadStates.tsx';
import { useRequests } from '../../../shell/requests/use-requests.ts';
import { countFilters, isNarrowed } from '../../../shell/requests/requests.view.ts';
import type { Column } from './columns.tsx';
import classes from './RequestTable.module.css';
import { RequestTable } from './RequestTable.tsx';

/** Grey rows where requests will be; nothing at all while it is quick. */
const WaitingRows = () => {
  const late = useLate(true);
  return (
    <div className={classes['scroller']} role="status" aria-label="Loading" aria-busy="true">
      {late && (
        <Stack gap="sm" p="sm">
          {Array.from({ length: 14 }, (_, row) => (
            <Skeleton key={row} height={28} animate={false} />
          ))}
        </Stack>
      )}
    </div>
  );
};

/** What an empty list teaches. */
const Empty = () => {
  const narrowed = useRequests(({ context }) => isNarrowed(context.view));
  const searched = useRequests(({ context: { view } }) => view.words.trim() !== '');
  const filtered = useRequests(({ context: { view } }) => countFilters({ ...view, words: '' }) > 0);
  return (
    <div className={classes['empty']}>
      <Title order={2} size="h4">
        {narrowed ? 'No request fits' : 'No requests yet'}
      </Title>
      {narrowed ? (
        <Text>
          {filtered && 'Take a filter off above the list, or choose All requests. '}
          {searched &&
            'Write fewer words, or only their beginnings: the search looks at requester, title, author, external identifier and barcode.'}
        </Text>
      ) : (
        <Text>
          Requests appear here as soon as there are some: from a library file (
          <a href="#/settings">Settings</a>, Library file), or written down with New request. F3 searches
          them.
        </Text>
      )}
    </div>
  );
};

/** The list with its states: being read, failed, empty, and the table. */
export const ListArea = ({
  list,
  ...rest
}: {
  readonly state: AppState;
  readonly list: UseQueryResult<RequestList>;
  readonly query: RequestQuery;
  readonly sort: RequestSort;
  readonly columns: readonly Column[];
}) => {
  if (list.isError)
    return (
      <div className={classes['empty']}>
        <LoadFailed error={list.error} retry={() => void list.refetch()} />
      </div>
    );
  if (!list.data) return <WaitingRows />;
  if (list.data.total === 0) return <Empty />;
  return <RequestTable list={list.data} stale={list.isPlaceholderData} {...rest} />;
};
