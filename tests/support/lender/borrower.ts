import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compose, type Telling } from '../../../electron/main/partners/iso18626/compose.ts';
import { composeRequest, type Wish } from '../../../electron/main/partners/iso18626/compose-request.ts';
import {
  confirmationOf,
  type OurVerdict,
  type PeerVerdict,
  verdictOf,
} from '../../../electron/main/partners/iso18626/confirmation.ts';
import { momentOf } from '../../../electron/main/partners/iso18626/dates.ts';
import { identityOf } from '../../../electron/main/partners/iso18626/identity.ts';
import { type Act, type Meaning, meaningOf } from '../../../electron/main/partners/iso18626/meaning.ts';
import type { Message, SupplyingAgencyMessage } from '../../../electron/main/partners/iso18626/message.ts';
import { readMessage } from '../../../electron/main/partners/iso18626/read-message.ts';
import { newStanding, type Standing } from '../../../electron/main/partners/iso18626/standing.ts';
import { writeMessage } from '../../../electron/main/partners/iso18626/write-message.ts';
import { noCitation } from '../../../shared/domain/citation.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import type { IsoAction, ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import { speakers } from '../../../shared/words/speakers.ts';

/** A request that a borrower has made. */
export type Made = {
  standing: Standing;
  /** What it was told to record, in order. */
  readonly acts: Act[];
  readonly meanings: Meaning[];
};

/** How often a word is sent before the borrower gives up. */
const tries = 20;

/**
 * The borrower's side of the protocol and nothing else: what the program composes, sends, reads and takes to mean, without a desk behind
 * it.
 */
export class Borrower {
  readonly made = new Map<string, Made>();
  /** Everything that it sent, as XML. */
  readonly sent: string[] = [];
  readonly #profile: () => ProtocolProfile;
  readonly #seen = new Set<string>();
  #server: Server | null = null;
  #port = 0;
  #clock = Date.parse('2026-11-25T08:00:00.000Z');

  constructor(profile: () => ProtocolProfile) {
    this.#profile = profile;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  of(requestId: string): Made {
    const made = this.made.get(requestId);
    if (!made) throw new Error(`${requestId} was not made.`);
    return made;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(this.#take(Buffer.concat(chunks))));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => {
      if (this.#server) this.#server.close(resolve);
      else resolve(undefined);
    });
  }

  /** Asks the lender for something. */
  ask(requestId: string, more: Partial<Wish> = {}): Promise<PeerVerdict> {
    this.made.set(requestId, { standing: newStanding, acts: [], meanings: [] });
    const wish: Wish = {
      title: 'The Sea Around Us',
      author: 'Carson, Rachel',
      format: 'physical',
      citation: noCitation,
      missing: null,
      note: '',
      library: {
        name: 'Main Library',
        address: ['1 College Road', 'Springfield'],
        email: 'ill@main.example',
      },
      answersTo: this.url,
      retryOf: null,
      ...more,
    };
    const envelope = { requestId, at: this.#now(), securityCode: null, speaker: speakers.en };
    return this.#send(composeRequest(wish, this.#profile(), envelope));
  }

  /** Tells the lender something about a request. @returns its verdict on each message, or how it is told otherwise */
  async tell(
    requestId: string,
    word: Telling['word'],
    more: Partial<Telling> = {},
  ): Promise<readonly PeerVerdict[] | string> {
    const made = this.of(requestId);
    const composed = compose(
      { word, note: '', dueOn: null, volumes: [], ...more },
      made.standing,
      this.#profile(),
      { requestId, supplierRequestId: null, at: this.#now(), securityCode: null, speaker: speakers.en },
    );
    if (composed.as !== 'messages') return composed.as;
    const verdicts: PeerVerdict[] = [];
    for (const message of composed.messages) {
      const action = message.body.action as IsoAction;
      const asks = action === 'Cancel' || action === 'Renew' ? [action] : [];
      this.#change(requestId, ({ told, unanswered }) => ({
        told: [...told, action],
        unanswered: [...unanswered, ...asks] as Standing['unanswered'],
      }));
      verdicts.push(await this.#send(message));
    }
    if (word === 'condition-accepted') this.#change(requestId, () => ({ condition: 'accepted' }));
    if (word === 'condition-declined') this.#change(requestId, () => ({ condition: 'none' }));
    return verdicts;
  }

  receives(requestId: string): Promise<readonly PeerVerdict[] | string> {
    this.#change(requestId, () => ({ volumes: 'here' }));
    return this.tell(requestId, 'received');
  }

  sendsBack(requestId: string): Promise<readonly PeerVerdict[] | string> {
    this.#change(requestId, () => ({ volumes: 'sent-back' }));
    return this.tell(requestId, 'returned');
  }

  #change(requestId: string, change: (standing: Standing) => Partial<Standing>): void {
    const made = this.of(requestId);
    made.standing = { ...made.standing, ...change(made.standing) };
  }

  #now(): Instant {
    this.#clock += 1_000;
    return new Date(this.#clock).toISOString() as Instant;
  }

  /** The same bytes until there is an answer: a request that exists after a lost answer is ours. */
  async #send(message: Message): Promise<PeerVerdict> {
    const profile = this.#profile();
    const xml = writeMessage(message, profile.version);
    this.sent.push(xml);
    let isInDoubt = false;
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const verdict = await this.#post(profile.address, xml);
      if (verdict.kind === 'duplicate' && isInDoubt) return { ...verdict, kind: 'ok' };
      if (verdict.kind !== 'unknown') return verdict;
      isInDoubt = true;
    }
    return { kind: 'unknown', errorType: null, words: '' };
  }

  async #post(address: string, body: string): Promise<PeerVerdict> {
    try {
      const headers = { 'Content-Type': 'application/xml; charset="utf-8"' };
      const answer = await fetch(address, { method: 'POST', headers, body });
      return verdictOf(answer.status, new Uint8Array(await answer.arrayBuffer()));
    } catch {
      return { kind: 'unknown', errorType: null, words: '' };
    }
  }

  #take(bytes: Uint8Array): string {
    const read = readMessage(bytes);
    const confirm = (received: SupplyingAgencyMessage | null, verdict: OurVerdict): string =>
      writeMessage(confirmationOf(received, verdict, this.#now()), this.#profile().version);
    if (!read.ok || read.value.kind !== 'supplyingAgencyMessage')
      return confirm(null, { errorType: 'BadlyFormedMessage', words: 'No message of a supplier.' });
    const message = read.value;
    const requestId = message.body.header.requestingAgencyRequestId ?? '';
    if (!this.made.has(requestId))
      return confirm(message, { errorType: 'UnrecognisedDataValue', words: 'There is no such request.' });
    const identity = identityOf(message);
    if (!this.#seen.has(identity)) this.#apply(requestId, message);
    this.#seen.add(identity);
    return confirm(message, 'ok');
  }

  #apply(requestId: string, message: SupplyingAgencyMessage): void {
    const { convention, volumeFormat } = this.#profile();
    const made = this.of(requestId);
    const meaning = meaningOf(message, made.standing, {
      convention,
      volumeFormat,
      timeZone: 'Europe/Berlin',
    });
    made.acts.push(...meaning.acts);
    made.meanings.push(meaning);
    const at = message.body.header.timestamp;
    this.#change(requestId, ({ asOf, status }) => ({
      status: meaning.status ?? status,
      asOf: at === null || (asOf !== null && momentOf(at) < asOf) ? asOf : momentOf(at),
    }));
    for (const act of meaning.acts) if (act.kind === 'partner-answer') this.#record(requestId, act.answer);
  }

  /** What the desk would know of its partner after a step. */
  #record(requestId: string, answer: Extract<Act, { readonly kind: 'partner-answer' }>['answer']): void {
    const answers = (question: string): void => {
      this.#change(requestId, ({ unanswered }) => ({
        unanswered: unanswered.filter((one) => one !== question),
      }));
    };
    if (answer.kind.startsWith('cancel')) answers('Cancel');
    if (answer.kind.startsWith('renew')) answers('Renew');
    this.#change(requestId, ({ refusedRenewal, dueOn, condition }) => ({
      refusedRenewal: answer.kind === 'renewal-refused' || (refusedRenewal && answer.kind !== 'renewed'),
      dueOn: 'dueOn' in answer && answer.dueOn ? answer.dueOn : dueOn,
      condition:
        answer.kind === 'conditional'
          ? 'open'
          : condition === 'open' && answer.kind === 'shipped'
            ? 'none'
            : condition,
    }));
  }
}
