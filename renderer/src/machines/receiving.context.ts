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

// What Receiving Items knows, hears and is tagged with.

export type Pending =
  | {
      readonly call: 'open';
      readonly code: string;
      /** What is chosen already of a parcel that is not expected. */
      readonly use: Use | null;
      /** Nothing is said where there is nothing to receive any more. */
      readonly quiet: boolean;
      /** What a person had chosen in the form that comes back; null for a form that begins. */
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
      /** The identifier that was scanned instead of Done: opened once the set is finished. */
      readonly next: string | null;
    }
  | { readonly call: 'make'; readonly code: ''; readonly input: Input<'receiving.makeBarcode'> }
  | PendingUndo;

/** What is typed and chosen besides the barcode; what nobody touched is not in it. `noDate` is the text of a date that is none. */
export type More = { readonly details: ReceiptDetails; readonly noDate: string };

/** What is chosen in one form; the next one begins with its own. */
export type FormChoices = {
  readonly printSlip: boolean;
  readonly several: boolean;
  readonly more: More;
  /** What becomes of a parcel that is not expected; null until it is chosen, and where nothing is to be chosen. */
  readonly use: Use | null;
};

/** What survives a reload of the window. */
export type ReloadSnapshot = {
  readonly open: { readonly code: string; readonly use: Use | null } | null;
  readonly store: Extract<Pending, { call: 'store' }> | null;
  readonly waiting: readonly Code[];
  readonly notifyPatron: boolean;
  /** What was chosen in the open form; null when there was none. */
  readonly choices: FormChoices | null;
};

export type ReceivingContext = RunnerContext<Pending> &
  FormChoices & {
    /** Of the page: it stays as chosen while the window lives. */
    readonly notifyPatron: boolean;
    readonly form: ReceiveForm | null;
    readonly inLoop: boolean;
    readonly received: readonly ReceivedVolume[];
    readonly expected: number | null;
    /** What other desks did with the volumes of the open request, since the person here did something last. */
    readonly elsewhere: {
      readonly came: readonly ReceivedVolume[];
      readonly gone: readonly ReceivedVolume[];
    };
    readonly lastReceived: Received | null;
    /** A barcode that was made for the item in hand and is not stored yet; empty where none was. */
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
  /** What becomes of the volumes that have not come; null where nobody knows how many there are. */
  | { readonly type: 'incomplete.confirmed'; readonly rest: StepInput<'finish-receiving'>['rest'] }
  | { readonly type: 'incomplete.leftOpen' }
  | { readonly type: 'incomplete.goneBack' }
  | { readonly type: 'form.closed' }
  /** Another desk did something: the open form as it is now, or why it can be received no more. */
  | { readonly type: 'form.followed'; readonly form: ReceiveForm }
  | { readonly type: 'form.outdated'; readonly refusal: Problem }
  | { readonly type: 'desk.changed' }
  | { readonly type: 'window.reloaded'; readonly snapshot: ReloadSnapshot };

export type ReceivingTag = RunnerTag | 'takesIdentifier' | 'takesBarcode' | 'asking';

export type ReceivingTypes = {
  readonly context: ReceivingContext;
  readonly events: ReceivingEvent;
  readonly input: RunnerInput;
  readonly emitted: RunnerEmitted;
  readonly tags: ReceivingTag;
};
