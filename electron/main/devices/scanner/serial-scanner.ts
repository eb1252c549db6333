import { readCode } from '../../../../shared/domain/codes.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Log } from '../../log/log.ts';
import { Framer, RateLimit, type Frame } from './framer.ts';
import { toScan, type ScannerOptions } from './scan.ts';
import { openLine, type SerialLine, type SerialModule } from './serial-line.ts';

export type SerialScannerOptions = ScannerOptions & {
  readonly settings: () => Settings['serialScanner'];
  /** Called when the result of `describe` has changed. */
  readonly changed: () => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Loads the native module, with the first scanner that needs it. */
  readonly load?: () => Promise<SerialModule>;
  /** The pause before each attempt to open the port again; the last one applies to all further attempts. */
  readonly retriesMs?: readonly number[];
};

type State = AppState['scanner']['state'];

const retriesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** A code followed by a pause this long is only a part; without an end character, a pause this long is the end. */
const silenceMs = { partial: 1_000, end: 100 } as const;

const reasonOf = (error: Error | null): 'denied' | 'busy' | 'missing' => {
  const message = error?.message ?? '';
  if (/permission denied|EACCES|EPERM/i.test(message)) return 'denied';
  return /lock|busy|access denied/i.test(message) ? 'busy' : 'missing';
};

const goneWords = {
  denied: (port: string) =>
    t(
      'This account isn’t allowed to open port {port}. Ask your IT staff for access (on Linux: the dialout group).',
      { port },
    ),
  busy: (port: string) =>
    t('Another program is using port {port}. Close it, and the scanner works again automatically.', { port }),
  missing: (port: string) =>
    t(
      'No scanner responds on port {port}. Check that it is plugged in; it then works again automatically. Or choose another port in Settings.',
      { port },
    ),
} as const;

const wordsOf = (state: State, port: string, reason: keyof typeof goneWords): string => {
  switch (state) {
    case 'none':
      return '';
    case 'opening':
      return t('Opening port {port}…', { port });
    case 'ready':
      return t('Port {port} is open and ready for scans.', { port });
    case 'gone':
      return goneWords[reason](port);
    case 'flooded':
      return t(
        'The scanner on {port} is sending codes nonstop, so none are used. Unplug it, and check its baud rate and what it is pointed at.',
        { port },
      );
    case 'no-module':
      return t(
        'Serial scanners can’t be used on this computer: the part of the program that reads the port doesn’t run here. Everything else works, including a scanner set to work as a keyboard.',
      );
  }
};

/**
 * Manages the serial scanner of this workstation: opens the configured port, reopens it automatically after it was unplugged, and
 * converts its input to scans, with the same rules as for a keyboard wedge.
 */
export class SerialScanner {
  readonly #options: SerialScannerOptions;
  #state: State = 'none';
  #words = '';
  /** Null before `start`, because the program is still being put together. */
  #settings: Settings['serialScanner'] | null = null;
  #line: SerialLine | null = null;
  /** Callbacks of an earlier turn are ignored. */
  #turn = 0;
  #tries = 0;
  #retry: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #framer = new Framer('line');
  #rate = new RateLimit();

  constructor(options: SerialScannerOptions) {
    this.#options = options;
  }

  /** Opens the configured port, if there is one. */
  start(): void {
    this.#settings = this.#options.settings();
    void this.#connect();
  }

  /** Reopens the port if the settings have changed. */
  settingsSaved(): void {
    if (this.#settings === null) return;
    const now = this.#options.settings();
    if (JSON.stringify(now) === JSON.stringify(this.#settings)) return;
    this.#settings = now;
    void this.#reopen();
  }

  describe(): AppState['scanner'] {
    return { state: this.#state, words: this.#words };
  }

  /** Returns the computer's current ports. Rejects if the system cannot list them. */
  async ports(): Promise<readonly { readonly port: string; readonly name: string }[]> {
    const { SerialPort } = await this.#load();
    const found = (await SerialPort.list()) as readonly PortFacts[];
    return found.map((port) => ({
      port: port.path,
      name: [port.path, port.friendlyName ?? port.manufacturer].filter(Boolean).join(' · '),
    }));
  }

  /** Settles when the port is free again. */
  async stop(): Promise<void> {
    this.#turn += 1;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    const closing = this.#line;
    this.#line = null;
    await closing?.close();
  }

  /** Loads the native module, with the first scanner that needs it. */
  #load(): Promise<SerialModule> {
    return this.#options.load?.() ?? import('serialport');
  }

  async #reopen(): Promise<void> {
    await this.stop();
    this.#tries = 0;
    this.#state = 'none';
    await this.#connect();
  }

  async #connect(): Promise<void> {
    this.#turn += 1;
    const mine = this.#turn;
    const wanted = this.#settings;
    if (wanted === null || wanted.port === '') return this.#show('none');
    if (this.#state !== 'gone') this.#show('opening');
    let module: SerialModule;
    try {
      module = await this.#load();
    } catch (error) {
      this.#options.log.warn('scanner.no-module', {}, error);
      return this.#show('no-module');
    }
    if (mine !== this.#turn) return;
    this.#framer = new Framer(wanted.end);
    this.#rate = new RateLimit();
    try {
      this.#line = openLine(module, wanted, {
        opened: () => {
          this.#tries = 0;
          this.#show('ready');
        },
        data: (bytes) => this.#takeData(bytes),
        over: (error) => {
          if (mine === this.#turn) this.#noteOver(error);
        },
      });
    } catch (error) {
      this.#noteOver(error instanceof Error ? error : null);
    }
  }

  #noteOver(error: Error | null): void {
    this.#line = null;
    clearTimeout(this.#silence);
    this.#show('gone', reasonOf(error));
    const waitsMs = this.#options.retriesMs ?? retriesMs;
    const waitMs = waitsMs[Math.min(this.#tries, waitsMs.length - 1)];
    this.#tries += 1;
    this.#retry = setTimeout(() => void this.#connect(), waitMs);
  }

  #takeData(bytes: Uint8Array): void {
    clearTimeout(this.#silence);
    const waitMs = this.#settings?.end === 'pause' ? silenceMs.end : silenceMs.partial;
    this.#silence = setTimeout(() => this.#takeSilence(), waitMs);
    for (const frame of this.#framer.take(bytes)) {
      if (this.#rate.isTooMuch(performance.now())) this.#show('flooded');
      else this.#takeFrame(frame);
    }
  }

  #takeSilence(): void {
    const frame = this.#framer.silence();
    const wasFlooded = this.#state === 'flooded';
    if (wasFlooded) this.#show('ready');
    this.#rate = new RateLimit();
    // The rest of a flood is discarded.
    if (frame !== null && !wasFlooded) this.#takeFrame(frame);
  }

  #takeFrame({ bytes, end }: Frame): void {
    const { testScans, affixes, onScan } = this.#options;
    const raw = new TextDecoder(this.#settings?.encoding).decode(bytes);
    // A glitch while the cable is plugged in is not a code, nor part of one.
    if (end === null && !readCode(raw).ok) return;
    if (testScans.isOn())
      testScans.heard({ source: 'line', text: raw, end, taken: end !== null, pace: null });
    onScan(toScan(raw, affixes(), { source: 'line', partial: end === null }));
  }

  #show(next: State, reason: keyof typeof goneWords = 'missing'): void {
    const words = wordsOf(next, this.#settings?.port ?? '', reason);
    if (next === this.#state && words === this.#words) return;
    const { log } = this.#options;
    if (next === 'gone' && this.#state !== 'gone') log.warn('scanner.gone', { reason });
    if (next === 'ready') log.info('scanner.ready');
    if (next === 'flooded') log.warn('scanner.flooded');
    this.#state = next;
    this.#words = words;
    this.#options.changed();
  }
}

/** A port as the system describes it: Windows has a description, the others the manufacturer of the cable or scanner. */
type PortFacts = {
  readonly path: string;
  readonly friendlyName?: string;
  readonly manufacturer?: string;
};
