import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import type { EndpointView } from '../../../../shared/ipc/calls/endpoint.ts';
import { mayCallOf } from './callers.ts';
import type { EndpointAccount } from './endpoint-account.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';

type State = EndpointView['state'];

export type KeeperOptions = {
  readonly account: EndpointAccount;
  /** Stores a message, and returns its confirmation (`takeIn`). */
  readonly take: EndpointOptions['take'];
  /** Whether the library is in use on another workstation, which receives its messages. */
  readonly rests: () => boolean;
  readonly now: () => Date;
  /** Called when the state has changed. */
  readonly changed: () => void;
  readonly logFault: (error: unknown) => void;
  /** The pause before it tries again to listen; a minute if omitted. */
  readonly retryMs?: number;
};

/** Keeps the endpoint open or closed, as its settings say, and knows whether it listens. */
export class EndpointKeeper {
  readonly #options: KeeperOptions;
  #state: State = { kind: 'closed' };
  #endpoint: Endpoint | null = null;
  /** The settings with which it is open: it is reopened only if they change. */
  #openAs = '';
  #timer: NodeJS.Timeout | null = null;
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  state(): State {
    return this.#state;
  }

  /** Opens, closes or reopens the endpoint as the settings say. Settles when it listens, or cannot. */
  follow(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#follow()).catch(this.#options.logFault);
    return this.#turn;
  }

  /** Closes it for good. */
  readonly stop = (): Promise<void> => {
    this.#isStopped = true;
    return this.follow();
  };

  async #follow(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const { account, rests } = this.#options;
    const { settings, secret, tls } = account.load();
    const isWanted = settings.isOpen && !rests() && !this.#isStopped;
    const openAs = isWanted ? JSON.stringify([settings, secret, tls]) : '';
    if (openAs === this.#openAs && (this.#endpoint !== null || !isWanted)) return;
    await this.#close();
    if (!isWanted) return this.#become({ kind: 'closed' });
    await this.#open();
    if (this.#endpoint !== null) this.#openAs = openAs;
  }

  async #open(): Promise<void> {
    const { account, take, logFault, now } = this.#options;
    const { settings } = account.load();
    const { host, port, path, callers } = settings;
    const credentials = account.credentials();
    const tls = account.tls();
    if (credentials === 'missing')
      return this.#fail(t('The password or code for callers is missing. Enter it and save.'));
    if (tls === 'missing') return this.#fail(t('The key of the certificate is missing. Choose both again.'));
    try {
      this.#endpoint = await startEndpoint({
        host,
        port,
        path,
        tls,
        credentials,
        mayCall: mayCallOf(callers),
        take: async (message) => {
          const confirmation = await take(message);
          this.#noteMessage();
          return confirmation;
        },
        logFault,
      });
      const address = `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
      this.#become({ kind: 'listening', since: instantOf(now()), address, lastAt: null });
    } catch (error) {
      this.#fail(openingFault(error, port, host));
      this.#timer = setTimeout(() => void this.follow(), this.#options.retryMs ?? 60_000);
    }
  }

  async #close(): Promise<void> {
    const endpoint = this.#endpoint;
    this.#endpoint = null;
    this.#openAs = '';
    await endpoint?.stop();
  }

  #noteMessage(): void {
    if (this.#state.kind !== 'listening') return;
    this.#become({ ...this.#state, lastAt: instantOf(this.#options.now()) });
  }

  #fail(words: string): void {
    const since: Instant =
      this.#state.kind === 'failing' ? this.#state.since : instantOf(this.#options.now());
    this.#become({ kind: 'failing', since, words });
  }

  #become(next: State): void {
    const before = JSON.stringify(this.#state);
    this.#state = next;
    if (JSON.stringify(next) !== before) this.#options.changed();
  }
}

/** Returns why it cannot listen, in a sentence for staff. */
const openingFault = (error: unknown, port: number, host: string): string => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return t(
        'Port {port} is in use by another program. Choose another port, or close that program; Borrow Desk tries again every minute.',
        { port: String(port) },
      );
    case 'EACCES':
      return t('This account is not allowed to use port {port}. Choose one above 1023.', {
        port: String(port),
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return t(
        'This computer does not have the address {host}. Correct it; Borrow Desk tries again every minute.',
        {
          host,
        },
      );
    default:
      return t('Messages cannot be received ({message}). Borrow Desk tries again every minute.', { message });
  }
};
