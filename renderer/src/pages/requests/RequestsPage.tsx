import '@mantine/core/styles/CloseButton.css';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import { lazy, Suspense, useEffect } from 'react';
import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { ColumnName } from '../../../../shared/domain/request-fields.ts';
import type { ReadyView } from '../../../../shared/domain/request-list.ts';
import { orderOfView, readyViews } from '../../../../shared/domain/request-list.ts';
import { openImport } from '../../files/import/import-open.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useAsStepRunner } from '../../steps/step-runner.ts';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { Chips } from './filters/Chips.tsx';
import { FiltersButton, FiltersPane } from './filters/FiltersPane.tsx';
import { SearchBox } from './filters/SearchBox.tsx';
import { BulkBar } from '../../requests/BulkBar.tsx';
import { DensityChoice } from '../../requests/DensityChoice.tsx';
import { DetailsSide } from '../../requests/details/DetailsSide.tsx';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { escapeCloses, openDetails, useOpened } from '../../requests/details/open-details.ts';
import { PrintList } from '../../requests/PrintList.tsx';
import { maxRows } from '../../requests/PrintTable.tsx';
import { NotificationLine } from '../../requests/NotificationLine.tsx';
import { useFacets, useFirstPage } from '../../api/requests.ts';
import { listRunner } from '../../requests/list-runner.ts';
import { requestsStore, useOperatorOfRequests, useRequests } from '../../requests/use-requests.ts';
import { queryOf, readyQuery } from '../../requests/requests.view.ts';
import classes from './RequestsPage.module.css';
import { ListArea } from './table/ListArea.tsx';
import { ListCount } from './table/RequestTable.tsx';
import { useLayout } from './use-layout.ts';
import { useListColumns } from './use-list-columns.ts';
import { ViewKeeping } from './views/ViewKeeping.tsx';
import { ViewTabs } from './views/ViewTabs.tsx';
import { t } from '../../../../shared/words/words.ts';

const Windows = lazy(async () => ({ default: (await import('../../requests/Windows.tsx')).Windows }));

/** The debounce for typing, in milliseconds; counting takes longer than listing, so it waits longer. */
const typingMs = { list: 40, facets: 160 } as const;

/** Opens the ready view or request in the address, once per address. */
const useAddress = (request: RequestId | null, view: ReadyView | null): void => {
  useEffect(() => {
    const actor = requestsStore();
    if (view !== null)
      actor.send({ type: 'view.chosen', query: readyQuery(view), sort: orderOfView(view), savedName: null });
    if (request !== null) openDetails(request);
    // Resets the address to the page, so that the same link works again.
    if (view !== null || request !== null) history.replaceState(null, '', '#/requests');
  }, [request, view]);
};

const NewRequest = ({ state }: { readonly state: AppState }) => {
  const why = stepRefusal(state, 'create-request', undefined);
  return (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      disabled={why !== null}
      title={why ?? t('Enter a request by hand')}
      onClick={() => requestsStore().send({ type: 'form.opened', form: { kind: 'new' } })}
    >
      {t('New request')}
    </Button>
  );
};

const ImportFile = ({ state }: { readonly state: AppState }) => {
  const why = administrationRefusal(t('Importing a library file'), state.operator, state.operators, null);
  return (
    <Button
      variant="default"
      leftSection={<IconFileImport size={18} aria-hidden />}
      disabled={why !== null}
      title={why ?? t('Import requests from another system’s file')}
      onClick={openImport}
    >
      {t('Import')}
    </Button>
  );
};

const Head = ({ state }: { readonly state: AppState }) => (
  <div className={classes['head']} data-pane tabIndex={-1} role="search" aria-label={t('Requests')}>
    <div className={classes['search']}>
      <SearchBox />
    </div>
    <ImportFile state={state} />
    <NewRequest state={state} />
  </div>
);

type ListToolsProps = Omit<Parameters<typeof ListArea>[0], 'spec' | 'beside'> & {
  readonly ready: ReadyView | null;
};

/** The actions on the whole list. */
const ListTools = ({ state, list, query, sort, columns, ready }: ListToolsProps) => (
  <div className={classes['right']}>
    <ListCount list={list.data} />
    <PrintList
      iconOnly
      title={ready === null ? t('Borrowing Requests') : readyViews[ready].label}
      deskName={state.desk.name}
      read={() => ask('requests.list', { query, sort, offset: 0, limit: maxRows })}
    />
    <ExportButton
      label={t('Borrowing Requests')}
      of={{
        list: 'requests',
        query,
        sort,
        columns: columns.wanted as ColumnName[],
      }}
    />
    <ColumnChoice columns={columns}>
      <DensityChoice state={state} />
    </ColumnChoice>
  </div>
);

/** Borrowing Requests: filters, the list, and one request beside it. */
export const RequestsPage = ({
  state,
  request,
  view: addressed,
}: {
  readonly state: AppState;
  readonly request: RequestId | null;
  readonly view: ReadyView | null;
}) => {
  useAsStepRunner(listRunner());
  useOperatorOfRequests();
  useAddress(request, addressed);
  const layout = useLayout();
  const hasDetails = useOpened('requests') !== null;
  const view = useRequests(({ context }) => context.view);
  const [listWords] = useDebouncedValue(view.words, typingMs.list);
  const [facetWords] = useDebouncedValue(view.words, typingMs.facets);
  const query = queryOf(view, view.words === '' ? '' : listWords);
  const list = useFirstPage(query, view.sort);
  const { spec, columns } = useListColumns(view, list);
  const facets = useFacets(queryOf(view, view.words === '' ? '' : facetWords));
  const hasWindow = useRequests(({ context }) => context.deciding !== null || context.form !== null);
  return (
    <div className={classes['page']}>
      <Head state={state} />
      <ViewTabs countsWanted={list.data !== undefined} />
      <div className={classes['panes']}>
        <FiltersPane layout={layout} facets={facets.data} />
        <section
          className={classes['middle']}
          aria-label={t('Request list')}
          data-pane
          tabIndex={-1}
          onKeyDown={escapeCloses}
        >
          <div className={classes['tools']}>
            <FiltersButton layout={layout} />
            <Chips facets={facets.data} />
            <ViewKeeping />
            <ListTools {...{ state, list, query, columns }} sort={view.sort} ready={view.facets.ready} />
          </div>
          <ListArea
            {...{ state, list, query, spec, columns }}
            sort={view.sort}
            beside={`${hasDetails} ${layout.filtersOpen}`}
          />
        </section>
        <DetailsSide place="requests" state={state} />
      </div>
      {/* Below the list: content that appears here moves no row from under the pointer. */}
      <BulkBar state={state} />
      <NotificationLine />
      {hasWindow && (
        <Suspense>
          <Windows state={state} />
        </Suspense>
      )}
    </div>
  );
};
