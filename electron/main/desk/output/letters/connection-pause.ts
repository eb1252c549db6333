import type { MailState } from '../../../../../shared/ipc/views.ts';
import type { Delivery } from '../mail/ports.ts';

const minute = 60_000;
const shortestMs = minute;
/** The longest pause. */
export const longestMs = 6 * 60 * minute;

/**
 * Returns the pause before the next attempt, in milliseconds: doubled each time, from a minute to six hours, with 10 % jitter in both
 * directions so that many desks do not return to a server in the same second.
 * @param failures the number of consecutive failures, 1 or more
 * @param random a number from 0 to 1
 */
export const backoffMs = (failures: number, random: number): number => {
  const doubled = shortestMs * 2 ** Math.min(failures - 1, 12);
  return Math.round(Math.min(longestMs, Math.max(shortestMs, doubled * (0.9 + 0.2 * random))));
};

/** After an account error only staff can help: attempts are rare, so that no server locks the account. */
const accountPauseMs = longestMs;

/**
 * A pause that delays all letters: the server cannot be reached, or the account is wrong. It counts consecutive failures: first a minute of
 * pause, at most six hours.
 */
export class ConnectionPause {
  readonly #now: () => Date;
  readonly #random: () => number;
  #pause: { readonly failures: number; readonly until: Date; readonly words: string } | null = null;

  /** @param random a number from 0 to 1. */
  constructor({ now, random }: { readonly now: () => Date; readonly random: () => number }) {
    this.#now = now;
    this.#random = random;
  }

  isOn(): boolean {
    const leftMs = this.#pause ? this.#pause.until.getTime() - this.#now().getTime() : 0;
    // A pause that ends later than any can was set before the clock was set back: it is over.
    return leftMs > 0 && leftMs <= longestMs;
  }

  /** When the pause ends; null if there is none. */
  until(): Date | null {
    return this.#pause?.until ?? null;
  }

  /** Records the result of an attempt: one that reached the server ends the pause, any other prolongs it. */
  note({ kind, words }: Delivery): void {
    if (kind !== 'no-connection' && kind !== 'account') return this.forget();
    const failures = (this.#pause?.failures ?? 0) + 1;
    const waitMs = kind === 'account' ? accountPauseMs : backoffMs(failures, this.#random());
    this.#pause = { failures, until: new Date(this.#now().getTime() + waitMs), words };
  }

  /** Ends the pause, but keeps the count of failures. */
  end(): void {
    if (this.#pause) this.#pause = { ...this.#pause, until: new Date(0) };
  }

  /** Forgets the failures: the account has changed, so they no longer apply. */
  forget(): void {
    this.#pause = null;
  }

  describe(): Pick<MailState, 'state' | 'words'> {
    return this.#pause ? { state: 'failing', words: this.#pause.words } : { state: 'ready', words: '' };
  }
}
