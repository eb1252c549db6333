import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { writeNotices } from './write-notices.ts';

/** The clock is looked at so often: a computer that slept has lost its timers' count. */
const usualLookEveryMs = 5 * 60_000;

export type NoticeClock = {
  /** Begins to look once a day, now and from then on. */
  readonly start: () => void;
  /** Writes what is due, whether it was looked today or not. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  /** Writes no further letter and waits for what is being written. */
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  readonly mailWorks: () => boolean;
  /** Whether something else writes now, an import: it asks for a look when it is over. */
  readonly mayNot: () => boolean;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly written: () => void;
  readonly logFault: (error: unknown) => void;
};

/**
 * Lets notices be written once a day: when it is started, when the day changes, and on every `look`, which an import asks for.
 * As long as no mail account works nothing is written, so that nothing piles up: the first look after it does writes the newest alone.
 * @param every calls back after so many ms, again and again; the answer ends that.
 * @param written is told after letters were written.
 */
export const noticeClock = (options: Options): NoticeClock => {
  const { db, now } = options;
  let lookedOn: string | null = null;
  let stopped = false;
  let running: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    try {
      const clock = { now: now(), timeZone: options.timeZone() };
      let more = true;
      while (more && !stopped) {
        more = await retryOnBusy(() => writeNotices(db, clock));
        options.written();
      }
      if (!stopped) lookedOn = calendarDateIn(clock.now, clock.timeZone);
    } catch (error) {
      // The next look goes on.
      options.logFault(error);
    }
  };

  const look = (): Promise<void> => {
    if (stopped || options.mayNot() || !options.mailWorks()) return running ?? Promise.resolve();
    running = (running ?? Promise.resolve()).then(write).finally(() => {
      running = null;
    });
    return running;
  };

  const lookOnceToday = (): void => {
    if (lookedOn !== calendarDateIn(now(), options.timeZone())) void look();
  };
  let end = (): void => undefined;
  return {
    start: () => {
      if (stopped) return;
      end();
      end = options.every(usualLookEveryMs, lookOnceToday);
      lookOnceToday();
    },
    look: () => {
      lookedOn = null;
      return look();
    },
    stop: async () => {
      stopped = true;
      end();
      await running;
    },
  };
};
