import type { MailState } from '../../../../../shared/ipc/views.ts';
import type { Delivery } from '../../../mail/delivery.ts';
import { accountPauseMs, backoffMs, longestMs } from './backoff.ts';

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
