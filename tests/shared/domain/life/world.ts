import type { CalendarDate, ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent, PartnerWord } from '../../../../shared/domain/life/life.ts';
import {
  activeTurn,
  isTurnOpen,
  newLife,
  volumesOf,
  wantsMore,
} from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { isActive, newTurn } from '../../../../shared/domain/life/turn.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { isNotNeeded, Outbox, PartnersBook } from './partners-book.ts';

/** A small generator of numbers: the same seed gives the same life. */
const dice = (seed: number) => {
  let state = seed * 2654435761 + 1;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (share: number): boolean => next() < share,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
  };
};

const day = (n: number): CalendarDate => `2027-01-${String(n).padStart(2, '0')}` as CalendarDate;

/** Whether staff alone can bring a request to its end, whatever partners and patron do not do. */
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

export type Take = typeof lifeAfter;

/** The desk of a world: what takes events to the life of its request, and lets the words to partners leave. */
export type Desk = {
  readonly life: Life;
  /** Takes an event. @returns what partners are told of it; null where it is not allowed. */
  take(event: LifeEvent): readonly PartnerWord[] | null;
  /** The turns to whose partner something waits to leave. */
  waiting(): readonly TurnId[];
  /** The next word to the partner of a turn leaves; undefined where it need not any more. */
  leave(turnId: TurnId): PartnerWord | undefined;
};

/** How a request begins. */
export type Begin = {
  readonly turns: readonly TurnId[];
  readonly expected: number | null;
  /** The turns whose partner must agree to a cancellation. */
  readonly consent: ReadonlySet<TurnId>;
};

/** A desk that is nothing but the machines. */
export class PureDesk implements Desk {
  life: Life;
  private readonly outbox = new Outbox();
  private readonly takeEvent: Take;

  constructor({ turns, expected }: Begin, take: Take) {
    this.takeEvent = take;
    this.life = {
      ...newLife,
      expected,
      turns: turns.map((id) => newTurn(id, Number(id) as PartnerId)),
    };
  }

  take(event: LifeEvent): readonly PartnerWord[] | null {
    const outcome = this.takeEvent(this.life, event);
    if (!outcome) return null;
    this.life = outcome.life;
    this.outbox.add(outcome.words);
    return outcome.words;
  }

  waiting(): readonly TurnId[] {
    return this.outbox.waiting();
  }

  leave(turnId: TurnId): PartnerWord | undefined {
    return this.outbox.leave(turnId);
  }
}

/** One request between a desk and its partners, each with a book of its own. */
class World {
  readonly desk: Desk;
  readonly books: ReadonlyMap<TurnId, PartnersBook>;
  /** What partners said and the desk has not recorded yet. */
  inbox: LifeEvent[] = [];
  readonly log: string[] = [];
  readonly consent: ReadonlySet<TurnId>;
  /** Who said no, as far as the desk recorded it. */
  private readonly saidNo = new Set<TurnId>();
  /** Whose file is at the desk. */
  private readonly files = new Set<TurnId>();
  private isEnding = false;
  private nextItem = 1;
  private readonly random;

  constructor(seed: number, open: (begin: Begin) => Desk) {
    this.random = dice(seed);
    const { pick, chance } = this.random;
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

  /** Takes an event at the desk. @returns whether it was allowed. */
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

  /** One word leaves and is read at once. */
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
    const { pick, chance } = this.random;
    const kind = pick(['desk', 'desk', 'mail', 'mail', 'partner', 'inbox', 'inbox', 'parcel']);
    if (kind === 'mail' && this.desk.waiting().length > 0) return this.leave(pick(this.desk.waiting()));
    if (kind === 'inbox' && this.inbox.length > 0) return this.record(pick(this.inbox));
    if (kind === 'parcel') return this.receiveParcel();
    if (kind === 'partner') return this.partnerActs(pick([...this.books.values()]));
    const events = this.deskEvents();
    if (events.length > 0 && chance(0.8)) this.take(pick(events));
  }

  record(event: LifeEvent): void {
    this.inbox.splice(this.inbox.indexOf(event), 1);
    // Sometimes it comes twice.
    this.take('askable' in event ? { ...event, askable: this.askable } : event);
  }

  partnerActs(book: PartnersBook): void {
    const { pick, chance } = this.random;
    const { turnId } = book;
    if (!book.heard) return;
    const say = (event: LifeEvent): void => {
      this.inbox.push(event);
      if (chance(0.1)) this.inbox.push(event);
    };
    if (book.cancelAsked && chance(0.4)) {
      book.cancelAsked = false;
      if (chance(0.5)) {
        book.needed = false;
        book.saidNo = true;
        return say({ type: 'partner.cancelAccepted', turnId, askable: this.askable });
      }
      return say({ type: 'partner.cancelRefused', turnId });
    }
    const asked = book.books.find(({ renewalAsked }) => renewalAsked);
    if (asked && chance(0.6)) {
      asked.renewalAsked = false;
      return say({
        type: chance(0.5) ? 'partner.renewed' : 'partner.renewalRefused',
        itemIds: [asked.id],
        ...{ dueOn: null },
      } as LifeEvent);
    }
    if (book.books.some(({ state }) => state === 'received' || state === 'sent') && chance(0.1))
      return say({ type: pick(['partner.overdue', 'partner.recalled'] as const), turnId });
    const missed = book.books.find(({ state }) => state === 'on-its-way-back');
    if (missed && !this.isEnding && chance(0.1)) {
      missed.state = 'missed';
      return say({ type: 'partner.missed', itemIds: [missed.id] });
    }
    const back = book.books.filter(({ state }) => state === 'on-its-way-back');
    if (back.length > 0 && chance(0.6)) {
      for (const one of back) one.state = 'back';
      return say({ type: 'partner.checkedIn', turnId, itemIds: back.map(({ id }) => id), endsSet: true });
    }
    // It was told too late that it is not needed: the parcel is on its way.
    if (!book.needed && !book.saidNo && book.books.length === 0 && !this.files.has(turnId) && chance(0.3))
      return void book.books.push({ id: this.nextItem++ as ItemId, state: 'sent', renewalAsked: false });
    if (!book.needed) return;
    const what = pick(['willSupply', 'conditional', 'ships', 'ships', 'rejects', 'sendsFile'] as const);
    if (what === 'sendsFile' && book.books.length === 0 && chance(0.3)) {
      book.needed = false;
      this.files.add(turnId);
      book.sentFile = true;
      return say({ type: 'partner.shippedDigitally', turnId });
    }
    if (what === 'willSupply') return say({ type: 'partner.willSupply', turnId });
    if (what === 'conditional' && book.books.length === 0) {
      book.conditionOpen = true;
      return say({ type: 'partner.conditional', turnId });
    }
    if (what === 'rejects' && book.books.length === 0) {
      book.needed = false;
      book.saidNo = true;
      book.cancelAsked = false;
      book.conditionOpen = false;
      return say({ type: 'partner.rejected', turnId, askable: this.askable });
    }
    if (what === 'ships') {
      const wanted = this.life.expected ?? 1;
      for (let n = pick([1, 1, 2]); n > 0 && book.books.length < wanted; n--)
        book.books.push({ id: this.nextItem++ as ItemId, state: 'sent', renewalAsked: false });
      // It has sent all that it was asked for.
      if (book.books.length >= wanted) book.needed = false;
      if (chance(0.7)) say({ type: 'partner.shipped', turnId, dueOn: day(pick([10, 20])) });
    }
  }

  /** A book that was sent is in somebody's hands at the desk. */
  receiveParcel(): void {
    const { pick, chance } = this.random;
    const sent = [...this.books.values()].flatMap((book) =>
      book.books
        .filter(({ id, state }) => state === 'sent' && !this.life.volumes.some((v) => v.id === id))
        .map(({ id }) => ({ id, turnId: book.turnId })),
    );
    if (sent.length === 0) return;
    const { id, turnId } = pick(sent);
    const wantedAll = wantsMore(this.life) || (this.life.endedAs === null && chance(0.3));
    this.take({
      type: 'item.received',
      turnId,
      volume: { id, place: 'on-hold-shelf', dueOn: null },
      use: wantedAll ? 'for-patron' : 'goes-back',
      done: chance(0.7),
    });
  }

  deskEvents(): readonly LifeEvent[] {
    const { pick, chance } = this.random;
    const { turns, volumes } = this.life;
    const ofTurn = turns.flatMap(({ id: turnId }): LifeEvent[] => [
      { type: 'turn.expired', turnId, askable: this.askable },
      { type: 'condition.accepted', turnId },
      { type: 'condition.declined', turnId, askable: this.askable },
      { type: 'receiving.done', turnId },
      { type: 'parcel.claimed', turnId },
      ...(chance(0.1) ? [{ type: 'parcel.lost', turnId } as const] : []),
      { type: 'parcel.found', turnId },
      { type: 'parcel.settled', turnId },
      // The file of a partner that says that it sent one.
      ...(this.files.has(turnId) ? [{ type: 'file.received', turnId } as const] : []),
      { type: 'demand.withdrawn', turnId },
      // It said so itself.
      ...(this.books.get(turnId)?.needed ? [] : ([{ type: 'set.nothingMore', turnId }] as const)),
    ]);
    const ofVolume = volumes.flatMap(({ id: itemId, place, checkIn }): LifeEvent[] => [
      { type: 'item.happened', itemId, what: 'loaned' },
      { type: 'item.happened', itemId, what: 'broughtBack' },
      { type: 'items.returned', itemIds: [itemId] },
      { type: 'items.returned', itemIds: [itemId] },
      // What went back is lost only where its partner misses it.
      ...(chance(0.1) && (place !== 'returned-to-partner' || checkIn === 'missed')
        ? [{ type: pick(['items.lost', 'items.damaged'] as const), itemIds: [itemId] }]
        : []),
      { type: 'items.settled', itemIds: [itemId] },
      { type: 'item.happened', itemId, what: pick(['foundOnShelf', 'foundInTransit', 'shelved', 'sentOn']) },
      ...(chance(0.1) ? [{ type: 'item.happened', itemId, what: 'handedOver' } as const] : []),
      ...(chance(0.1) ? [{ type: 'item.kept', itemId } as const] : []),
      {
        type: 'renewal.requested',
        itemIds: [itemId],
        dueOn: day(pick([15, 25])),
        renewsItself: chance(0.5) ? turns.map(({ id }) => id) : [],
      },
      { type: 'renewal.withdrawn', itemIds: [itemId] },
    ]);
    const all: LifeEvent[] = [
      { type: 'sent', askable: this.askable },
      { type: 'sent', askable: this.askable },
      ...(chance(0.2) ? [{ type: 'next.asked', askable: this.askable } as const] : []),
      ...(chance(0.4)
        ? [
            {
              type: 'cancelled',
              wish: pick(['patron', 'staff'] as const),
              needsConsent: this.consent.has(activeTurn(this.life)?.id ?? (0 as TurnId)),
            } as const,
          ]
        : []),
      { type: 'cancellation.withdrawn' },
      ...(chance(0.05) ? [{ type: 'completed.byHand' } as const] : []),
      ...(chance(0.1) ? [{ type: 'set.restNotWanted', turnId: 1 as TurnId } as const] : []),
      ...ofTurn,
      ...ofVolume,
    ];
    return all.filter((event) => lifeAfter(this.life, event) !== null);
  }

  /** Rules that hold after every step. */
  check(): void {
    if (this.life.turns.filter(isActive).length > 1) throw this.fault('two turns are active');
    for (const book of this.books.values())
      if (book.faults.length > 0) throw this.fault(book.faults.join(', '));
  }

  /** Lets all words leave and all that was said be recorded, then holds the books against the turns. */
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
    for (const book of this.books.values()) this.compare(book);
    if (!staffReachAnEnd(this.life, this.consent)) throw this.fault('staff alone reach no end');
  }

  compare(book: PartnersBook): void {
    const turn = this.life.turns.find(({ id }) => id === book.turnId);
    if (!turn) return;
    const volumes = volumesOf(this.life, book.turnId);
    const agree = (what: string, theirs: unknown, ours: unknown): void => {
      if (JSON.stringify(theirs) !== JSON.stringify(ours))
        throw this.fault(
          `${what}: the partner ${turn.id} says ${JSON.stringify(theirs)}, we ${JSON.stringify(ours)} (${turn.state})`,
        );
    };
    if (book.needed && !isActive(turn) && turn.state !== 'closing')
      throw this.fault(`partner ${turn.id} would still send, and its turn is ${turn.state}`);
    const isUnderWay = book.books.some(({ state }) => state === 'sent') || this.files.has(turn.id);
    if (!book.needed && !isUnderWay && ['asked', 'will-supply', 'conditional'].includes(turn.state))
      throw this.fault(`partner ${turn.id} sends nothing, and its turn is ${turn.state}`);
    // Its refusal may have answered an earlier question: then it answers once more.
    if (turn.cancellation !== 'refused')
      agree('cancellation', book.cancelAsked, turn.cancellation === 'asked');
    agree(
      'books with us',
      book.books.filter(({ state }) => state === 'received').map(({ id }) => id),
      volumes
        .filter((one) => isOut(one) || one.place === 'handed-over')
        .map(({ id }) => id)
        .sort((a, b) => a - b),
    );
    agree(
      'books on their way back',
      book.books.filter(({ state }) => state === 'on-its-way-back' || state === 'missed').map(({ id }) => id),
      volumes
        .filter(({ place, checkIn }) => place === 'returned-to-partner' && checkIn !== 'checked-in')
        .map(({ id }) => id)
        .sort((a, b) => a - b),
    );
    const unasked = volumes.filter(
      ({ id, renewal }) =>
        renewal === 'asked' && !book.books.some((one) => one.id === id && one.renewalAsked),
    );
    agree('renewals that it was not asked for', [], unasked);
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
      // At the desk that sends it back what the patron brings goes to its partner at once.
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
      for (const book of this.books.values()) this.partnerActs(book);
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

/** Plays one life by its seed. Throws what does not agree, with the last steps. @param open the desk where it is played */
export const playAt = (seed: number, steps: number, open: (begin: Begin) => Desk): void => {
  const world = new World(seed, open);
  try {
    for (let n = 1; n <= steps; n++) {
      world.step();
      if (n % 10 === 0) world.quiet();
    }
    world.finish();
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
};

/** The same on the machines alone. @param take what takes an event to a life */
export const play = (seed: number, steps: number, take: Take = lifeAfter): void =>
  playAt(seed, steps, (begin) => new PureDesk(begin, take));
