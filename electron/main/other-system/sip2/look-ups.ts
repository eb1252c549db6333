import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { CardLookUp } from '../../../../shared/ipc/calls/look-ups.ts';
import type { PatronLookUps } from '../../desk/context.ts';
import { NoAnswerError } from './connection.ts';
import { faultWords } from './fault-words.ts';
import { type NcipLookUp, NotLookedUpError } from '../look-up-user.ts';
import type { PatronAnswer } from '../patron-answer.ts';
import { isWritable } from './message.ts';
import { type Limits, type SipAccount, SipSession, usualLimits } from './session.ts';

/** The cards of a busy day. */
const mostKept = 2_000;
/** Beyond this, the cards scanned first are no longer asked for. */
const mostWaiting = 50;
/** A card that failed is not asked for again sooner: staff often scan it twice. */
const pauseMs = 15_000;

export type LookUpParts = {
  /** Null while none is set up, or its password is unknown. */
  readonly account: () => SipAccount | null;
  /** How cards are looked up by NCIP, while there is no account; null if they are not. */
  readonly ncip: () => NcipLookUp | null;
  readonly now: () => Date;
  readonly timeZone: () => string;
  /** Called when an answer has arrived, or none will. */
  readonly changed: () => void;
  readonly limits?: Limits;
};

type Kept = { readonly on: CalendarDate; readonly lookUp: CardLookUp; readonly failedAt: number | null };

/** Returns an answer as the page reads it. */
export const lookUpOf = (answer: PatronAnswer): CardLookUp => {
  if (!answer.known) return { state: 'not-found' };
  const { known: _known, ...said } = answer;
  return { state: 'found', ...said, blocks: [...said.blocks], otherBlocks: [...said.otherBlocks] };
};

const keyOf = (card: string): string => card.toLowerCase();

/**
 * Looks up cards in the library's other system, one after the other, in the background. Answers are kept for the day, in memory alone: they
 * are soon out of date, and say more about a patron than this desk needs.
 */
export class LookUps implements PatronLookUps {
  readonly #parts: LookUpParts;
  readonly #kept = new Map<string, Kept>();
  /** The last one is next: its patron is at the desk. */
  readonly #waiting: string[] = [];
  /** The cards of requests that came in: nobody waits for them. */
  #later: readonly string[] = [];
  /** With the account of which it is: another one must not be answered from it. */
  #open: { readonly account: SipAccount; readonly session: SipSession } | null = null;
  #work: Promise<void> | null = null;
  readonly #stopping = new AbortController();
  /** Where cards are looked up by NCIP. */
  #address: string | null = null;

  constructor(parts: LookUpParts) {
    this.#parts = parts;
  }

  known(card: string): CardLookUp | null {
    if (!this.#hasSource()) return null;
    const kept = this.#kept.get(keyOf(card));
    return kept?.on === this.#today() ? kept.lookUp : null;
  }

  ask(card: string): CardLookUp | null {
    if (this.#stopping.signal.aborted || !this.#hasSource() || !this.#canCarry(card)) return null;
    const key = keyOf(card);
    const fresh = this.#fresh(key);
    if (fresh) return fresh;
    this.#keep(key, { state: 'asking' });
    this.#waiting.push(card);
    for (const left of this.#waiting.splice(0, this.#waiting.length - mostWaiting))
      this.#kept.delete(keyOf(left));
    this.#start();
    return { state: 'asking' };
  }

  /** Asks for cards of which nothing is known today, after those that somebody waits for. Those of the call before are no longer asked for. */
  askLater(cards: readonly string[]): void {
    if (this.#stopping.signal.aborted || !this.#hasSource()) return;
    this.#later = cards.filter((card) => this.#canCarry(card)).slice(0, mostKept / 2);
    this.#start();
  }

  #start(): void {
    this.#work ??= this.#askAll().finally(() => {
      this.#work = null;
    });
  }

  /** Returns what need not be asked again yet. */
  #fresh(key: string): CardLookUp | null {
    const kept = this.#kept.get(key);
    const isFresh =
      kept !== undefined &&
      kept.on === this.#today() &&
      (kept.failedAt === null || this.#parts.now().getTime() - kept.failedAt < pauseMs);
    return isFresh ? kept.lookUp : null;
  }

  /** Removes the next card from those that are asked for, and returns it. */
  #next(): string | undefined {
    const waiting = this.#waiting.pop();
    if (waiting !== undefined) return waiting;
    const unknown = this.#later.findIndex((card) => this.#fresh(keyOf(card)) === null);
    const next = unknown === -1 ? undefined : this.#later[unknown];
    this.#later = unknown === -1 ? [] : this.#later.slice(unknown + 1);
    return next;
  }

  /** Whether anybody can be asked. What another system said no longer counts. */
  #hasSource(): boolean {
    if (this.#parts.account() !== null) return true;
    const address = this.#parts.ncip()?.address ?? null;
    if (address !== this.#address) this.#kept.clear();
    this.#address = address;
    return address !== null;
  }

  /** Whether a card can be asked for as it is. SIP2 leaves out some characters: without them, it may be the card of somebody else. */
  #canCarry(card: string): boolean {
    return this.#parts.account() === null || isWritable(card);
  }

  /** Another account: what the one before said no longer counts. */
  accountChanged(): void {
    this.#open?.session.close();
    this.#open = null;
    this.#kept.clear();
    this.#waiting.length = 0;
    this.#later = [];
    this.#parts.changed();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.length = 0;
    this.#later = [];
    await this.#work;
  }

  #today(): CalendarDate {
    return calendarDateIn(this.#parts.now(), this.#parts.timeZone());
  }

  /** Keeps an answer; the oldest are dropped. */
  #keep(key: string, lookUp: CardLookUp): void {
    const failedAt = lookUp.state === 'failed' ? this.#parts.now().getTime() : null;
    const on = this.#today();
    this.#kept.delete(key);
    this.#kept.set(key, { on, lookUp, failedAt });
    for (const [old, { on: before }] of this.#kept) {
      if (before === on && this.#kept.size <= mostKept) break;
      this.#kept.delete(old);
    }
  }

  async #askAll(): Promise<void> {
    // The answer of a call is shown first.
    await Promise.resolve();
    for (let card = this.#next(); card !== undefined; card = this.#next()) {
      const isReached = await this.#askOne(card);
      if (isReached) continue;
      // The other cards would wait as long, for nothing.
      this.#later = [];
      const failed = this.known(card);
      for (const other of this.#waiting.splice(0)) if (failed) this.#keep(keyOf(other), failed);
    }
    this.#parts.changed();
  }

  /** @returns whether the system answered. */
  async #askOne(card: string): Promise<boolean> {
    const account = this.#parts.account();
    const ncip = account === null ? this.#parts.ncip() : null;
    // Another system must not be answered for, nor a failure of this one delay its cards.
    const isSameSource = (): boolean =>
      this.#parts.account() === account &&
      (account !== null || this.#parts.ncip()?.address === ncip?.address);
    const keep = (lookUp: CardLookUp): void => {
      if (this.#stopping.signal.aborted || !isSameSource()) return;
      this.#keep(keyOf(card), lookUp);
      this.#parts.changed();
    };
    const asked = account
      ? this.#patron(account, card)
      : ncip?.patron(card, this.#today(), this.#stopping.signal);
    if (asked === undefined) return false;
    try {
      keep(lookUpOf(await asked));
      return true;
    } catch (error) {
      const words = error instanceof NotLookedUpError ? error.message : faultWords(error);
      keep({ state: 'failed', words });
      return !isSameSource();
    }
  }

  /** Whether nobody wants the answer any more: the account was changed meanwhile, or the program ends. */
  #isOutdated(account: SipAccount): boolean {
    return this.#stopping.signal.aborted || this.#parts.account() !== account;
  }

  async #patron(account: SipAccount, card: string): ReturnType<SipSession['patron']> {
    const { now, timeZone, limits = usualLimits } = this.#parts;
    const moment = { at: now(), timeZone: timeZone(), today: this.#today() };
    const kept = this.#open?.account === account && this.#open.session.isOpen() ? this.#open.session : null;
    if (kept) {
      try {
        return await kept.patron(card, moment);
      } catch (error) {
        // The server closed a connection that was idle: a new one is made at once.
        const isLost = error instanceof NoAnswerError ? error.why === 'closed' : true;
        if (!isLost || this.#isOutdated(account)) throw error;
      }
    }
    const session = await SipSession.open(account, limits, this.#stopping.signal);
    if (this.#isOutdated(account)) {
      session.close();
      throw new NoAnswerError('closed');
    }
    this.#open = { account, session };
    return await session.patron(card, moment);
  }
}
