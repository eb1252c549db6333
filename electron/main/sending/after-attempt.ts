import type { PostResult } from './verdict.ts';

/** A message that was posted, before the result of the attempt is known. */
export type Posted = {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** Whether an earlier attempt may have reached the receiver. */
  readonly mayHaveArrived: boolean;
};

/**
 * What becomes of a message after an attempt.
 * - `confirmed`: the receiver has it.
 * - `sent`: it was delivered where nothing confirms it at once.
 * - `waiting`: it is sent again later (`nextAt`).
 * - `refused`: the receiver refuses it, and a person must act.
 * - `attention`: the receiver has another request with this identifier, which is not ours, or nobody knows whether it did what was asked; a person
 *   must act.
 */
export type AfterAttempt = {
  readonly state: 'confirmed' | 'sent' | 'waiting' | 'refused' | 'attention';
  readonly mayHaveArrived: boolean;
  /** Null unless it waits. */
  readonly nextAt: Date | null;
  /** Why, for staff; empty if it is confirmed. */
  readonly words: string;
  /** How the receiver calls what is wrong with a message that it refuses; null if it does not say. */
  readonly errorType: string | null;
};

/**
 * What one attempt came to. `unconfirmed`: it was delivered where nothing confirms it at once. `doubtful`: an earlier attempt may have arrived, and another
 * one might be carried out again.
 */
export type Attempt = PostResult | { readonly kind: 'unconfirmed' | 'doubtful'; readonly words: string };

/**
 * Returns what becomes of a message. "Already exists" means that an earlier attempt arrived, if one may have; otherwise somebody else used the
 * identifier.
 * @param pauseMs the pause after that many attempts that failed, in milliseconds
 */
export const afterAttempt = (
  { attempts, mayHaveArrived }: Posted,
  result: Attempt,
  { now, pauseMs }: { readonly now: Date; readonly pauseMs: (failures: number) => number },
): AfterAttempt => {
  const { kind, words } = result;
  const ended = { mayHaveArrived, nextAt: null, words, errorType: null };
  switch (kind) {
    case 'ok':
      return { ...ended, state: 'confirmed', mayHaveArrived: true, words: '' };
    case 'unconfirmed':
      return { ...ended, state: 'sent', mayHaveArrived: true };
    case 'duplicate':
      return mayHaveArrived ? { ...ended, state: 'confirmed', words: '' } : { ...ended, state: 'attention' };
    case 'doubtful':
      return { ...ended, state: 'attention', mayHaveArrived: true };
    case 'refused':
      return { ...ended, state: 'refused', errorType: result.errorType };
    case 'unknown':
    case 'unreached':
      return {
        ...ended,
        state: 'waiting',
        mayHaveArrived: mayHaveArrived || kind === 'unknown',
        nextAt: new Date(now.getTime() + pauseMs(attempts)),
      };
  }
};
