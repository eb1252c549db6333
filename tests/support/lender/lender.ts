import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type Book,
  type Entry,
  openBook,
  type Refusal,
  type Waiting,
  writeHeard,
  writeSaid,
} from './book.ts';
import { confirmationXml, type Dialect, type Heard, hear, type Saying, sayingXml } from './peer-xml.ts';

/** What a lender does with each action of a borrower, `Request` included: what it says, in order. */
export type Script = Readonly<Partial<Record<string, (entry: Entry, heard: Heard) => readonly Saying[]>>>;

/**
 * What goes wrong with one connection to the lender.
 * - `before`: it breaks before the message is read. `during`: in the middle of the confirmation. `after`: once it is written down, before
 * anything is confirmed. `slow`: it answers late.
 * - `400`, `201`: the confirmation comes with this status code. `gateway`: something before it answers 502 in HTML.
 */
export type Fault = 'before' | 'during' | 'after' | 'slow' | '400' | '201' | 'gateway';

/** How what a lender says arrives: at once, twice, or when `deliver` is called, in the order of its calls. */
export type Delivery = 'at-once' | 'twice' | 'held';

export type LenderOptions = {
  readonly symbol: string;
  readonly dialect: Dialect;
  /** The file of its book. */
  readonly file: string;
  /** Its certificate, and the authority of those that callers must show; it speaks HTTP if omitted. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
  /** Its port; a free one if omitted. */
  readonly port?: number;
  /** Where the borrower takes messages in. */
  readonly borrowerUrl: () => string;
  readonly script: () => Script;
  /** The fault of the next connection; null: none. */
  readonly fault?: () => Fault | null;
  readonly delivery?: () => Delivery;
  /** After how many milliseconds it breaks off its next call to the borrower; null: not at all. */
  readonly breakOff?: () => number | null;
  /** A time for each message, later than the one before; of a day in the past if omitted. */
  readonly now?: () => string;
};

const slowMs = 150;

/** A lending library's system on loopback, which plays a script and keeps its own book. */
export class Lender {
  readonly #options: LenderOptions;
  #book: Book;
  #server: Server | null = null;
  #port = 0;
  #clock = Date.parse('2026-11-25T09:00:00.000Z');
  #underway: Promise<unknown>[] = [];
  /** The answers of the borrower to what it was told: status code and body. */
  readonly answers: { readonly status: number; readonly body: string }[] = [];

  constructor(options: LenderOptions) {
    this.#options = options;
    this.#book = openBook(options.file);
    this.#port = options.port ?? 0;
  }

  get url(): string {
    return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${this.#port}/iso18626`;
  }

  /** @returns what its book says of a request */
  entry(requestId: string): Entry {
    const entry = this.#book.entries.get(requestId);
    if (!entry) throw new Error(`The lender has never heard of ${requestId}.`);
    return entry;
  }

  /** Everything in its book. */
  get entries(): readonly Entry[] {
    return [...this.#book.entries.values()];
  }

  hasHeardOf(requestId: string): boolean {
    return this.#book.entries.has(requestId);
  }

  async start(): Promise<void> {
    const { tls } = this.#options;
    const serve = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#serve(request, response).catch((error: unknown) => {
        // The borrower broke off.
        if (request.errored === null) throw error;
      });
    const server: Server = tls
      ? createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, serve)
      : createServer(serve);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Breaks every connection and forgets everything that is not in its file. */
  async crash(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => {
      if (server) server.close(resolve);
      else resolve(undefined);
    });
  }

  /** Starts again at the same address, with what its file says. */
  async restart(): Promise<void> {
    await this.crash();
    this.#book = openBook(this.#options.file);
    await this.start();
  }

  /** Says something by itself. @returns when it was delivered, or held */
  async say(requestId: string, saying: Saying): Promise<void> {
    this.#book.together(() => this.#write(this.entry(requestId), saying));
    await this.#deliverUnlessHeld(requestId);
  }

  /** What it has said and not delivered. */
  get waiting(): number {
    return this.#book.waiting().length;
  }

  /** Delivers what waits. @param order `backwards`: the newest first */
  async deliver(order: 'in-order' | 'backwards' = 'in-order'): Promise<void> {
    const waiting = this.#book.waiting();
    for (const each of order === 'in-order' ? waiting : waiting.toReversed()) await this.#post(each);
  }

  /** Waits until everything that it says by its script has arrived. */
  async settled(): Promise<void> {
    while (this.#underway.length > 0) await Promise.all(this.#underway.splice(0));
  }

  #now(): string {
    if (this.#options.now) return this.#options.now();
    this.#clock += 1_000;
    return new Date(this.#clock).toISOString();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#options.fault?.() ?? null;
    if (fault === 'before') {
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault === 'gateway') {
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><body>Bad Gateway</body></html>');
      return;
    }
    const heard = hear(Buffer.concat(chunks).toString('utf8'));
    if (heard === null) {
      response.writeHead(400).end('There is no message in it.');
      return;
    }
    const outcome = this.#book.together(() => {
      const written = writeHeard(this.#book, heard);
      if (written === null) this.#answer(heard);
      return written;
    });
    if (outcome === null) this.#underway.push(this.#deliverAfterConfirming(heard.requestId));
    if (fault === 'after') {
      request.socket.destroy();
      return;
    }
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMs));
    this.#confirm(response, heard, outcome === 'again' ? null : outcome, fault);
  }

  #confirm(response: ServerResponse, heard: Heard, refusal: Refusal | null, fault: Fault | null): void {
    const xml = confirmationXml(heard, this.#now(), refusal, this.#options.dialect);
    const status = fault === '400' ? 400 : fault === '201' ? 201 : 200;
    response.writeHead(status, {
      'Content-Type': 'application/xml; charset="utf-8"',
      'Content-Length': Buffer.byteLength(xml),
    });
    if (fault !== 'during') {
      response.end(xml);
      return;
    }
    response.write(xml.slice(0, xml.length / 2), () => response.destroy());
  }

  /** Writes down what its script answers to a word. */
  #answer(heard: Heard): void {
    const action = heard.kind === 'request' ? 'Request' : heard.action;
    const entry = this.entry(heard.requestId);
    const answers = this.#options.script()[action]?.(entry, heard) ?? [];
    for (const saying of answers) this.#write(entry, saying);
  }

  #write(entry: Entry, saying: Saying): void {
    const { symbol, dialect } = this.#options;
    const { requestId, borrower } = entry;
    const at = this.#now();
    writeSaid(entry, saying, at);
    this.#book.keep(entry);
    this.#book.wait(requestId, sayingXml(saying, { requestId, lender: symbol, borrower, at }, dialect));
  }

  async #deliverAfterConfirming(requestId: string): Promise<void> {
    await new Promise(setImmediate);
    await this.#deliverUnlessHeld(requestId);
  }

  async #deliverUnlessHeld(requestId: string): Promise<void> {
    const delivery = this.#options.delivery?.() ?? 'at-once';
    if (delivery === 'held') return;
    for (const each of this.#book.waiting().filter((one) => one.requestId === requestId)) {
      if (delivery === 'twice') await this.#post(each);
      await this.#post(each);
    }
  }

  /** What the borrower does not take waits until `deliver` is called. */
  async #post({ id, xml }: Waiting): Promise<void> {
    const breakOffMs = this.#options.breakOff?.() ?? null;
    try {
      const answer = await fetch(this.#options.borrowerUrl(), {
        method: 'POST',
        ...(breakOffMs !== null && { signal: AbortSignal.timeout(breakOffMs) }),
        headers: { 'Content-Type': 'application/xml; charset="utf-8"' },
        body: xml,
      });
      this.answers.push({ status: answer.status, body: await answer.text() });
      if (answer.status < 500) this.#book.delivered(id);
    } catch {
      // The connection broke: it may or may not have arrived.
    }
  }
}
