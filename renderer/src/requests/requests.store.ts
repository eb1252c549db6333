import type { Store } from '@xstate/store';
import { createStore } from '@xstate/store';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { ListView, RequestsContext, RequestsEvent } from './requests.types.ts';
import { splitWords, toggled, viewOf } from './requests.view.ts';

export type RequestsStore = Store<RequestsContext, { [E in RequestsEvent as E['type']]: E }, never>;

/** Changes what the list shows, clears the selection, and closes the details beside it: their request may no longer be in the list, and its buttons beside the only row found would act on another request. */
const changeView = (context: RequestsContext, view: Partial<ListView>): RequestsContext => ({
  ...context,
  view: { ...context.view, ...view },
  selected: [],
  opened: context.opened?.on === 'requests' ? null : context.opened,
});

/** Adds typed search parts as chips, without duplicates. */
const withParts = ({ view }: RequestsContext, parts: readonly string[]): readonly string[] => [
  ...new Set([...view.parts, ...parts]),
];

/** The state of Borrowing Requests and Today: the list, the selection, the open details and the open window. */
export const createRequestsStore = (view: ListView, opened: RequestId | null): RequestsStore =>
  createStore<RequestsContext, RequestsEvent, never>({
    context: {
      view,
      selected: [],
      opened:
        opened === null ? null : { requestId: opened, at: 'top', takesFocus: false, on: 'requests', turn: 0 },
      deciding: null,
      form: null,
      wantedRow: null,
    },
    on: {
      'words.typed': (context, event) => {
        const { words, parts } = splitWords(event.words, false);
        return changeView(context, { words, parts: withParts(context, parts), savedName: null });
      },
      'words.entered': (context) => {
        const { words, parts } = splitWords(context.view.words, true);
        return changeView(context, { words: words.trim(), parts: withParts(context, parts) });
      },
      'part.removed': (context, { part }) =>
        changeView(context, { parts: toggled(context.view.parts, part), savedName: null }),
      'facets.changed': (context, { facets }) =>
        changeView(context, { facets: { ...context.view.facets, ...facets }, savedName: null }),
      'sort.chosen': (context, { sort }) => ({
        ...context,
        view: { ...context.view, sort, savedName: null },
      }),
      'view.chosen': (context, { query, sort, savedName }) =>
        changeView(context, viewOf(query, sort, savedName)),
      'view.named': (context, { savedName }) => ({ ...context, view: { ...context.view, savedName } }),
      'row.toggled': (context, { row }) => ({
        ...context,
        selected: context.selected.some(({ id }) => id === row.id)
          ? context.selected.filter(({ id }) => id !== row.id)
          : [...context.selected, row],
      }),
      'rows.selected': (context, { rows }) => ({ ...context, selected: rows }),
      'details.opened': (context, { requestId, at, takesFocus, on }) => ({
        ...context,
        opened: { requestId, at, takesFocus, on, turn: (context.opened?.turn ?? 0) + 1 },
      }),
      'details.closed': (context) => ({ ...context, opened: null }),
      'operator.changed': (context) => ({ ...context, opened: null, selected: [] }),
      'decision.asked': (context, { action, requests }) => ({ ...context, deciding: { action, requests } }),
      'decision.closed': (context) => ({ ...context, deciding: null }),
      'form.opened': (context, { form }) => ({ ...context, form }),
      'form.closed': (context) => ({ ...context, form: null }),
      'row.wanted': (context, { requestId, view }) => ({
        ...(view === undefined ? context : changeView(context, view)),
        // The view is chosen because it has the row, so its details stay.
        opened: context.opened,
        wantedRow: requestId,
      }),
    },
  });
