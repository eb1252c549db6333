import type { ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import type { LifeEvent, PartnerNotification } from '../../../../shared/domain/life/life.ts';

/** A book on its way between the libraries or at one of them, as its owner sees it. */
type OwnBook = {
  readonly id: ItemId;
  state: 'sent' | 'received' | 'on-its-way-back' | 'missed' | 'back' | 'lost';
  renewalAsked: boolean;
};

/** Whether a partner is told that it is not needed. */
export const isNotNeeded = (word: PartnerNotification['word']): boolean =>
  word === 'not-needed' || word === 'not-needed-unanswered';

/** A lending library's records about one request: from the messages it got, and from what it did itself. */
export class PartnersBook {
  heard = false;
  /** Whether it may still send something: it was asked, and neither rejected nor was told that it is not needed. */
  needed = false;
  /** Whether it said itself that it sends nothing. */
  saidNo = false;
  sentFile = false;
  cancelAsked = false;
  claimed = false;
  private neededBeforeLoss = false;
  conditionOpen = false;
  readonly books: OwnBook[] = [];
  /** Messages that it must not get twice. */
  private readonly told = new Set<string>();
  readonly faults: string[] = [];

  readonly turnId: TurnId;

  constructor(turnId: TurnId) {
    this.turnId = turnId;
  }

  hear({ word, itemIds = [] }: PartnerNotification): void {
    if (word !== 'request' && !this.heard) this.faults.push(`${word} to a partner that never heard of it`);
    if (word === 'request') this.once(word);
    if (isNotNeeded(word)) this.once('not-needed');
    // A volume that it has back is back, whatever was written before.
    const books = this.books.filter(({ id, state }) => itemIds.includes(id) && state !== 'back');
    switch (word) {
      case 'request':
        this.heard = true;
        this.needed = true;
        return;
      case 'not-needed':
      case 'not-needed-unanswered':
        this.needed = false;
        this.cancelAsked = false;
        return;
      case 'rest-not-needed':
        this.once(word);
        this.needed = false;
        return;
      case 'condition-accepted':
        this.conditionOpen = false;
        return;
      case 'condition-declined':
        this.conditionOpen = false;
        this.needed = false;
        this.cancelAsked = false;
        return;
      case 'cancel-asked':
        this.cancelAsked = this.needed || this.sentFile || this.books.some(({ state }) => state === 'sent');
        return;
      case 'cancel-withdrawn':
        this.cancelAsked = false;
        return;
      case 'claim':
        this.claimed = true;
        return;
      case 'received':
        for (const book of books) {
          this.once(`received ${book.id}`);
          if (book.state === 'sent') book.state = 'received';
        }
        this.claimed = false;
        this.cancelAsked = false;
        return;
      case 'returned':
        for (const book of books) book.state = 'on-its-way-back';
        return;
      case 'lost':
        for (const book of books) {
          book.state = 'lost';
          book.renewalAsked = false;
        }
        return;
      case 'found':
        for (const book of books) book.state = 'received';
        return;
      case 'renewal-asked':
        for (const book of books) book.renewalAsked = true;
        return;
      case 'renewal-withdrawn':
      case 'renewal':
        for (const book of books) book.renewalAsked = false;
        return;
      case 'parcel-lost':
        this.neededBeforeLoss = this.needed;
        this.needed = false;
        this.cancelAsked = false;
        return;
      case 'parcel-found':
        this.needed = this.neededBeforeLoss;
        return;
      case 'message':
        return;
      case 'take-back':
      case 'damaged':
    }
  }

  private once(what: string): void {
    if (this.told.has(what)) this.faults.push(`${what} twice`);
    this.told.add(what);
  }
}

/** Messages that leave in order, one queue per turn, and not before they can. */
export class Outbox {
  private readonly queues = new Map<TurnId, PartnerNotification[]>();

  add(words: readonly PartnerNotification[]): void {
    for (const word of words) {
      const queue = this.queues.get(word.turnId) ?? [];
      // The request has not left yet: neither it nor what is queued behind it leaves.
      if (word.word === 'take-back') queue.splice(0, queue.findIndex((one) => one.word === 'request') + 1);
      else queue.push(word);
      this.queues.set(word.turnId, queue);
    }
  }

  /** The turns with pending messages. */
  waiting(): readonly TurnId[] {
    return [...this.queues].filter(([, queue]) => queue.length > 0).map(([id]) => id);
  }

  leave(turnId: TurnId): PartnerNotification | undefined {
    return this.queues.get(turnId)?.shift();
  }
}

export type Said = { readonly turnId: TurnId; readonly event: LifeEvent };
