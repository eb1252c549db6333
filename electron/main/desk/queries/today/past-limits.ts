import { pastWords, type Queue, queueFacts } from '../../../../../shared/domain/queues.ts';

/** How often limits are checked: they are counted in days. */
const checkIntervalMs = 60_000;

/** How many requests of a queue are past a date or its age limit. */
export type PastLimit = { readonly id: Queue; readonly past: number };

type PastLimitPorts = {
  /** Calls a function repeatedly. @returns stops it. */
  readonly every: (ms: number, run: () => void) => () => void;
  /** Whether this workstation has notifications turned on. */
  readonly isOn: () => boolean;
  /** Whether no one is signed in: then only a number is shown. */
  readonly isLocked: () => boolean;
  readonly count: () => readonly PastLimit[];
  /** Shows a number on the program's icon; 0 removes it. */
  readonly showNumber: (number: number) => void;
  /** Shows a system notification. Clicking it opens the queue. */
  readonly notify: (text: string, queue: Queue) => void;
  readonly failed: (error: unknown) => void;
};

export type PastLimitWatch = {
  /** Called when settings were saved. */
  readonly settingsSaved: () => void;
  readonly stop: () => void;
};

type Known = ReadonlyMap<Queue, number>;

const knownOf = (counts: readonly PastLimit[]): Known => new Map(counts.map(({ id, past }) => [id, past]));

const grownSince = (known: Known, counts: readonly PastLimit[]): readonly PastLimit[] =>
  counts.filter(({ id, past }) => past > (known.get(id) ?? 0));

/** `Sent, no answer: 3 waiting too long`, one line per queue. It contains no patron's name and no title, because anyone may see it. */
const textOf = (grown: readonly PastLimit[]): string =>
  grown.map(({ id, past }) => `${queueFacts(id).label}: ${pastWords(id, past) ?? past}`).join('\n');

/**
 * Notifies of requests that pass their limit while the program is open: each increase of a queue once. What was past its limit when the
 * program started or the setting was turned on is on Today and causes no notification. While no one is signed in, only the number is
 * updated; increases are notified after the next sign-in.
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
  const checkSafely = (): void => {
    try {
      look();
    } catch (error) {
      ports.failed(error);
    }
  };
  const stop = ports.every(checkIntervalMs, checkSafely);
  return {
    settingsSaved: () => {
      if (ports.isOn() !== (known !== null)) checkSafely();
    },
    stop,
  };
};
