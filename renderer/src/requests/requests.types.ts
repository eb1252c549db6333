import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionKind } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestQuery, RequestSort } from '../../../shared/ipc/request-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Outcome, Undone } from '../../../shared/ipc/views.ts';
import type { Run } from '../machines/run.ts';
import type { BackOrAgain, BackOrAgainAnswer, BackOrAgainEvent } from '../machines/undo.ts';

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

/** What became of one of several requests. */
export type BulkLine = {
  readonly requestId: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly done: boolean;
  /** What was done, or why not. */
  readonly message: string;
};

/** What the page says about the last step. */
export type Notification =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'undone'; readonly answer: Undone }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'bulk'; readonly title: string; readonly lines: readonly BulkLine[] };

/** Slips that are being printed, one request after the other. */
export type PrintRun = Run<Picked, BulkLine>;

export type RequestsContext = {
  readonly view: ListView;
  readonly selected: readonly Picked[];
  readonly opened: Opened | null;
  readonly deciding: Deciding | null;
  readonly form: FormOf | null;
  readonly notification: Notification | null;
  readonly run: PrintRun | null;
  readonly undoing: BackOrAgain | null;
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
  | { readonly type: 'row.toggled'; readonly row: Picked }
  | { readonly type: 'rows.selected'; readonly rows: readonly Picked[] }
  | ({ readonly type: 'details.opened' } & Omit<Opened, 'turn'>)
  | { readonly type: 'details.closed' }
  | { readonly type: 'operator.changed' }
  | ({ readonly type: 'decision.asked' } & Deciding)
  | { readonly type: 'decision.closed' }
  | { readonly type: 'form.opened'; readonly form: FormOf }
  | { readonly type: 'form.closed' }
  | { readonly type: 'step.done'; readonly outcome: Outcome }
  | { readonly type: 'bulk.done'; readonly title: string; readonly lines: readonly BulkLine[] }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'notified'; readonly message: string }
  | { readonly type: 'notification.dismissed' }
  | BackOrAgainEvent
  /** `null`: nobody knows whether it went through. */
  | { readonly type: 'undo.answered'; readonly answer: Result<BackOrAgainAnswer> | null }
  | { readonly type: 'slips.asked'; readonly requests: readonly Picked[] }
  | {
      readonly type: 'slips.answered';
      readonly opId: OpId;
      readonly answer: Result<SlipsPrinted> | null;
    }
  | { readonly type: 'slips.stopped' };

/** The answer about the slips of one request: how many went to the printer. */
export type SlipsPrinted = { readonly slips: number };
