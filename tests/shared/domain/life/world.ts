import type { ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent } from '../../../../shared/domain/life/life.ts';
import { activeTurn, isFilled, isTurnOpen } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { isActive } from '../../../../shared/domain/life/turn.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { disagreements } from './book-against-turn.ts';
import { deskEvents, type StaffsWorld } from './desk-events.ts';
import { type Dice, diceOf } from './dice.ts';
import { partnerActs, type PartnersWorld } from './partner-acts.ts';
import { isNotNeeded, PartnersBook } from './partners-book.ts';
import { type Begin, type Desk, PureDesk, type Take } from './world-desk.ts';

/** Whether staff alone can bring a request to its end, whatever partners and patron fail to do. */
const staffReachAnEnd = (begun: Life, consent: ReadonlySet<TurnId>): boolean => {
  let life = begun;
  const take = (event: LifeEvent): void => {
    life = lifeAfter(life, event)?.life ?? life;
  };
  for (const { id } of life.turns) take({ type: 'parcel.settled', turnId: id });
  for (const { id, place } of life.volumes) {
    if (place === 'on-loan') take({ type: 'item.happened', itemId: id, what: 'broughtBack' });
    take({ type: 'items.settled', itemIds: [id] });
    take({ type: 'items.returned', itemIds: [id] });
  }
  const active = activeTurn(life);
  take({ type: 'cancelled', wish: 'staff', needsConsent: active !== undefined && consent.has(active.id) });
  take({ type: 'completed.byHand' });
  return life.endedAs !== null;
};

/** One request between a desk and its partners, each with its own book. */
class World implements PartnersWorld, StaffsWorld {
  readonly desk: Desk;
  readonly books: ReadonlyMap<TurnId, PartnersBook>;
  /** What partners said and the desk has not recorded yet. */
  inbox: LifeEvent[] = [];
  readonly log: string[] = [];
  readonly consent: ReadonlySet<TurnId>;
  /** The partners whose rejection the desk has recorded. */
  private readonly saidNo = new Set<TurnId>();
  isEnding = false;
  private nextItem = 1;
  readonly dice: Dice;

  constructor(seed: number, open: (begin: Begin) => Desk) {
    this.dice = diceOf(seed);
    const { pick, chance } = this.dice;
    const turns = Array.from({ length: pick([1, 2, 3]) }, (_, i) => (i + 1) as TurnId);
    const expected = pick([null, 1, 2, 3]);
    this.books = new Map(turns.map((id) => [id, new PartnersBook(id)]));
    this.consent = new Set(turns.filter(() => chance(0.5)));
    this.desk = open({ turns, expected, consent: this.consent });
  }

  get life(): Life {
    return this.desk.life;
  }

  get askable(): readonly TurnId[] {
    return this.life.turns.map(({ id }) => id);
  }

  /** Applies an event at the desk. @returns whether it was allowed. */
  take(event: LifeEvent): boolean {
    const words = this.desk.take(event);
    if (words === null) return false;
    this.log.push(
      `${JSON.stringify(event)} → ${statusOf(this.life)} ${words.map((one) => `${one.turnId}:${one.word}`).join(' ')}`,
    );
    if (event.type === 'partner.rejected' || event.type === 'partner.cancelAccepted')
      this.saidNo.add(event.turnId);
    for (const { word, turnId } of words)
      if (isNotNeeded(word) && this.saidNo.has(turnId))
        throw this.fault(`told partner ${turnId}, which said no itself`);
    this.check();
    return true;
  }

  readonly newItemId = (): ItemId => this.nextItem++ as ItemId;

  readonly say = (event: LifeEvent): void => {
    this.inbox.push(event);
    // Sometimes it arrives twice.
    if (this.dice.chance(0.1)) this.inbox.push(event);
  };

  /** Delivers one message, which is read immediately. */
  leave(turnId: TurnId): void {
    const word = this.desk.leave(turnId);
    if (!word) return;
    if (word.word === 'request' && !this.life.turns.some((turn) => turn.id === turnId && isActive(turn)))
      throw this.fault(`partner ${turnId} is asked although it is not needed any more`);
    if (word.word === 'request') this.take({ type: 'request.left', turnId });
    this.log.push(`leaves ${turnId}: ${word.word}`);
    this.books.get(turnId)?.hear(word);
    this.check();
  }

  step(): void {
    const { pick, chance } = this.dice;
    const kind = pick(['desk', 'desk', 'mail', 'mail', 'partner', 'inbox', 'inbox', 'parcel']);
    if (kind === 'mail' && this.desk.waiting().length > 0) return this.leave(pick(this.desk.waiting()));
    if (kind === 'inbox' && this.inbox.length > 0) return this.record(pick(this.inbox));
    if (kind === 'parcel') return this.receiveParcel();
    if (kind === 'partner') return partnerActs(pick([...this.books.values()]), this);
    const events = deskEvents(this);
    if (events.length > 0 && chance(0.8)) this.take(pick(events));
  }

  record(event: LifeEvent): void {
    this.inbox.splice(this.inbox.indexOf(event), 1);
    this.take('askable' in event ? { ...event, askable: this.askable } : event);
  }

  /** A sent book is in hand at the desk. */
  receiveParcel(): void {
    const { pick, chance } = this.dice;
    const sent = [...this.books.values()].flatMap((book) =>
      book.books
        .filter(({ id, state }) => state === 'sent' && !this.life.volumes.some((v) => v.id === id))
        .map(({ id }) => ({ id, turnId: book.turnId })),
    );
    if (sent.length === 0) return;
    const { id, turnId } = pick(sent);
    const { endedAs, cancelWish } = this.life;
    const isWanted = cancelWish === null && (activeTurn(this.life) !== undefined || !isFilled(this.life));
    const wantedAll = endedAs === null && (isWanted || chance(0.3));
    this.take({
      type: 'item.received',
      turnId,
      volume: { id, place: 'on-hold-shelf', dueOn: null },
      use: wantedAll ? 'for-patron' : 'goes-back',
      done: chance(0.7),
    });
  }

  /** Invariants after every step. */
  check(): void {
    if (this.life.turns.filter(isActive).length > 1) throw this.fault('two turns are active');
    for (const book of this.books.values())
      if (book.faults.length > 0) throw this.fault(book.faults.join(', '));
  }

  /** Delivers all messages and records all answers, then compares the books with the turns. */
  quiet(): void {
    for (let n = 0; n < 200; n++) {
      const waiting = this.desk.waiting();
      if (waiting[0] !== undefined) this.leave(waiting[0]);
      else if (this.inbox[0]) this.record(this.inbox[0]);
      else break;
    }
    for (const { turnId } of this.books.values()) this.take({ type: 'receiving.done', turnId });
    for (const turnId of this.desk.waiting()) while (this.desk.waiting().includes(turnId)) this.leave(turnId);
    this.check();
    for (const book of this.books.values()) {
      const faults = disagreements(book, this.life);
      if (faults.length > 0) throw this.fault(faults.join(', '));
    }
    if (!staffReachAnEnd(this.life, this.consent)) throw this.fault('staff alone reach no end');
  }

  /** Brings the request to its end as a desk would; at the end no partner waits for us. */
  finish(): void {
    this.isEnding = true;
    for (let n = 0; n < 60; n++) {
      this.quiet();
      for (const book of this.books.values())
        if (book.books.some(({ state }) => state === 'sent')) this.receiveParcel();
      for (const { id, report } of this.life.volumes)
        if (report !== 'none') this.take({ type: 'items.settled', itemIds: [id] });
      for (const { id, checkIn } of this.life.volumes)
        if (checkIn === 'missed') this.take({ type: 'items.lost', itemIds: [id] });
      for (const { id, parcel } of this.life.turns)
        if (parcel !== 'none') this.take({ type: 'parcel.settled', turnId: id });
      const out = this.life.volumes.filter(isOut);
      const lent = out.find(({ place }) => place === 'on-loan');
      // At the desk that returns it, what the patron brings goes to its partner directly.
      const isBack = lent
        ? this.take({ type: 'item.happened', itemId: lent.id, what: 'broughtBack' })
        : false;
      if (out[0] && !isBack) this.take({ type: 'items.returned', itemIds: [(lent ?? out[0]).id] });
      const active = activeTurn(this.life);
      if (active && !out[0]) {
        const needsConsent = this.consent.has(active.id);
        if (!this.take({ type: 'cancelled', wish: 'staff', needsConsent }))
          this.take({ type: 'completed.byHand' });
      }
      for (const book of this.books.values()) partnerActs(book, this);
    }
    this.quiet();
    if (this.life.endedAs === null && !this.take({ type: 'completed.byHand' }))
      throw this.fault('no way out');
    this.quiet();
    for (const turn of this.life.turns) {
      const book = this.books.get(turn.id);
      if (book?.books.some(({ state }) => state === 'sent')) continue;
      if (isTurnOpen(this.life, turn)) throw this.fault(`turn ${turn.id} is open at the end (${turn.state})`);
      if (book?.heard && book.needed && turn.state !== 'supplied')
        throw this.fault(`partner ${turn.id} waits for us`);
    }
  }

  fault(what: string): Error {
    return new Error(`${what}\n${this.log.slice(-40).join('\n')}`);
  }
}

/**
 * Plays the life of a seed. Throws disagreements, with the last steps.
 * @param open the desk where it is played
 * @returns the life at its end
 */
export const playAt = (seed: number, steps: number, open: (begin: Begin) => Desk): Life => {
  const world = new World(seed, open);
  try {
    for (let n = 1; n <= steps; n++) {
      world.step();
      if (n % 10 === 0) world.quiet();
    }
    world.finish();
    return world.life;
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
};

/** Does the same on the machines alone. @param take applies an event to a life */
export const play = (seed: number, steps: number, take: Take = lifeAfter): Life =>
  playAt(seed, steps, (begin) => new PureDesk(begin, take));
