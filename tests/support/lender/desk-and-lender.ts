import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, OpId, PartnerId, RequestId } from '../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import { lettersService } from '../../../electron/main/desk/output/letters/letters.service.ts';
import type { DeskAtWork } from '../../../electron/main/desk/output/desk-at-work.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { listDueLetters } from '../../../electron/main/desk/store/partner-queue.queries.ts';
import { countUnderWay } from '../../../electron/main/desk/store/sending.queries.ts';
import { type Endpoint, startEndpoint } from '../../../electron/main/partners/exchange/endpoint.ts';
import { inboxOn } from '../../../electron/main/partners/exchange/inbox.ts';
import { takeIn } from '../../../electron/main/partners/exchange/take-in.ts';
import type { PartnerQueueOptions } from '../../../electron/main/partners/sending/partner-queue.ts';
import {
  type PartnerQueue,
  startPartnerQueue,
} from '../../../electron/main/partners/sending/partner-queue.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../desk.ts';
import { outboxRows, testWriter } from '../letters.ts';
import { valueOf } from '../results.ts';
import { freePort } from '../mail-server.ts';
import { receivingAt } from '../receiving.ts';
import { testLane } from '../test-lane.ts';
import { waitFor } from '../waiting.ts';
import { applyStored } from './apply-stored.ts';
import { type Delivery, type Fault, Lender, type LenderOptions, type Script } from './lender.ts';
import { usualProfile } from './play.ts';
import { scripts } from './scripts.ts';

/** Puts the profile of a partner by protocol into the records of a desk. */
export const setProfile = (
  { raw }: Pick<TestDesk, 'raw'>,
  address: string,
  more: Partial<ProtocolProfile> = {},
): void => {
  raw
    .prepare('UPDATE partner SET profile = ?, renews_automatically = 0 WHERE id = 1')
    .run(JSON.stringify({ ...usualProfile, address, ...more }));
};

/** A workstation without a folder for messages. */
export const noFolder: PartnerQueueOptions['folder'] = {
  isChosen: () => false,
  put: () => Promise.reject(new Error('There is no folder.')),
};

/** The queue of a desk as the program starts it. Pauses end only with `tryNow`, and everything that went wrong is in `faults`. */
export const startTestPartnerQueue = (
  desk: Pick<TestDesk, 'context'>,
  change: Partial<PartnerQueueOptions> = {},
): PartnerQueue & { readonly faults: unknown[]; readonly atWork: DeskAtWork } => {
  const { options, faults, atWork } = testLane(desk);
  const queue = startPartnerQueue({
    ...options,
    timeZone: desk.context.timeZone,
    writer: testWriter(desk as TestDesk),
    folder: noFolder,
    ...change,
  });
  return { ...queue, faults, atWork };
};

/** A desk with a partner on loopback that speaks ISO 18626, and keeps its own book. */
export class DeskAndLender {
  desk!: TestDesk;
  lender!: Lender;
  queue!: ReturnType<typeof startTestPartnerQueue>;
  letters!: ReturnType<typeof lettersService>;
  script: Script = scripts.WILLSUPPLY_LOANED;
  fault: () => Fault | null = () => null;
  delivery: Delivery = 'at-once';
  /** What the records of the desk say of the partner, beside its address. */
  profile: Partial<ProtocolProfile> = {};
  /** Whether each message is applied before the next one comes, instead of all in the order in which they were written. */
  appliesAsTheyCome = false;
  #endpoint: Endpoint | null = null;
  #queues: PartnerQueue[] = [];

  async open(): Promise<void> {
    this.desk = openTestDesk();
    this.script = scripts.WILLSUPPLY_LOANED;
    this.fault = () => null;
    this.delivery = 'at-once';
    const { context } = this.desk;
    this.#endpoint = await startEndpoint({
      host: '127.0.0.1',
      port: 0,
      path: '/',
      tls: null,
      credentials: null,
      mayCall: () => true,
      take: (bytes) => {
        const confirmation = takeIn(bytes, instantOf(context.now()), inboxOn(context.db));
        if (this.appliesAsTheyCome) this.applyAll();
        return Promise.resolve(confirmation);
      },
      logFault: (error) => {
        throw error;
      },
    });
    await this.startLender();
    setProfile(this.desk, this.lender.url, this.profile);
    this.start();
    this.letters = lettersService(context, {
      writer: testWriter(this.desk),
      tryNow: () => this.queue.tryNow(),
    });
  }

  /** Starts the partner's system. @param tls of its server */
  async startLender(tls?: LenderOptions['tls']): Promise<void> {
    const port = this.#endpoint?.port ?? 0;
    this.lender = new Lender({
      ...(tls && { tls }),
      symbol: 'NORTH',
      dialect: { version: this.profile.version ?? '1.2', prefix: 'ns1' },
      file: join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json'),
      borrowerUrl: () => `http://127.0.0.1:${port}/`,
      script: () => this.script,
      fault: () => this.fault(),
      delivery: () => this.delivery,
    });
    await this.lender.start();
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.splice(0)) await queue.stop(500);
    await this.lender.settled();
    await this.lender.crash();
    await this.#endpoint?.stop();
    this.desk.close();
  }

  /** Starts sending, like another start of the program. */
  start(change: Partial<PartnerQueueOptions> = {}): void {
    this.queue = startTestPartnerQueue(this.desk, change);
    this.#queues.push(this.queue);
  }

  /** A request that can be sent to the partner. */
  newRequest(externalId = 'R-1'): RequestId {
    return addRequest(this.desk, { externalId, status: 'READY_TO_SEND' });
  }

  send(requestId: RequestId): OpId {
    const opId = newOpId();
    valueOf(take(this.desk.context, 'send-request', { opId, requestId, asOf: null, note: '' }));
    return opId;
  }

  /** Sends a new request, and waits until the partner has answered it. @returns its id and its identifier in messages */
  async lend(externalId = 'R-1'): Promise<readonly [RequestId, string]> {
    const requestId = this.newRequest(externalId);
    this.send(requestId);
    await this.settled();
    return [requestId, this.sentAs(requestId)];
  }

  receives(requestId: RequestId, barcode = 'N-31234'): OpId {
    const opId = newOpId();
    valueOf(receivingAt(() => this.desk).receive({ opId, requestId, barcode }));
    return opId;
  }

  renews(requestId: RequestId, day = '2027-02-15'): OpId {
    const opId = newOpId();
    const asked = { opId, requestId, asOf: null, dueOn: day as CalendarDate, itemIds: null };
    valueOf(take(this.desk.context, 'request-renewal', asked));
    return opId;
  }

  /** Sends back what came for a request. */
  sendsBack(requestId: RequestId): OpId {
    const opId = newOpId();
    const itemId = this.desk.raw
      .prepare('SELECT id FROM item WHERE request_id = ?')
      .pluck()
      .get(requestId) as ItemId;
    valueOf(take(this.desk.context, 'return', { opId, itemId }));
    return opId;
  }

  undo(undoes: OpId): void {
    valueOf(take(this.desk.context, 'undo', { opId: newOpId(), undoes }));
  }

  /** The partner cannot be reached, but can still reach us. */
  async outage(): Promise<void> {
    setProfile(this.desk, `http://127.0.0.1:${await freePort()}/`, this.profile);
  }

  /** It can be reached again. */
  back(): void {
    setProfile(this.desk, this.lender.url, this.profile);
    this.queue.tryNow();
  }

  /** The identifier that the last request to the partner has in messages. */
  sentAs(requestId: RequestId): string {
    return this.desk.raw
      .prepare('SELECT sent_as FROM conversation WHERE request_id = ? ORDER BY created_at DESC, id DESC')
      .pluck()
      .get(requestId) as string;
  }

  /** Waits until nothing more leaves by itself, and applies what the partner has said. */
  async settled(): Promise<void> {
    for (let before = ''; ;) {
      this.queue.kick();
      await waitFor('the queue rests', () => (this.#isBusy() ? undefined : true));
      await this.lender.settled();
      this.applyAll();
      const after = JSON.stringify(this.states());
      if (after === before) return;
      before = after;
    }
  }

  #isBusy(): boolean {
    const { db, now } = this.desk.context;
    const at = instantOf(now());
    const tooFar = instantOf(new Date(now().getTime() + 7 * 3_600_000));
    const due = listDueLetters(db, { partnerId: 1 as PartnerId, now: at, tooFar, limit: 1 });
    return due.length > 0 || this.states().some((state) => state.endsWith(' sending'));
  }

  /** The letters to the partner, and what the page says of them. */
  states(): readonly string[] {
    return this.desk.raw
      .prepare("SELECT kind || ' ' || state FROM outbox WHERE recipient = 'partner' ORDER BY id")
      .pluck()
      .all() as string[];
  }

  /** How many letters to the partner are sent automatically, and since when the oldest has waited. */
  underWay(): ReturnType<typeof countUnderWay> {
    return countUnderWay(this.desk.context.db, 1 as PartnerId);
  }

  note(kind: string): string {
    return outboxRows(this.desk).findLast((row) => row.kind === kind)?.note ?? '';
  }

  /** What left, in the order in which it was written: actions or `request`, with the state of each. */
  said(): readonly string[] {
    const rows = this.desk.raw
      .prepare("SELECT raw, state FROM partner_message WHERE direction = 'out' ORDER BY id")
      .all() as { readonly raw: string; readonly state: string }[];
    return rows.map(({ raw, state }) => `${/<action>(\w+)/.exec(raw)?.[1] ?? 'request'} ${state}`);
  }

  /** What the partner's book says that it heard, in order. */
  heard(sentAs: string): readonly string[] {
    return this.lender.entry(sentAs).heard.map(({ action }) => action);
  }

  /** Applies what the partner has said. */
  applyAll(): void {
    applyStored(this.desk);
  }
}

/** A desk and a lender for the tests of a file. */
export const useDeskAndLender = (): DeskAndLender => {
  const here = new DeskAndLender();
  beforeEach(() => here.open());
  afterEach(() => here.close());
  return here;
};
