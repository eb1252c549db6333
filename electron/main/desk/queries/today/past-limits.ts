import { pastWords, type Queue, queueFacts } from '../../../../../shared/domain/queues.ts';

/** How often it is looked whether something passed its limit: limits are counted in days. */
export const lookEveryMs = 60_000;

/** How many requests of a queue are past a date or its age limit. */
export type PastLimit = { readonly id: Queue; readonly past: number };

type PastLimitPorts = {
  /** Calls something again and again. @returns ends it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** Whether this workstation wants to be told. */
  readonly isOn: () => boolean;
  /** Whether nobody is signed in: then nothing is shown but a number. */
  readonly isLocked: () => boolean;
  readonly count: () => readonly PastLimit[];
  /** Shows a number on the program's icon; 0 takes it away. */
  readonly showNumber: (number: number) => void;
  /** Shows a notification of the system. A press on it opens the queue. */
  readonly notify: (text: string, queue: Queue) => void;
  readonly failed: (error: unknown) => void;
};

export type PastLimitWatch = {
  /** The setting may be another one. */
  readonly settingsSaved: () => void;
  readonly stop: () => void;
};

type Known = ReadonlyMap<Queue, number>;

const knownOf = (counts: readonly PastLimit[]): Known => new Map(counts.map(({ id, past }) => [id, past]));

const grownSince = (known: Known, counts: readonly PastLimit[]): readonly PastLimit[] =>
  counts.filter(({ id, past }) => past > (known.get(id) ?? 0));

/** `Sent, no answer: 3 waiting too long`, a line for each queue. No name of a patron, no title: it is shown to whoever passes by. */
const textOf = (grown: readonly PastLimit[]): string =>
  grown.map(({ id, past }) => `${queueFacts(id).label}: ${pastWords(id, past) ?? past}`).join('\n');

/**
 * Tells of what passes its limit while the program is open: each growth of a queue once. What was past its limit when the program
 * started or the setting was chosen is on Today, and is no news. While nobody is signed in only the number goes on; what grew
 * meanwhile is told once somebody is.
 */
export const watchPastLimits = (ports: PastLimitPorts): PastLimitWatch => {
  let known: Known | null = null;
  let shown = 0;
  const showNumber = (number: number): void => {
    if (number !== shown) ports.showNumber(number);
    shown = number;
  };
  const look = (): void => {
    if (!ports.isOn()) {
      known = null;
      return showNumber(0);
    }
    const counts = ports.count();
    showNumber(counts.reduce((sum, { past }) => sum + past, 0));
    if (ports.isLocked() && known !== null) return;
    const grown = known === null ? [] : grownSince(known, counts);
    known = knownOf(counts);
    const [first] = grown;
    if (first) ports.notify(textOf(grown), first.id);
  };
  const lookSafely = (): void => {
    try {
      look();
    } catch (error) {
      ports.failed(error);
    }
  };
  const stop = ports.every(lookEveryMs, lookSafely);
  return {
    settingsSaved: () => {
      if (ports.isOn() !== (known !== null)) lookSafely();
    },
    stop,
  };
};
