import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import type { PartnerProfile, ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { OutgoingMessages } from '../../files/watching/outgoing-messages.ts';
import { backoffMs, ConnectionPause, longestMs } from '../../desk/output/letters/connection-pause.ts';
import type { DeskAtWork } from '../../desk/output/desk-at-work.ts';
import { QueueWorker } from '../../desk/output/queue-worker.ts';
import { isStillToPost, listDueLetters, nextLetterAt } from '../../desk/store/partner-queue.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { afterAttempt, type Attempt } from '../exchange/after-attempt.ts';
import { type Identification, type PartnerSecrets, withoutSecrets } from '../exchange/partner-secrets.ts';
import { postMessage } from '../exchange/post-message.ts';
import { withSecurityCode } from '../iso18626/security-code.ts';
import { type ClaimedMessage, claimMessage, type ClaimOptions } from './claim-message.ts';
import { recordAttempt } from './record-attempt.ts';

/** What every partner's lane needs. */
export type LaneOptions = Omit<ClaimOptions, 'profile'> & {
  readonly db: ReadableDB;
  readonly secrets: Pick<PartnerSecrets, 'identify'>;
  /** Whether this workstation tells partners, of those that share the library's requests. */
  readonly mayTell: () => boolean;
  /** Settles when the other workstations have received what this one recorded: true if they have. Only then is a message posted. */
  readonly confirmed: () => Promise<boolean>;
  /** A number from 0 to 1, for the pauses. */
  readonly random: () => number;
  /** Staff who work at the desk must not wait for letters. */
  readonly atWork: DeskAtWork;
  /** Called after each change of a letter. */
  readonly changed: () => void;
  /** The folder into which messages are put to partners without an address. */
  readonly folder: Pick<OutgoingMessages, 'isChosen' | 'put'>;
  /** Posts one message; that of the program if omitted. */
  readonly post?: typeof postMessage;
  /** How long to wait before the database is tried again. */
  readonly retryMs?: number;
};

/**
 * `unknown`: nothing was tried yet; `no-secret`: this workstation lacks the code, password or certificate for the partner; `no-folder`: it has
 * no folder for messages.
 */
export type LaneState = 'unknown' | 'up' | 'down' | 'no-secret' | 'no-folder';

/** How many letters, each of another turn, are sent to a partner at the same time. A single one finds out whether it can be reached again. */
const atOnce = 8;
/** How many letters are looked up at once. */
const batch = 200;
/** After sleep, timers are no longer accurate: nothing waits longer than this without checking the clock. */
const longestSleepMs = 60_000;

const wordsOf = (result: Attempt): string => (result.kind === 'put' ? '' : result.words);

/** The name of the file of a message: in the order of time for each partner, and the same when it is put there again. */
const fileNameOf = (
  { agencyIdValue }: ProtocolProfile['theirs'],
  { at, sentAs, saying }: Pick<ClaimedMessage, 'at' | 'sentAs' | 'saying'>,
): string =>
  `${agencyIdValue.replace(/[^A-Za-z0-9-]/gu, '_').slice(0, 60)}-${at.replace(/[^0-9TZ]/gu, '')}-${sentAs}-${saying.action}.xml`;

const isDown = ({ kind }: Attempt): boolean => kind === 'unreached' || kind === 'unknown';

type Reached = { readonly profile: ProtocolProfile; readonly identification: Identification };
type Round = { readonly reached: Reached; readonly messages: readonly ClaimedMessage[] };

/**
 * Sends the letters to one partner, those of a turn in their order. If its system cannot be reached, or does not confirm, all of them wait: first
 * for a minute, at most six hours.
 */
export class Lane {
  readonly partnerId: PartnerId;
  readonly worker: QueueWorker;
  readonly #options: LaneOptions;
  readonly #connection: ConnectionPause;
  #state: LaneState = 'unknown';
  #since: Instant | null = null;
  #address: string | null = '';
  #profile: { readonly stored: string; readonly read: PartnerProfile | null } = { stored: '', read: null };
  #timer: NodeJS.Timeout | undefined;

  constructor(partnerId: PartnerId, options: LaneOptions) {
    this.partnerId = partnerId;
    this.#options = options;
    this.#connection = new ConnectionPause(options);
    this.worker = new QueueWorker({
      logFault: options.logFault,
      ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
      settle: () => undefined,
      work: () => this.#tellAll(),
      rest: () => this.#sleep(),
    });
  }

  /** Whether the partner can be reached, since when, and why not. */
  describe(): { readonly state: LaneState; readonly since: Instant | null; readonly words: string } {
    return { state: this.#state, since: this.#since, words: this.#connection.describe().words };
  }

  /** Ends a pause. */
  endPause(): void {
    this.#connection.end();
  }

  async stop(limitMs: number): Promise<void> {
    clearTimeout(this.#timer);
    await this.worker.stop(limitMs);
  }

  #set(state: LaneState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#since = instantOf(this.#options.now());
    this.worker.tell(this.#options.changed);
  }

  /** How the partner is reached now; null if it is not. */
  #reach(): Reached | null {
    const { db, mayTell, secrets } = this.#options;
    if (this.worker.signal.aborted || !mayTell()) return null;
    const stored = findPlace(db, 'partner', this.partnerId)?.profile ?? '';
    // Cached, because it is needed before each message.
    if (stored !== this.#profile.stored)
      this.#profile = { stored, read: stored === '' ? null : readPartnerProfile(stored) };
    const profile = this.#profile.read;
    if (profile?.by !== 'iso18626') return null;
    // A fault of another address says nothing about this one.
    if (profile.address !== this.#address) this.#connection.forget();
    this.#address = profile.address;
    if (this.#connection.isOn()) return null;
    const identification = secrets.identify(this.partnerId, profile);
    const lacksFolder = profile.address === null && !this.#options.folder.isChosen();
    if (identification !== null && !lacksFolder) return { profile, identification };
    this.#set(lacksFolder ? 'no-folder' : 'no-secret');
    return null;
  }

  async #tellAll(): Promise<void> {
    let due: number[] = [];
    for (;;) {
      if (due.length === 0) due = (await this.worker.persist(() => this.#due())) ?? [];
      if (due.length === 0) return;
      const ids = due.splice(0, this.#options.atWork.isOn() ? 1 : atOnce);
      const round = await this.worker.persist(() => this.#claim(ids));
      if (!round) return;
      this.worker.tell(this.#options.changed);
      if (round.messages.length > 0) await this.#say(round);
      await this.#options.atWork.rest(this.worker.signal);
    }
  }

  /** Returns letters that may be sent now. */
  #due(): number[] {
    if (this.#reach() === null) return [];
    const now = this.#options.now();
    // Later than any pause can end: the clock was set back since.
    const tooFar = instantOf(new Date(now.getTime() + longestMs));
    // A single letter finds out whether the partner can be reached.
    const limit = this.#state === 'up' ? batch : 1;
    return listDueLetters(this.#options.db, {
      partnerId: this.partnerId,
      now: instantOf(now),
      tooFar,
      limit,
    });
  }

  /** Claims the next message of each of these letters; null if the partner cannot be told now. */
  #claim(ids: readonly number[]): Round | null {
    const reached = this.#reach();
    if (reached === null) return null;
    const options = { ...this.#options, profile: reached.profile };
    const messages = inTransaction(this.#options.db, (writable) =>
      ids.flatMap((id) => {
        const claimed = claimMessage(writable, id, options);
        return claimed === undefined || claimed === 'settled' ? [] : [claimed];
      }),
    );
    return { reached, messages };
  }

  /** Posts messages, and records what becomes of them. */
  async #say({ reached, messages }: Round): Promise<void> {
    const { db, now, random } = this.#options;
    const isConfirmed = await this.#isConfirmed();
    const attempts = await Promise.all(
      messages.map(async (message) => ({ message, result: await this.#post(message, reached, isConfirmed) })),
    );
    const tried = attempts.filter(({ result }) => result.kind !== 'unreached' || result.words !== '');
    const [down] = tried.filter(({ result }) => isDown(result));
    const isUp = tried.some(({ result }) => !isDown(result));
    // If other messages arrive, one that does not is itself the cause.
    if (isUp) this.#connection.note({ kind: 'sent', words: '' });
    else if (down) this.#connection.note({ kind: 'no-connection', words: wordsOf(down.result) });
    const pauseMs = (failures: number): number => backoffMs(failures, random());
    await this.worker.persist(() =>
      inTransaction(db, (writable) => {
        for (const { message, result } of attempts) {
          const after = afterAttempt(message, result, { now: now(), pauseMs });
          // Not reaching the partner says nothing about this letter: it is tried again when the pause ends.
          const nextAt =
            result.kind === 'unreached' && this.#connection.isOn() ? this.#connection.until() : after.nextAt;
          recordAttempt(writable, message, { ...after, nextAt }, now());
        }
      }),
    );
    if (isConfirmed && tried.length > 0) this.#set(isUp ? 'up' : 'down');
    this.worker.tell(this.#options.changed);
  }

  /** Whether the other workstations know that these messages leave from here. */
  async #isConfirmed(): Promise<boolean> {
    try {
      return await this.#options.confirmed();
    } catch (error) {
      this.#options.logFault(error);
      return false;
    }
  }

  async #post(
    { id, raw, sentAs, at, saying }: ClaimedMessage,
    { profile: { address, authority: ca, theirs }, identification }: Reached,
    isConfirmed: boolean,
  ): Promise<Attempt> {
    const { credentials, securityCode } = identification;
    const { db, logFault, folder, post = postMessage } = this.#options;
    if (!isConfirmed)
      return {
        kind: 'unreached',
        words: t('The hub has not confirmed this letter yet. It waits so that it is not sent twice.'),
      };
    try {
      // Undone meanwhile, perhaps at another workstation.
      if (!isStillToPost(db, id)) return { kind: 'unreached', words: '' };
    } catch (error) {
      logFault(error);
      return { kind: 'unreached', words: '' };
    }
    const text = withSecurityCode(raw, securityCode);
    if (address === null) return await folder.put({ name: fileNameOf(theirs, { at, sentAs, saying }), text });
    const { signal } = this.worker;
    const destination = { address, credentials, ca };
    const result = await post(text, sentAs, destination, { signal });
    return withoutSecrets(result, identification);
  }

  /** Sets a timer for the next letter that is due. */
  #sleep(): void {
    const { db, now, mayTell } = this.#options;
    clearTimeout(this.#timer);
    const next = this.worker.signal.aborted || !mayTell() ? undefined : nextLetterAt(db, this.partnerId);
    if (next === undefined) return;
    const due = Math.max(Date.parse(next ?? instantOf(now())), this.#connection.until()?.getTime() ?? 0);
    const waitMs = Math.min(Math.max(due - now().getTime(), 0) + 50, longestSleepMs);
    this.#timer = setTimeout(() => this.worker.kick(), waitMs);
    this.#timer.unref();
  }
}
