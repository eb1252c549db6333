import type { RequestId } from '../../../shared/domain/ids.ts';
import type { BulkKind, DecisionKind } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestQuery, RequestSort } from '../../../shared/ipc/request-views.ts';

/** What is chosen in the pane of filters, with the ready view that they narrow. */
export type Facets = Omit<RequestQuery, 'text'>;

/** What the list shows and in which order. */
export type ListView = {
  /** What stands in the search box. */
  readonly words: string;
  /** Parts such as `status:conditional` that were typed there and have become chips. */
  readonly parts: readonly string[];
  readonly facets: Facets;
  readonly sort: RequestSort;
  /** The operator's own view that was chosen last and has not been changed since. */
  readonly savedName: string | null;
};

/** One request, as much of it as a step needs to name it. */
export type Picked = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly status: string;
};

/** What is done with many requests at once. */
export type ForMany = BulkKind | 'print';

/** A request that was chosen in a list, with what could be done with it then. */
export type Selected = Picked & { readonly can: readonly ForMany[] };

export type Deciding = { readonly action: DecisionKind; readonly requests: readonly Picked[] };

/** The pages that show details beside their rows. */
export type DetailsPlace = 'requests' | 'today';

export type Opened = {
  readonly requestId: RequestId;
  /** Where the details begin: the messages where staff asked for them. */
  readonly at: 'top' | 'notes';
  /** Whether the focus goes there, as it does when a key or a link asked for it. */
  readonly takesFocus: boolean;
  /** The page whose list it stands beside. */
  readonly on: DetailsPlace;
  /** Counts the askings: the same message may be asked for twice. */
  readonly turn: number;
};

export type FormOf =
  | {
      readonly kind: 'new';
      /** The ended or rejected request that it repeats. */
      readonly againOf?: RequestId;
      /** What stands on the paperwork of a parcel that is here already. */
      readonly externalId?: string;
    }
  | { readonly kind: 'edit'; readonly requestId: RequestId };

export type RequestsContext = {
  readonly view: ListView;
  readonly selected: readonly Selected[];
  readonly opened: Opened | null;
  readonly deciding: Deciding | null;
  readonly form: FormOf | null;
  /** The request to whose row the keys go as soon as the list has it. */
  readonly wantedRow: RequestId | null;
};

export type RequestsEvent =
  | { readonly type: 'words.typed'; readonly words: string }
  /** Enter in the search box: a part at its end becomes a chip too. */
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
  | { readonly type: 'row.wanted'; readonly requestId: RequestId | null };
