import type { Instant, OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';

/** A refusal as the list beside a lane keeps it. */
export type PastRefusal = {
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
  readonly seq: number;
};

/** A scan that was not taken: no room in the queue, or only the rest of a code. */
export type LostCode = { readonly code: string; readonly why: 'no-room' | 'partial' };

/** A slip that was asked for again. */
export type SlipAgain =
  /** A failed job goes back into the queue. */
  | { readonly kind: 'again'; readonly jobId: PrintJobId }
  | { readonly kind: 'reprint'; readonly opId: OpId; readonly jobId: PrintJobId };

/** What became of a slip that was asked for again; `what` names the slip. */
export type SlipNotice<What extends string> =
  /** In the queue once more: what becomes of it is followed by its job. */
  | { readonly kind: 'queued'; readonly slip: SlipState; readonly what: What }
  | { readonly kind: 'refused'; readonly text: string };

/** How an answer sounds. */
export type Tone = 'done' | 'refused' | 'attention';
