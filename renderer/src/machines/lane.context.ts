import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { LibraryUse } from '../../../shared/domain/conditions.ts';
import type { ItemId, OpId, PatronId } from '../../../shared/domain/ids.ts';
import type { ReturnLook } from '../../../shared/ipc/calls/returning.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type { Outcome, PatronView, Undone } from '../../../shared/ipc/views.ts';
import type { CodesContext, CodesEvent } from './lane-types.ts';
import type { BackOrAgain } from './undo.ts';

/** The pages that share the lane: each has one of its own. */
export type LaneKind = 'patron' | 'return' | 'scan-in';

/** What is looked at before anything changes. */
export type LookInput = { readonly kind: 'patron' | 'return'; readonly code: string };

/** What a look found. */
export type Looked =
  | { readonly kind: 'return'; readonly look: ReturnLook }
  | {
      readonly kind: 'patrons';
      readonly byCard: boolean;
      readonly patrons: readonly PatronView[];
      readonly more: boolean;
    };

/** One step of staff, whole, so that a retry is the same intention. */
export type ActInput =
  | { readonly job: 'scan-in'; readonly input: StepInput<'scan-in'> }
  | { readonly job: 'return'; readonly input: StepInput<'return'> }
  | { readonly job: 'lend'; readonly input: StepInput<'lend'> }
  | { readonly job: 'renew'; readonly input: StepInput<'renew-loan'> };

/** A call on its way or not confirmed yet. `code` is what was scanned or typed for it. */
export type Pending =
  | { readonly call: 'look'; readonly code: string }
  | { readonly call: 'act'; readonly code: string; readonly act: ActInput }
  | { readonly call: 'undo'; readonly input: BackOrAgain };

/** What is open in the lane: an item before its return, the patron whose turn it is, or patrons to pick from. */
export type Subject =
  | { readonly kind: 'return'; readonly look: ReturnLook }
  | { readonly kind: 'patron'; readonly patronId: PatronId }
  | {
      readonly kind: 'choices';
      readonly code: string;
      readonly patrons: readonly PatronView[];
      readonly more: boolean;
    };

/** What the page says about the last step. */
export type Feedback =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'undone'; readonly answer: Undone }
  | {
      readonly kind: 'refused';
      readonly refusal: Problem;
      readonly code: string;
      readonly during: Pending['call'];
    };

/** What survives a reload of the window: a step on its way is asked for again under its own id. */
export type ReloadSnapshot = {
  readonly patronId: PatronId | null;
  readonly act: Extract<Pending, { call: 'act' }> | null;
  readonly waiting: readonly string[];
};

export type LaneInput = {
  readonly kind: LaneKind;
  readonly newOpId: () => OpId;
  readonly now: () => Date;
};

export type LaneContext = CodesContext<string> &
  LaneInput & {
    readonly subject: Subject | null;
    readonly pending: Pending | null;
    readonly feedback: Feedback | null;
  };

export type LaneEvent =
  | CodesEvent<ReloadSnapshot>
  /** Scanned, or typed and sent. */
  | { readonly type: 'code.given'; readonly code: string }
  /** The window's OK. */
  | { readonly type: 'return.confirmed' }
  | { readonly type: 'patron.chosen'; readonly patronId: PatronId }
  /** The window, the pick list or the patron is done with. */
  | { readonly type: 'closed' }
  | { readonly type: 'renewal.asked'; readonly itemId: ItemId; readonly barcode: string }
  /** The answer to `library-use-only`. */
  | { readonly type: 'use.chosen'; readonly use: LibraryUse }
  | { readonly type: 'call.left' };

/** What the page asks a snapshot for, instead of the names of states. `idle`: nothing is open or under way, so that something else may begin. */
export type LaneTag =
  | 'idle'
  | 'takesCode'
  | 'busy'
  | 'unconfirmed'
  | 'deciding'
  | 'printing'
  | 'slipUnconfirmed';
