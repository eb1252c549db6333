import type { PutResult } from '../files/watching/outgoing-messages.ts';
import type { PostResult } from './post-xml.ts';

/** A message that was posted, before the result of the attempt is known. */
export type Posted = {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** Whether an earlier attempt may have reached the partner. */
  readonly mayHaveArrived: boolean;
};

/**
 * What becomes of a message after an attempt.
 * - `confirmed`: the partner has it.
 * - `sent`: it was put into the folder for messages, where nothing confirms it at once.
 * - `waiting`: it is sent again later (`nextAt`).
 * - `refused`: the partner refuses it, and a person must act.
 * - `attention`: the partner has another request with this identifier, which is not ours, or nobody knows whether it did what was asked; a person
 *   must act.
 */
export type AfterAttempt = {
  readonly state: 'confirmed' | 'sent' | 'waiting' | 'refused' | 'attention';
  readonly mayHaveArrived: boolean;
  /** Null unless it waits. */
  readonly nextAt: Date | null;
  /** Why, for staff; empty if it is confirmed. */
  readonly words: string;
  /** Whether it is refused because the partner knows no such request. */
  readonly isUnknownRequest: boolean;
};

/** What one attempt came to: an answer of the partner's system, or a file in the folder for messages. */
export type Attempt =
  | PostResult
  | PutResult
  /** An earlier attempt may have arrived, and another one might be carried out again. */
  | { readonly kind: 'doubtful'; readonly words: string };

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
  const { kind } = result;
  const words = kind === 'put' ? '' : result.words;
  const ended = { mayHaveArrived, nextAt: null, words, isUnknownRequest: false };
  switch (kind) {
    case 'ok':
      return { ...ended, state: 'confirmed', mayHaveArrived: true, words: '' };
    case 'put':
      return { ...ended, state: 'sent', mayHaveArrived: true };
    case 'duplicate':
      return mayHaveArrived ? { ...ended, state: 'confirmed', words: '' } : { ...ended, state: 'attention' };
    case 'doubtful':
      return { ...ended, state: 'attention', mayHaveArrived: true };
    case 'refused':
      return { ...ended, state: 'refused', isUnknownRequest: result.errorType === 'UnrecognisedDataValue' };
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
