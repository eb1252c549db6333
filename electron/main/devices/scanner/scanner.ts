import type { Input, WebContents } from 'electron';
import { endOfScanKey } from '../../../../shared/ipc/end-of-scan.ts';
import type { ScanPace } from '../../../../shared/domain/scan-pace.ts';
import { LoopWatch } from './loop-watch.ts';
import { toScan, type ScannerOptions } from './scan.ts';
import { followKeys, type KeyTest } from './test-scans.ts';
import { Wedge, type KeyEvent } from './wedge.ts';

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
 * @param contents the page of the window; when it is destroyed, the scanner stops
 */
export const attachWedge = (contents: WebContents, options: WedgeOptions): void => {
  void new KeysOfWindow(contents, options);
};

class KeysOfWindow {
  readonly #contents: WebContents;
  readonly #options: WedgeOptions;
  readonly #wedge: Wedge;
  readonly #test: KeyTest;
  readonly #watch = new LoopWatch(performance.now());
  readonly #onInput = (event: Electron.Event, input: Input): void => this.#take(event, input);
  #beating: NodeJS.Timeout;
  #heldBack: NodeJS.Timeout | undefined;
  /** What is sent by this class itself is no key of anybody. */
  #isSending = false;

  constructor(contents: WebContents, options: WedgeOptions) {
    this.#contents = contents;
    this.#options = options;
    this.#wedge = new Wedge(options.pace);
    this.#test = followKeys(options.testScans);
    this.#beating = setTimeout(() => this.#beat(), 0);
    contents.on('before-input-event', this.#onInput);
    contents.once('destroyed', () => this.#stop());
  }

  #stop(): void {
    clearTimeout(this.#beating);
    clearTimeout(this.#heldBack);
    this.#test.stop();
    this.#contents.off('before-input-event', this.#onInput);
  }

  #beat(): void {
    const nextMs = this.#watch.beat(performance.now(), this.#contents.isFocused());
    this.#beating = setTimeout(() => this.#beat(), nextMs);
  }

  #take(event: Electron.Event, input: Input): void {
    if (this.#isSending || (input.type !== 'keyDown' && input.type !== 'keyUp')) return;
    const timeMs = performance.now();
    const key: KeyEvent = {
      type: input.type === 'keyDown' ? 'down' : 'up',
      key: input.key,
      code: input.code,
      timeMs,
      earliestMs: this.#watch.earliestMs(timeMs),
      isAutoRepeat: input.isAutoRepeat,
      chord: chordOf(input),
    };
    const decision = this.#wedge.decide(key);
    this.#test.take(key, decision);
    this.#watch.keyCame(timeMs);
    if (decision.swallow) event.preventDefault();
    if (decision.heldBack === true) this.#holdBack();
    if (decision.inBurst === true) clearTimeout(this.#heldBack);
    if (decision.scan !== undefined) {
      this.#options.onScan(toScan(decision.scan, this.#options.affixes()));
      // Not at once: Electron drops what is sent while it hands out a key. A message may reach the page before the keys that were pressed
      // earlier; a key cannot.
      setImmediate(() => this.#send(endOfScanKey, 'keyDown', 'keyUp'));
    }
  }

  #holdBack(): void {
    this.#heldBack = setTimeout(() => {
      const nowMs = performance.now();
      // After a busy moment the scanner's next character may still wait behind this timer.
      if (this.#watch.earliestMs(nowMs) < nowMs) this.#holdBack();
      else this.#send('Space', 'keyUp');
    }, this.#options.pace().gapMs + heldBackMs);
  }

  #send(keyCode: string, ...types: readonly ('keyDown' | 'keyUp')[]): void {
    if (this.#contents.isDestroyed()) return;
    this.#isSending = true;
    for (const type of types) this.#contents.sendInputEvent({ type, keyCode });
    this.#isSending = false;
  }
}
