import '@mantine/core/styles/CloseButton.css';
import { Button, Group, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/icons/IconPlus';
import { lazy, Suspense, useEffect } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { ReadyView } from '../../../../shared/domain/request-list.ts';
import { readyViews } from '../../../../shared/domain/request-list.ts';
import { stepRefusal } from '../../shell/steps/step-refusal.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useAsStepDoer } from '../../shell/steps/step-doer.ts';
import { ResizeHandle } from '../../components/ResizeHandle.tsx';
import { DetailsPanel } from './details/DetailsPanel.tsx';
import { Chips } from './filters/Chips.tsx';
import { FiltersButton, FiltersPane } from './filters/FiltersPane.tsx';
import { SearchBox } from './filters/SearchBox.tsx';
import { BulkBar } from '../../shell/requests/BulkBar.tsx';
import { mostRows, PrintList } from '../../shell/requests/PrintList.tsx';
import { NotificationLine } from '../../shell/requests/NotificationLine.tsx';
import { TableSettings } from './table/TableSettings.tsx';
import { useFacets, useFirstPage } from '../../api/requests.ts';
import {
  requestsStore,
  requestsDoer,
  useOperatorOfRequests,
  useRequests,
} from '../../shell/requests/use-requests.ts';
import { firstSort, queryOf, readyQuery } from '../../shell/requests/requests.view.ts';
import classes from './RequestsPage.module.css';
import { ListArea } from './table/ListArea.tsx';
import { ListCount } from './table/RequestTable.tsx';
import { detailsWidth, useLayout } from './use-layout.ts';

const Windows = lazy(async () => ({ default: (await import('../../shell/requests/Windows.tsx')).Windows }));

/** A pause between letters that no hand makes on purpose; counting takes longer than listing and waits longer. */
const typingMs = { list: 40, facets: 160 } as const;

/** Goes where an address leads: to a ready view, or to one request. Told once for each address. */
const useAddress = (request: RequestId | null, view: ReadyView | null): void => {
  useEffect(() => {
    const actor = requestsStore();
    if (view !== null)
      actor.send({ type: 'view.chosen', query: readyQuery(view), sort: firstSort, savedName: null });
    if (request !== null)
      actor.send({ type: 'details.opened', requestId: request, at: 'top', takesFocus: true });
    // The address then says the page alone, so that the same link leads there again.
    if (view !== null || request !== null) history.replaceState(null, '', '#/requests');
  }, [request, view]);
};

const NewRequest = ({ state }: { readonly state: AppState }) => {
  const why = stepRefusal(state, 'create-request', undefined);
  return (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      disabled={why !== null}
      title={why ?? 'Write down a request by hand'}
      onClick={() => requestsStore().send({ type: 'form.opened', form: { kind: 'new' } })}
    >
      New request
    </Button>
  );
};

const Details = ({
  state,
  layout,
}: {
  readonly state: AppState;
  readonly layout: ReturnType<typeof useLayout>;
}) => {
  const opened = useRequests(({ context }) => context.opened);
  if (!opened) return null;
  return (
    <div className={classes['side']}>
      <ResizeHandle
        label="Width of the details"
        width={layout.width}
        min={detailsWidth.min}
        max={detailsWidth.max}
        resize={layout.resize}
      />
      <DetailsPanel opened={opened} state={state} width={layout.width} />
    </div>
  );
};

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
  useAsStepDoer(requestsDoer());
  useOperatorOfRequests();
  useAddress(request, addressed);
  useEffect(() => () => requestsStore().send({ type: 'page.left' }), []);
  const layout = useLayout();
  const view = useRequests(({ context }) => context.view);
  const [listWords] = useDebouncedValue(view.words, typingMs.list);
  const [facetWords] = useDebouncedValue(view.words, typingMs.facets);
  const query = queryOf(view, view.words === '' ? '' : listWords);
  const list = useFirstPage(query, view.sort);
  const facets = useFacets(queryOf(view, view.words === '' ? '' : facetWords));
  const hasWindow = useRequests(({ context }) => context.deciding !== null || context.form !== null);
  return (
    <div className={classes['page']}>
      <div className={classes['head']} data-pane tabIndex={-1} role="search" aria-label="Requests">
        <Title order={1} size="h2">
          Borrowing Requests
        </Title>
        <div className={classes['search']}>
          <SearchBox />
        </div>
        <NewRequest state={state} />
      </div>
      <div className={classes['panes']}>
        <FiltersPane layout={layout} facets={facets.data} />
        <section className={classes['middle']} aria-label="List of requests" data-pane tabIndex={-1}>
          <div className={classes['tools']}>
            <FiltersButton layout={layout} />
            <ListCount list={list.data} />
            <Group gap={4} wrap="nowrap">
              <PrintList
                iconOnly
                title={
                  view.facets.ready === null ? 'Borrowing Requests' : readyViews[view.facets.ready].label
                }
                deskName={state.desk.name}
                read={() => ask('requests.list', { query, sort: view.sort, offset: 0, limit: mostRows })}
              />
              <TableSettings state={state} shown={layout.shown} toggle={layout.toggleColumn} />
            </Group>
          </div>
          <Chips facets={facets.data} />
          <ListArea state={state} list={list} query={query} sort={view.sort} columns={layout.columns} />
        </section>
        <Details state={state} layout={layout} />
      </div>
      {/* Below the list: what comes and goes here moves no row away from under the pointer. */}
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
