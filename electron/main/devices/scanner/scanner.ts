import type { Input, WebContents } from 'electron';
import { endOfScanKey } from '../../../../shared/ipc/end-of-scan.ts';
import type { ScanPace } from '../../../../shared/domain/scan-pace.ts';
import { EventLoopMonitor } from './event-loop-monitor.ts';
import { toScan, type ScannerOptions } from './scan.ts';
import { followKeys, type KeyTest } from './test-scans.ts';
import { Wedge, type KeyEvent } from './wedge.ts';

/** How long, beyond the longest gap of the scanner, a held-back release of the space bar waits for the next character of a scan. */
const heldBackMs = 35;

type WedgeOptions = ScannerOptions & {
  /** The pace of the scanner; read at each key, because the settings may change. */
  readonly pace: () => ScanPace;
};

const chordOf = ({ control, alt, meta, isComposing }: Input): KeyEvent['chord'] => {
  if (meta || isComposing) return 'other';
  // Ctrl and Alt together are AltGr, and on macOS Option alone: both type characters, such as `]`.
  if (alt) return control || process.platform === 'darwin' ? 'none' : 'other';
  return control ? 'control' : 'none';
};

/**
 * Reads a keyboard-wedge scanner from the keys sent to a window, whatever element has the focus.
 *
 * The page gets every character of a scan as if it were typed (see wedge.ts), the scan as one event, and after the characters a
 * press of `endOfScanKey`. When it has both, all characters have arrived and can be removed.
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
  readonly #watch = new EventLoopMonitor(performance.now());
  readonly #onInput = (event: Electron.Event, input: Input): void => this.#take(event, input);
  #beating: NodeJS.Timeout;
  #heldBack: NodeJS.Timeout | undefined;
  /** Keys sent by this class itself are ignored. */
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
    this.#watch.recordKey(timeMs);
    if (decision.swallow) event.preventDefault();
    if (decision.heldBack === true) this.#holdBack();
    if (decision.inBurst === true) clearTimeout(this.#heldBack);
    if (decision.scan !== undefined) {
      this.#options.onScan(toScan(decision.scan, this.#options.affixes()));
      // Deferred: Electron drops what is sent while it dispatches a key. A message may reach the page before earlier keys; a key cannot.
      setImmediate(() => this.#send(endOfScanKey, 'keyDown', 'keyUp'));
    }
  }

  #holdBack(): void {
    this.#heldBack = setTimeout(() => {
      const nowMs = performance.now();
      // After the process was busy, the scanner's next character may still be queued behind this timer.
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
