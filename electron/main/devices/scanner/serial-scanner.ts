import { readCode } from '../../../../shared/domain/codes.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Log } from '../../log/log.ts';
import { createFramer, type Frame } from './framer.ts';
import { createRateLimit } from './rate-limit.ts';
import { toScan, type ScannerOptions } from './scan.ts';
import { openLine, type SerialLine, type SerialModule } from './serial-line.ts';

export type SerialScannerOptions = ScannerOptions & {
  readonly settings: () => Settings['serialScanner'];
  /** Told when what `describe` says is another than before. */
  readonly changed: () => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Loads the native module, with the first scanner that needs it. */
  readonly load?: () => Promise<SerialModule>;
  /** How long to wait before each try to open the port again; the last one holds for all that follow. */
  readonly retriesMs?: readonly number[];
};

export type SerialPortName = { readonly port: string; readonly name: string };

export type SerialScanner = {
  /** Opens the port that is set, if one is. */
  readonly start: () => void;
  /** Looks whether the settings are others now, and opens the port that they name. */
  readonly settingsSaved: () => void;
  readonly describe: () => AppState['scanner'];
  /** The ports of this computer as they are now. Rejects where the system cannot say. */
  readonly ports: () => Promise<readonly SerialPortName[]>;
  /** Settles when the port is free again. */
  readonly stop: () => Promise<void>;
};

type State = AppState['scanner']['state'];

const retriesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** A code that stops for so long is only a part of one; without an end character so much is the end. */
const silenceMs = { partial: 1_000, end: 100 } as const;

const loadModule = (): Promise<SerialModule> => import('serialport');

const reasonOf = (error: Error | null): 'denied' | 'busy' | 'missing' => {
  const message = error?.message ?? '';
  if (/permission denied|EACCES|EPERM/i.test(message)) return 'denied';
  return /lock|busy|access denied/i.test(message) ? 'busy' : 'missing';
};

const goneWords = {
  denied: (port: string) => t('scanner.thisAccountMayNotOpenThePort', { port }),
  busy: (port: string) => t('scanner.anotherProgramUsesThePort', { port }),
  missing: (port: string) => t('scanner.theScannerIsNotThere', { port }),
} as const;

const wordsOf = (state: State, port: string, reason: keyof typeof goneWords): string => {
  switch (state) {
    case 'none':
      return '';
    case 'opening':
      return t('scanner.thePortIsBeingOpened', { port });
    case 'ready':
      return t('scanner.thePortIsOpen', { port });
    case 'gone':
      return goneWords[reason](port);
    case 'flooded':
      return t('scanner.theScannerSendsWithoutStopping', { port });
    case 'no-module':
      return t('scanner.serialScannersCannotBeUsedHere');
  }
};

/**
 * Keeps the serial scanner of this workstation: opens the port that is set, opens it again by itself when it was unplugged, and makes
 * scans of what comes, by the same rules as those of a keyboard wedge.
 */
export const watchSerialScanner = (options: SerialScannerOptions): SerialScanner => {
  const load = options.load ?? loadModule;
  const waitsMs = options.retriesMs ?? retriesMs;
  let state: State = 'none';
  let words = '';
  // Nothing is asked before the start: the program is still being put together.
  let settings: Settings['serialScanner'] | null = null;
  let line: SerialLine | null = null;
  // What an earlier turn began does not count any more.
  let turn = 0;
  let tries = 0;
  let retry: NodeJS.Timeout | undefined;
  let silence: NodeJS.Timeout | undefined;
  let framer = createFramer('line');
  const rate = createRateLimit();

  const show = (next: State, reason: keyof typeof goneWords = 'missing'): void => {
    const said = wordsOf(next, settings?.port ?? '', reason);
    if (next === state && said === words) return;
    if (next === 'gone' && state !== 'gone') options.log.warn('scanner.gone', { reason });
    if (next === 'ready') options.log.info('scanner.ready');
    if (next === 'flooded') options.log.warn('scanner.flooded');
    state = next;
    words = said;
    options.changed();
  };

  const takeFrame = ({ bytes, end }: Frame): void => {
    const raw = new TextDecoder(settings?.encoding).decode(bytes);
    // A glitch while it is being plugged in is no code, and no part of one.
    if (end === null && !readCode(raw).ok) return;
    if (options.trials.isOn())
      options.trials.heard({ source: 'line', text: raw, end, taken: end !== null, pace: null });
    options.onScan(toScan(raw, options.affixes(), { source: 'line', partial: end === null }));
  };

  const takeData = (bytes: Uint8Array): void => {
    clearTimeout(silence);
    silence = setTimeout(takeSilence, settings?.end === 'pause' ? silenceMs.end : silenceMs.partial);
    for (const frame of framer.take(bytes)) {
      if (rate.isTooMuch(performance.now())) show('flooded');
      else takeFrame(frame);
    }
  };
  const takeSilence = (): void => {
    const frame = framer.silence();
    const wasFlooded = state === 'flooded';
    if (wasFlooded) show('ready');
    rate.reset();
    // The rest of a flood says nothing.
    if (frame !== null && !wasFlooded) takeFrame(frame);
  };

  const isOver = (error: Error | null): void => {
    line = null;
    clearTimeout(silence);
    framer.reset();
    rate.reset();
    show('gone', reasonOf(error));
    const waitMs = waitsMs[Math.min(tries, waitsMs.length - 1)];
    tries += 1;
    retry = setTimeout(() => void connect(), waitMs);
  };

  const connect = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    if (settings === null || settings.port === '') return show('none');
    const wanted = settings;
    if (state !== 'gone') show('opening');
    let module: SerialModule;
    try {
      module = await load();
    } catch (error) {
      options.log.warn('scanner.no-module', {}, error);
      return show('no-module');
    }
    if (mine !== turn) return;
    framer = createFramer(wanted.end);
    try {
      line = openLine(module, wanted, {
        opened: () => {
          tries = 0;
          show('ready');
        },
        data: takeData,
        over: (error) => {
          if (mine === turn) isOver(error);
        },
      });
    } catch (error) {
      isOver(error instanceof Error ? error : null);
    }
  };

  const close = async (): Promise<void> => {
    turn += 1;
    clearTimeout(retry);
    clearTimeout(silence);
    const closing = line;
    line = null;
    await closing?.close();
  };
  const openAnew = async (): Promise<void> => {
    await close();
    tries = 0;
    state = 'none';
    await connect();
  };
  const settingsSaved = (): void => {
    if (settings === null) return;
    const now = options.settings();
    if (JSON.stringify(now) === JSON.stringify(settings)) return;
    settings = now;
    void openAnew();
  };
  return {
    start: () => {
      settings = options.settings();
      void connect();
    },
    settingsSaved,
    describe: () => ({ state, words }),
    ports: async () => {
      const { SerialPort } = await load();
      const found = (await SerialPort.list()) as readonly PortFacts[];
      return found.map((port) => ({
        port: port.path,
        name: [port.path, nameOf(port)].filter(Boolean).join(' · '),
      }));
    },
    stop: close,
  };
};

/** What the system knows of a port: Windows has a sentence, the others the maker of the cable or the gun. */
type PortFacts = {
  readonly path: string;
  readonly friendlyName?: string;
  readonly manufacturer?: string;
};

const nameOf = ({ friendlyName, manufacturer }: PortFacts): string => friendlyName ?? manufacturer ?? '';
