import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { writeNotices } from './write-notices.ts';

/** How often the clock is checked: after sleep, timers are no longer accurate. */
const defaultCheckIntervalMs = 5 * 60_000;

export type NoticeClock = {
  /** Starts the daily run, now and from then on. */
  readonly start: () => void;
  /** Writes what is due, even if today's run is done. Settles when it is done or has failed. */
  readonly look: () => Promise<void>;
  /** Writes no further letter and waits for the one being written. */
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly db: ReadableDB;
  readonly now: () => Date;
  /** IANA time zone of the library. */
  readonly timeZone: () => string;
  readonly mailWorks: () => boolean;
  /** Whether something else is writing now, such as an import, which calls `look` at its end. */
  readonly mayNot: () => boolean;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly written: () => void;
  readonly logFault: (error: unknown) => void;
};

/**
 * Writes notices once a day: at the start, when the date changes, and on every `look`, which an import calls. While no mail account works
 * nothing is written, so that no backlog builds up: the first run afterwards writes only the newest.
 * @param every calls back every so many ms; its return value stops that.
 * @param written called after letters were written.
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
      // The next run continues.
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

  const checkOncePerDay = (): void => {
    if (lookedOn !== calendarDateIn(now(), options.timeZone())) void look();
  };
  let end = (): void => undefined;
  return {
    start: () => {
      if (stopped) return;
      end();
      end = options.every(defaultCheckIntervalMs, checkOncePerDay);
      checkOncePerDay();
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
