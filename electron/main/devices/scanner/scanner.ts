import type { Input, WebContents } from 'electron';
import { endOfScanKey } from '../../../../shared/ipc/end-of-scan.ts';
import type { ScanPace } from '../../../../shared/domain/scan-pace.ts';
import { createLoopWatch } from './loop-watch.ts';
import { toScan, type Scanner, type ScannerOptions } from './scan.ts';
import { followKeys } from './trials.ts';
import { createWedge, type KeyEvent } from './wedge.ts';

/** So much longer than the longest gap of a scanner a held-back release of the blank bar waits for the next character of a scan. */
const heldBackMs = 35;

export type WedgeOptions = ScannerOptions & {
  /** How slow the scanner may be; asked at each key, because the settings may change. */
  readonly pace: () => ScanPace;
};

const chordOf = ({ control, alt, meta, isComposing }: Input): KeyEvent['chord'] => {
  if (meta || isComposing) return 'other';
  // Ctrl and Alt together are AltGr, and on macOS Option alone: both type characters, `]` among them.
  if (alt) return control || process.platform === 'darwin' ? 'none' : 'other';
  return control ? 'control' : 'none';
};

/**
 * Reads a keyboard-wedge scanner from the keys that go to a window, whatever element has the focus there.
 *
 * The page gets every character of a scan as if it were typed (see wedge.ts), the scan as one event, and after the characters a
 * press of `endOfScanKey`: when it has seen both, the characters stand where they fell and can be taken out.
 *
 * @param contents the page of the window
 * @returns the scanner; it also stops when the page is destroyed
 */
export const attachWedge = (contents: WebContents, options: WedgeOptions): Scanner => {
  const decide = createWedge(options.pace);
  const followed = followKeys(options.trials);
  const watch = createLoopWatch(performance.now());
  let heldBack: NodeJS.Timeout | undefined;
  let isGivingBack = false;

  const holdBack = (): void => {
    heldBack = setTimeout(() => {
      const nowMs = performance.now();
      // After a busy moment the scanner's next character may still wait behind this timer.
      if (watch.earliestMs(nowMs) < nowMs) holdBack();
      else giveBack();
    }, options.pace().gapMs + heldBackMs);
  };

  // A message may reach the page before the keys that were pressed earlier; a key cannot.
  const markEnd = (): void => {
    if (contents.isDestroyed()) return;
    isGivingBack = true;
    contents.sendInputEvent({ type: 'keyDown', keyCode: endOfScanKey });
    contents.sendInputEvent({ type: 'keyUp', keyCode: endOfScanKey });
    isGivingBack = false;
  };

  const giveBack = (): void => {
    isGivingBack = true;
    contents.sendInputEvent({ type: 'keyUp', keyCode: 'Space' });
    isGivingBack = false;
  };

  const onInput = (event: Electron.Event, input: Input): void => {
    if (isGivingBack || (input.type !== 'keyDown' && input.type !== 'keyUp')) return;
    const timeMs = performance.now();
    const key: KeyEvent = {
      type: input.type === 'keyDown' ? 'down' : 'up',
      key: input.key,
      code: input.code,
      timeMs,
      earliestMs: watch.earliestMs(timeMs),
      isAutoRepeat: input.isAutoRepeat,
      chord: chordOf(input),
    };
    const decision = decide(key);
    followed.take(key, decision);
    watch.keyCame(timeMs);
    if (decision.swallow) event.preventDefault();
    if (decision.heldBack === true) holdBack();
    if (decision.inBurst === true) clearTimeout(heldBack);
    if (decision.scan !== undefined) {
      options.onScan(toScan(decision.scan, options.affixes()));
      // Not at once: Electron drops what is sent while it hands out a key.
      setImmediate(markEnd);
    }
  };

  const beat = (): void => {
    timer = setTimeout(beat, watch.beat(performance.now(), contents.isFocused()));
  };
  let timer = setTimeout(beat, 0);

  const stop = (): void => {
    clearTimeout(timer);
    clearTimeout(heldBack);
    followed.stop();
    contents.off('before-input-event', onInput);
  };
  contents.on('before-input-event', onInput);
  contents.once('destroyed', stop);
  return { stop };
};
