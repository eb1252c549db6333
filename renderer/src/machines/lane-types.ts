import type { Instant, OpId } from '../../../shared/domain/ids.ts';
import type { BackOrAgainEvent } from './undo.ts';
import type { SlipAsk, SlipNotice, SlipRequest } from './slips.ts';

/** A refusal as the list beside a lane keeps it. */
export type PastRefusal = {
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
  readonly seq: number;
};

/** A scan that was not taken: no room in the queue, or only the rest of a code. */
export type LostCode = { readonly code: string; readonly why: 'no-room' | 'partial' };

/** How an answer sounds. */
export type Tone = 'done' | 'refused' | 'attention';

/** What every page knows that takes code after code. */
export type CodesContext<Waiting> = {
  readonly newOpId: () => OpId;
  readonly now: () => Date;
  /** Why the pending call is not confirmed. */
  readonly failure: string;
  readonly waiting: readonly Waiting[];
  /** Waiting codes go on only when a person says so: they were made before the refusal could be seen. */
  readonly paused: boolean;
  /** Scans that were not taken: shown until a person has seen them. */
  readonly lost: readonly LostCode[];
  readonly refusals: readonly PastRefusal[];
  readonly slipAsk: SlipAsk | null;
  readonly slipNotice: SlipNotice | null;
  /** Counts the times that the page became ready for the next code: the focus follows it. */
  readonly turn: number;
};

/** What every such page hears. */
export type CodesEvent<Snapshot> =
  /** The front of the code arrived apart from it, so it must not be used. */
  | { readonly type: 'scan.partial'; readonly code: string }
  | { readonly type: 'call.retried' }
  | { readonly type: 'waiting.released' }
  | { readonly type: 'waiting.discarded' }
  | { readonly type: 'lost.dismissed' }
  | BackOrAgainEvent
  | { readonly type: 'desk.changed' }
  | { readonly type: 'slip.asked'; readonly ask: SlipRequest }
  | { readonly type: 'slip.retried' }
  | { readonly type: 'slip.givenUp' }
  | { readonly type: 'window.reloaded'; readonly snapshot: Snapshot };

export type CodesEmitted = { readonly type: 'tone'; readonly tone: Tone };
