import type { ScanEnd, TestScan } from '../../../../shared/domain/scan-pace.ts';
import { terminatorOf, typesCharacter, type Decision, type KeyEvent } from './wedge.ts';

/** The listener of a scanner test, which receives all input. */
export type TestListener = {
  /** Whether a test is running; keys are followed only then. */
  readonly isOn: () => boolean;
  readonly heard: (scan: TestScan) => void;
};

/** After a pause this long, the input is complete. */
const silenceMs = 1_500;
/** The maximum length of a scan. */
const textLimit = 4_096;

type Run = { readonly text: string; readonly timesMs: readonly number[] };

const none: Run = { text: '', timesMs: [] };

/** The character that a scanner sent: control characters of a label arrive as Ctrl combinations (GS as Ctrl+]). */
const characterOf = (event: KeyEvent): string | null => {
  if (typesCharacter(event)) return event.key;
  const point = event.key.toUpperCase().codePointAt(0) ?? 0;
  return event.chord === 'control' && event.key.length === 1 && point >= 0x40 && point < 0x60
    ? String.fromCodePoint(point - 0x40)
    : null;
};

const paceOf = (timesMs: readonly number[]): TestScan['pace'] => {
  const gaps = timesMs.slice(1).map((timeMs, index) => timeMs - (timesMs[index] ?? timeMs));
  const [first] = gaps;
  if (first === undefined) return null;
  const sumMs = gaps.reduce((sum, gapMs) => sum + gapMs, 0);
  return { gapMs: Math.round(Math.max(...gaps)), meanMs: Math.round(sumMs / gaps.length) };
};

export type KeyTest = {
  readonly take: (event: KeyEvent, decision: Decision) => void;
  readonly stop: () => void;
};

/** Follows the keys of a window for a scanner test: the text, its pace, and whether the wedge recognised it. */
export const followKeys = (listener: TestListener): KeyTest => {
  let run = none;
  let silence: NodeJS.Timeout | undefined;
  const end = (how: ScanEnd | null, taken: boolean): void => {
    const { text, timesMs } = run;
    run = none;
    clearTimeout(silence);
    // Space and Enter alone are used to operate the page.
    if (text !== '' && (taken || text.trim() !== ''))
      listener.heard({ source: 'keys', text, end: how, taken, pace: paceOf(timesMs) });
  };
  const take = (event: KeyEvent, decision: Decision): void => {
    if (!listener.isOn()) {
      run = none;
      return;
    }
    if (event.type === 'up' || event.isAutoRepeat) return;
    const terminator = terminatorOf(event);
    if (terminator !== null) {
      run = { ...run, timesMs: [...run.timesMs, event.timeMs] };
      return end(terminator, decision.scan !== undefined);
    }
    const character = characterOf(event);
    if (character === null || run.text.length >= textLimit) return;
    run = { text: run.text + character, timesMs: [...run.timesMs, event.timeMs] };
    clearTimeout(silence);
    silence = setTimeout(() => end(null, false), silenceMs);
  };
  return { take, stop: () => clearTimeout(silence) };
};
