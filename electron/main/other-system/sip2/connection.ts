import { connect as connectOpen, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { type Fields, kinds, longestMessage, readMessage, type Received, writeMessage } from './message.ts';

// One connection to a SIP2 server. The protocol knows one message at a time: the next one is sent after the answer to the one before.

/** Where the server is. */
export type Server = {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'none';
  /** The library's own certificate authority as PEM, trusted in addition to the well-known ones; null for none. */
  readonly ca: string | null;
};

/** Why there was no answer: `late`: none arrived in time; `damaged`: it arrived damaged several times; `other`: it is not an answer to SIP2. */
export class NoAnswerError extends Error {
  readonly why: 'late' | 'closed' | 'damaged' | 'other';

  constructor(why: NoAnswerError['why']) {
    super(`no answer: ${why}`);
    this.why = why;
  }
}

type Asked = {
  readonly answerKind: string;
  /**
   * Whether it names what this question is about: servers without sequence numbers may answer an earlier one twice. The first answer of its kind on a
   * connection needs no name.
   */
  readonly isOurs: (answer: Received) => boolean;
};

type Settle = {
  readonly resolve: (answer: Received) => void;
  readonly reject: (error: Error) => void;
};

/** How often the same message is asked for or sent again. */
const mostResends = 3;

const lineEnd = (byte: number): boolean => byte === 13 || byte === 10;

/**
 * Opens a connection.
 * @param signal closes it, open or not
 * @throws the fault of the system, or `NoAnswerError` after the limit or the signal
 */
export const openSocket = (server: Server, limitMs: number, signal?: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connectTo(server);
    const close = (): void => void socket.destroy(new NoAnswerError('closed'));
    signal?.addEventListener('abort', close);
    if (signal?.aborted) close();
    const timer = setTimeout(() => socket.destroy(new NoAnswerError('late')), limitMs);
    socket.once(server.security === 'tls' ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.setNoDelay(true);
      // Notices between look-ups that the server is gone without closing the connection.
      socket.setKeepAlive(true, 60_000);
      resolve(socket);
    });
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', close);
      reject(new NoAnswerError('closed'));
    });
  });

const connectTo = ({ host, port, security, ca }: Server): Socket =>
  security === 'tls'
    ? connectTls({
        host,
        port,
        minVersion: 'TLSv1.2',
        ...(isIP(host) === 0 && { servername: host }),
        ...(ca !== null && { ca: [...rootCertificates, ca] }),
      })
    : connectOpen({ host, port });

/** An open connection. After a failure it is closed: a late answer would be taken for that of the next question. */
export class Connection {
  readonly #socket: Socket;
  readonly #limitMs: number;
  #unread = Buffer.alloc(0);
  #sequence = 0;
  /** Whether the server numbers its answers: then one without a number is damaged. */
  #isNumbered = false;
  /** The kinds of answers that were asked for. */
  readonly #asked = new Set<string>();
  #taken: ((line: Buffer) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  constructor(socket: Socket, limitMs: number) {
    this.#socket = socket;
    this.#limitMs = limitMs;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new NoAnswerError('closed')));
  }

  isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends a message and returns its answer. @throws NoAnswerError, or the fault of the system; then the connection is closed. */
  async ask(
    kind: string,
    { fixed, fields }: { readonly fixed: string; readonly fields: Fields },
    asked: Asked,
  ): Promise<Received> {
    const sequence = this.#sequence;
    this.#sequence = (sequence + 1) % 10;
    const message = writeMessage(kind, fixed, fields, sequence);
    const isFirst = !this.#asked.has(asked.answerKind);
    this.#asked.add(asked.answerKind);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Received>((resolve, reject) => {
        timer = setTimeout(() => reject(new NoAnswerError('late')), this.#limitMs);
        this.#failed = reject;
        this.#taken = this.#takerFor(message, sequence, { ...asked, isFirst }, { resolve, reject });
        if (this.isOpen()) this.#socket.write(message);
        else reject(new NoAnswerError('closed'));
      });
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#taken = null;
      this.#failed = null;
    }
  }

  /** Returns what takes the lines that arrive after a message, until one is its answer. */
  #takerFor(
    message: Buffer,
    sequence: number,
    { answerKind, isOurs, isFirst }: Asked & { readonly isFirst: boolean },
    { resolve, reject }: Settle,
  ): (line: Buffer) => void {
    let resends = 0;
    const again = (bytes: Buffer): void => {
      resends += 1;
      if (resends > mostResends) reject(new NoAnswerError('damaged'));
      else this.#socket.write(bytes);
    };
    return (line) => {
      const answer = this.#understood(line);
      if (answer === 'damaged') again(writeMessage(kinds.askAgain, '', [], null));
      else if (answer?.kind === kinds.askedAgain) again(message);
      // The answer to an earlier question, a second time.
      else if (answer !== null && answer.sequence !== null && answer.sequence !== sequence) return;
      else if (answer?.kind !== answerKind) reject(new NoAnswerError('other'));
      else if (answer.sequence !== null || isOurs(answer)) resolve(answer);
      else if (isFirst) {
        resolve(answer);
        // The answer to the next question of this kind could not be told from this one.
        this.close();
      }
    };
  }

  #understood(line: Buffer): ReturnType<typeof readMessage> {
    const answer = readMessage(line);
    if (answer === null || answer === 'damaged') return answer;
    if (answer.sequence !== null) this.#isNumbered = true;
    return this.#isNumbered && answer.sequence === null && answer.kind !== kinds.askedAgain
      ? 'damaged'
      : answer;
  }

  #fail(error: Error): void {
    this.#failed?.(error);
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (let end = this.#unread.findIndex(lineEnd); end >= 0; end = this.#unread.findIndex(lineEnd)) {
      const line = this.#unread.subarray(0, end);
      this.#unread = this.#unread.subarray(end + 1);
      if (line.length > 0) this.#taken?.(line);
    }
    if (this.#unread.length > longestMessage) {
      this.#fail(new NoAnswerError('other'));
      this.close();
    }
  }
}
