import { Wedge, type KeyEvent } from '../../../../electron/main/devices/scanner/wedge.ts';

/** A key stroke: when it is pressed and how long it is held, in milliseconds. */
export type Stroke = {
  readonly key: string;
  readonly atMs: number;
  readonly holdMs?: number;
  readonly chord?: KeyEvent['chord'];
  readonly isAutoRepeat?: boolean;
};

/** The strokes of a text at an even pace; `\n` is Enter and `\t` is Tab. */
export const strokes = (text: string, fromMs: number, gapMs: number, holdMs = gapMs / 2): readonly Stroke[] =>
  [...text].map((character, index) => ({
    key: character === '\n' ? 'Enter' : character === '\t' ? 'Tab' : character,
    atMs: fromMs + index * gapMs,
    holdMs,
  }));

const events = ({
  key,
  atMs,
  holdMs = 1,
  chord = 'none',
  isAutoRepeat = false,
}: Stroke): readonly KeyEvent[] => {
  const common = { key, code: key === 'Enter' ? '' : `key ${key.toLowerCase()}`, chord };
  const press: KeyEvent = { ...common, type: 'down', timeMs: atMs, earliestMs: atMs, isAutoRepeat };
  const upMs = atMs + holdMs;
  const release: KeyEvent = { ...common, type: 'up', timeMs: upMs, earliestMs: upMs, isAutoRepeat: false };
  return isAutoRepeat ? [press] : [press, release];
};

/** The key events of strokes, in chronological order. */
export const keyEvents = (...groups: readonly (readonly Stroke[])[]): readonly KeyEvent[] =>
  groups
    .flat()
    .flatMap(events)
    .sort((one, other) => one.timeMs - other.timeMs);

/** The events as they arrive if the process was busy in a period: all events in it arrive at its end. */
export const whileBusy = (
  keys: readonly KeyEvent[],
  busy: { readonly fromMs: number; readonly untilMs: number },
): readonly KeyEvent[] =>
  keys.map((event) =>
    event.timeMs >= busy.fromMs && event.timeMs <= busy.untilMs
      ? { ...event, timeMs: busy.untilMs, earliestMs: busy.fromMs }
      : event,
  );

export type Outcome = {
  readonly scans: readonly string[];
  /** Keys whose press or release was kept from the page. */
  readonly keptPresses: readonly string[];
  readonly keptReleases: readonly string[];
  /** The number of releases that were held back until it is clear who typed them. */
  readonly heldBack: number;
};

/** Runs events through a decoder and returns the outcome. */
export const outcome = (wedge: Wedge, keys: readonly KeyEvent[]): Outcome => {
  const decided = keys.map((event) => ({ event, decision: wedge.decide(event) }));
  const kept = (type: KeyEvent['type']): readonly string[] =>
    decided
      .filter(({ event, decision }) => event.type === type && decision.swallow && !decision.heldBack)
      .map(({ event }) => event.key);
  return {
    scans: decided.flatMap(({ decision }) => decision.scan ?? []),
    keptPresses: kept('down'),
    keptReleases: kept('up'),
    heldBack: decided.filter(({ decision }) => decision.heldBack).length,
  };
};

/** The outcome of keys that did not come from a scanner. */
export const untouched: Outcome = { scans: [], keptPresses: [], keptReleases: [], heldBack: 0 };

/** The outcome of strokes with a new wedge. */
export const outcomeOf = (...groups: readonly (readonly Stroke[])[]): Outcome =>
  outcome(new Wedge(), keyEvents(...groups));
