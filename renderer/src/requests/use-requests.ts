import { useSelector } from '@xstate/react';
import { useEffect } from 'react';
import type { OperatorId, RequestId } from '../../../shared/domain/ids.ts';
import { sortColumnNames, noFacets } from '../../../shared/domain/request-list.ts';
import { useAppState } from '../api/queries.ts';
import type { BulkLine } from '../machines/step-runner.ts';
import { showFeedback } from './list-runner.ts';
import { keep, typedViewStorage, restoreKept } from './request-storage.ts';
import type { RequestsStore } from './requests.store.ts';
import { createRequestsStore } from './requests.store.ts';
import type { ListView } from './requests.types.ts';
import { firstView, queryOf } from './requests.view.ts';

/** Resets the list: the previous search may name a patron who was erased, and must not be kept. */
export const resetList = (): void => {
  const query = queryOf(firstView);
  requestsStore().send({ type: 'view.chosen', query, sort: firstView.sort, savedName: null });
  typedViewStorage.keep('scroll', null);
};

type RequestsSnapshot = ReturnType<RequestsStore['getSnapshot']>;

/** Whether this version of the program can show the view. */
const isView = (kept: unknown): kept is ListView => {
  if (typeof kept !== 'object' || kept === null) return false;
  const { words, parts, facets, sort } = kept as Partial<ListView>;
  return (
    typeof words === 'string' &&
    Array.isArray(parts) &&
    typeof facets === 'object' &&
    Object.keys(facets).sort().join() === Object.keys(noFacets).sort().join() &&
    typeof sort === 'object' &&
    (sortColumnNames as readonly unknown[]).includes(sort.column)
  );
};

const isOpened = (kept: unknown): kept is RequestId => Number.isInteger(kept) && Number(kept) > 0;

const start = (): RequestsStore => {
  const store = createRequestsStore(
    typedViewStorage.restoreKept('view', isView, firstView),
    restoreKept<RequestId | null>('opened', isOpened, null),
  );
  let before = store.getSnapshot().context;
  store.subscribe(({ context }) => {
    if (context.view !== before.view) typedViewStorage.keep('view', context.view);
    if (context.opened !== before.opened)
      keep('opened', context.opened?.on === 'requests' ? context.opened.requestId : null);
    // The last message is cleared when a window opens.
    if (context.deciding !== before.deciding || context.form !== before.form)
      if (context.deciding !== null || context.form !== null) showFeedback(null);
    before = context;
  });
  return store;
};

let started: RequestsStore | null = null;

/** The state of the page. It is created on the first visit and exists as long as the window. */
export const requestsStore = (): RequestsStore => (started ??= start());

/** Shows the results for several requests, one per line, and clears the selection. */
export const showBulkResults = (title: string, lines: readonly BulkLine[]): void => {
  showFeedback({ kind: 'bulk', title, lines });
  requestsStore().send({ type: 'rows.selected', rows: [] });
};

let usedBy: OperatorId | undefined;

/** The open and selected requests belong to the operator who chose them: another operator may not be allowed to read them. */
export const useOperatorOfRequests = (): void => {
  const operator = useAppState().data?.operator.id;
  useEffect(() => {
    if (operator === undefined) return;
    if (usedBy !== undefined && usedBy !== operator) {
      requestsStore().send({ type: 'operator.changed' });
      showFeedback(null);
    }
    usedBy = operator;
  }, [operator]);
};

export const useRequests = <T>(select: (snapshot: RequestsSnapshot) => T): T =>
  useSelector(requestsStore(), select);
