import type { RequestId } from '../../../shared/domain/ids.ts';
import type { BulkKind, DecisionKind } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestQuery, RequestSort } from '../../../shared/ipc/request-views.ts';

/** The choices in the filter pane, and the ready view that they narrow. */
export type Facets = Omit<RequestQuery, 'text'>;

/** The filters and the order of the list. */
export type ListView = {
  /** The text in the search box. */
  readonly words: string;
  /** Search parts such as `status:conditional` that have become chips. */
  readonly parts: readonly string[];
  readonly facets: Facets;
  readonly sort: RequestSort;
  /** The operator's own view that was chosen last, unless it has been changed since. */
  readonly savedName: string | null;
};

/** A request, with the fields that a step needs to name it. */
export type Picked = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly status: string;
};

/** Actions for many requests. */
export type ForMany = BulkKind | 'print';

/** A selected request, with the actions that were possible at that time. */
export type Selected = Picked & { readonly can: readonly ForMany[] };

export type Deciding = { readonly action: DecisionKind; readonly requests: readonly Picked[] };

/** The pages that show details beside their rows. */
export type DetailsPlace = 'requests' | 'today';

export type Opened = {
  readonly requestId: RequestId;
  /** Where the details start: at the messages if those were requested. */
  readonly at: 'top' | 'notes';
  /** Whether they take the focus, after a key or a link. */
  readonly takesFocus: boolean;
  /** The page whose list they are beside. */
  readonly on: DetailsPlace;
  /** Increments with each request, because the same message may be requested twice. */
  readonly turn: number;
};

export type FormOf =
  | {
      readonly kind: 'new';
      /** The ended or rejected request that it repeats. */
      readonly againOf?: RequestId;
      /** The identifier on the paperwork of a parcel that has already arrived. */
      readonly externalId?: string;
    }
  | { readonly kind: 'edit'; readonly requestId: RequestId };

export type RequestsContext = {
  readonly view: ListView;
  readonly selected: readonly Selected[];
  readonly opened: Opened | null;
  readonly deciding: Deciding | null;
  readonly form: FormOf | null;
  /** The request whose row the cursor moves to as soon as the list contains it. */
  readonly wantedRow: RequestId | null;
};

export type RequestsEvent =
  | { readonly type: 'words.typed'; readonly words: string }
  /** Enter in the search box: a part at its end becomes a chip, too. */
  | { readonly type: 'words.entered' }
  | { readonly type: 'part.removed'; readonly part: string }
  | { readonly type: 'facets.changed'; readonly facets: Partial<Facets> }
  | { readonly type: 'sort.chosen'; readonly sort: RequestSort }
  | {
      readonly type: 'view.chosen';
      readonly query: RequestQuery;
      readonly sort: RequestSort;
      readonly savedName: string | null;
    }
  | { readonly type: 'view.named'; readonly savedName: string | null }
  | { readonly type: 'row.toggled'; readonly row: Selected }
  | { readonly type: 'rows.selected'; readonly rows: readonly Selected[] }
  | ({ readonly type: 'details.opened' } & Omit<Opened, 'turn'>)
  | { readonly type: 'details.closed' }
  | { readonly type: 'operator.changed' }
  | ({ readonly type: 'decision.asked' } & Deciding)
  | { readonly type: 'decision.closed' }
  | { readonly type: 'form.opened'; readonly form: FormOf }
  | { readonly type: 'form.closed' }
  | {
      readonly type: 'row.wanted';
      readonly requestId: RequestId | null;
      /** The view that has the row, if the current one does not. */
      readonly view?: ListView;
    };
