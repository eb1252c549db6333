import type { MailState } from '../../../../../shared/ipc/views.ts';
import type { Delivery } from '../mail/ports.ts';

/** What keeps all letters here for a while: a server that is out of reach, or an account that is wrong. */
export type ConnectionPause = {
  readonly isOn: () => boolean;
  /** When it ends; null where nothing is wrong. */
  readonly until: () => Date | null;
  /** Takes in what became of a try: one that got through ends the pause, one that did not makes the pause longer. */
  readonly note: (delivery: Delivery) => void;
  /** The next try need not wait any longer. */
  readonly end: () => void;
  /** There is another account: what was wrong with the one before says nothing of it. */
  readonly forget: () => void;
  readonly describe: () => Pick<MailState, 'state' | 'words'>;
};

/** Counts the failures of the connection in a row: first a minute of pause, at most six hours. */
export const connectionPause = (options: {
  readonly now: () => Date;
  /** A number from 0 to 1. */
  readonly random: () => number;
}): ConnectionPause => {
  let pause: { readonly failures: number; readonly until: Date; readonly words: string } | null = null;
  return {
    isOn: () => {
      const leftMs = pause ? pause.until.getTime() - options.now().getTime() : 0;
      // One that ends later than any pause can was set by a clock that has been put back since: it is over.
      return leftMs > 0 && leftMs <= longestMs;
    },
    until: () => pause?.until ?? null,
    note: (delivery) => {
      if (delivery.kind !== 'no-connection' && delivery.kind !== 'account') {
        pause = null;
        return;
      }
      const failures = (pause?.failures ?? 0) + 1;
      const waitMs = delivery.kind === 'account' ? accountPauseMs : backoffMs(failures, options.random());
      pause = { failures, until: new Date(options.now().getTime() + waitMs), words: delivery.words };
    },
    end: () => {
      if (pause) pause = { ...pause, until: new Date(0) };
    },
    forget: () => {
      pause = null;
    },
    describe: () => (pause ? { state: 'failing', words: pause.words } : { state: 'ready', words: '' }),
  };
};

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
