import type { Instant } from '../../../shared/domain/ids.ts';

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
