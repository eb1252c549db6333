import type { MailState } from '../../../../../shared/ipc/views.ts';
import type { Delivery } from '../mail/ports.ts';

const minute = 60_000;
const shortestMs = minute;
/** No pause is longer. */
export const longestMs = 6 * 60 * minute;

/**
 * How long to wait before the next try, in milliseconds: twice as long each time, from a minute to six hours, with a fifth of
 * chance so that many desks do not come back to a server in the same second.
 * @param failures how many tries failed in a row, 1 or more
 * @param random a number from 0 to 1
 */
export const backoffMs = (failures: number, random: number): number => {
  const doubled = shortestMs * 2 ** Math.min(failures - 1, 12);
  return Math.round(Math.min(longestMs, Math.max(shortestMs, doubled * (0.9 + 0.2 * random))));
};

/** After a fault of the account only a person can help: tries are rare, so that no server locks the account. */
export const accountPauseMs = longestMs;

/**
 * What keeps all letters here for a while: a server that is out of reach, or an account that is wrong. It counts the failures in a row:
 * first a minute of pause, at most six hours.
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
    // One that ends later than any pause can was set by a clock that has been put back since: it is over.
    return leftMs > 0 && leftMs <= longestMs;
  }

  /** When it ends; null where nothing is wrong. */
  until(): Date | null {
    return this.#pause?.until ?? null;
  }

  /** Takes in what became of a try: one that got through ends the pause, one that did not makes it longer. */
  note({ kind, words }: Delivery): void {
    if (kind !== 'no-connection' && kind !== 'account') return this.forget();
    const failures = (this.#pause?.failures ?? 0) + 1;
    const waitMs = kind === 'account' ? accountPauseMs : backoffMs(failures, this.#random());
    this.#pause = { failures, until: new Date(this.#now().getTime() + waitMs), words };
  }

  /** The next try need not wait any longer. */
  end(): void {
    if (this.#pause) this.#pause = { ...this.#pause, until: new Date(0) };
  }

  /** There is another account: what was wrong with the one before says nothing of it. */
  forget(): void {
    this.#pause = null;
  }

  describe(): Pick<MailState, 'state' | 'words'> {
    return this.#pause ? { state: 'failing', words: this.#pause.words } : { state: 'ready', words: '' };
  }
}
