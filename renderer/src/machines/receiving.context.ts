import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import type { ReceiptDetails } from '../../../shared/ipc/input-shapes.ts';
import type { Received, ReceivedVolume, ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import type { Problem } from '../../../shared/ipc/result.ts';
import type {
  Code,
  PendingUndo,
  RunnerContext,
  RunnerEmitted,
  RunnerEvent,
  RunnerInput,
  RunnerTag,
  Use,
} from './step-runner.ts';

// The context, events and tags of Receiving Items.

export type Pending =
  | {
      readonly call: 'open';
      readonly code: string;
      /** The choice already made for an unexpected parcel. */
      readonly use: Use | null;
      /** Say nothing if there is nothing left to receive. */
      readonly quiet: boolean;
      /** The operator's previous choices in a reopened form; null for a new form. */
      readonly choices: FormChoices | null;
    }
  | {
      readonly call: 'store';
      readonly code: string;
      readonly externalId: string;
      readonly input: StepInput<'receive'>;
    }
  | {
      readonly call: 'finish';
      readonly code: string;
      readonly input: StepInput<'finish-receiving'>;
      /** The identifier scanned instead of pressing Done: opened once the set is finished. */
      readonly next: string | null;
    }
  | { readonly call: 'make'; readonly code: ''; readonly input: Input<'receiving.makeBarcode'> }
  | PendingUndo;

/** Optional input besides the barcode; untouched fields are absent. `noDate` holds the text of an invalid date. */
export type More = { readonly details: ReceiptDetails; readonly noDate: string };

/** The choices in one form; the next form starts with its own. */
export type FormChoices = {
  readonly printSlip: boolean;
  readonly several: boolean;
  readonly more: More;
  /** The choice for an unexpected parcel; null until it is made, and if none is needed. */
  readonly use: Use | null;
};

/** The state that survives a reload of the window. */
export type ReloadSnapshot = {
  readonly open: { readonly code: string; readonly use: Use | null } | null;
  readonly store: Extract<Pending, { call: 'store' }> | null;
  readonly waiting: readonly Code[];
  readonly notifyPatron: boolean;
  /** The choices in the open form; null if there was none. */
  readonly choices: FormChoices | null;
};

export type ReceivingContext = RunnerContext<Pending> &
  FormChoices & {
    /** Applies to the page: kept as chosen while the window is open. */
    readonly notifyPatron: boolean;
    readonly form: ReceiveForm | null;
    readonly inLoop: boolean;
    readonly received: readonly ReceivedVolume[];
    readonly expected: number | null;
    /** Volumes of the open request that other desks added or removed since the operator's last action here. */
    readonly elsewhere: {
      readonly came: readonly ReceivedVolume[];
      readonly gone: readonly ReceivedVolume[];
    };
    readonly lastReceived: Received | null;
    /** A created barcode for the current item that is not stored yet; empty if none. */
    readonly madeBarcode: string;
  };

export type CodeEvent =
  | { readonly type: 'scanned'; readonly code: string }
  | { readonly type: 'identifier.entered'; readonly code: string; readonly use: Use | null }
  | { readonly type: 'barcode.entered'; readonly code: string; readonly use: Use | null };

export type ReceivingEvent =
  | RunnerEvent
  | CodeEvent
  | {
      readonly type: 'option.changed';
      readonly option: 'notifyPatron' | 'printSlip' | 'several';
      readonly on: boolean;
    }
  | { readonly type: 'more.changed'; readonly details: ReceiptDetails; readonly noDate?: string }
  | { readonly type: 'use.chosen'; readonly use: Use }
  | { readonly type: 'barcode.wanted' }
  | { readonly type: 'done.chosen' }
  /** The decision about the missing volumes; null if the expected number is unknown. */
  | { readonly type: 'incomplete.confirmed'; readonly rest: StepInput<'finish-receiving'>['rest'] }
  | { readonly type: 'incomplete.leftOpen' }
  | { readonly type: 'incomplete.goneBack' }
  | { readonly type: 'form.closed' }
  /** Another desk made a change: the current form, or why the request can no longer be received. */
  | { readonly type: 'form.followed'; readonly form: ReceiveForm }
  | { readonly type: 'form.outdated'; readonly refusal: Problem }
  | { readonly type: 'desk.changed' }
  | { readonly type: 'window.reloaded'; readonly snapshot: ReloadSnapshot };

type ReceivingTag = RunnerTag | 'takesIdentifier' | 'takesBarcode' | 'asking';

export type ReceivingTypes = {
  readonly context: ReceivingContext;
  readonly events: ReceivingEvent;
  readonly input: RunnerInput;
  readonly emitted: RunnerEmitted;
  readonly tags: ReceivingTag;
};
