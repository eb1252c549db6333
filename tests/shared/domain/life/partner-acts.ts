import type { ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import type { Life, LifeEvent } from '../../../../shared/domain/life/life.ts';
import type { Dice } from './dice.ts';
import type { PartnersBook } from './partners-book.ts';

/** The world in which a partner acts. */
export type PartnersWorld = {
  readonly dice: Dice;
  readonly life: Life;
  readonly askable: readonly TurnId[];
  /** Whether the request is being brought to its end: no book goes missing from then on. */
  readonly isEnding: boolean;
  readonly newItemId: () => ItemId;
  /** A partner says something that the desk has not recorded yet. */
  readonly say: (event: LifeEvent) => void;
};

/** One kind of spontaneous action of a partner. @returns whether it was performed. */
type Act = (book: PartnersBook, world: PartnersWorld) => boolean;

/** A partner that heard of the request spontaneously does one thing, or nothing. */
export const partnerActs = (book: PartnersBook, world: PartnersWorld): void => {
  if (!book.heard) return;
  const acts = [answersCancellation, answersRenewal, demands, findsReturns, sendsTooLate, answersRequest];
  acts.some((act) => act(book, world));
};

const answersCancellation: Act = (book, { dice, askable, say }) => {
  const { turnId } = book;
  if (!book.cancelAsked || !dice.chance(0.4)) return false;
  book.cancelAsked = false;
  if (dice.chance(0.5)) {
    book.needed = false;
    book.saidNo = true;
    say({ type: 'partner.cancelAccepted', turnId, askable });
  } else say({ type: 'partner.cancelRefused', turnId });
  return true;
};

const answersRenewal: Act = (book, { dice, say }) => {
  const asked = book.books.find(({ renewalAsked }) => renewalAsked);
  if (!asked || !dice.chance(0.6)) return false;
  asked.renewalAsked = false;
  const itemIds = [asked.id];
  say(
    dice.chance(0.5)
      ? { type: 'partner.renewed', itemIds, dueOn: null }
      : { type: 'partner.renewalRefused', itemIds },
  );
  return true;
};

/** It wants a book back that is with us, or on its way to us. */
const demands: Act = ({ turnId, books }, { dice, say }) => {
  if (!books.some(({ state }) => state === 'received' || state === 'sent') || !dice.chance(0.1)) return false;
  say({ type: dice.pick(['partner.overdue', 'partner.recalled'] as const), turnId });
  return true;
};

/** It finds that a book did not reach it, or checks in all that did. */
const findsReturns: Act = ({ turnId, books }, { dice, isEnding, say }) => {
  const back = books.filter(({ state }) => state === 'on-its-way-back');
  const [first] = back;
  if (first && !isEnding && dice.chance(0.1)) {
    first.state = 'missed';
    say({ type: 'partner.missed', itemIds: [first.id] });
    return true;
  }
  if (!first || !dice.chance(0.6)) return false;
  for (const one of back) one.state = 'back';
  say({ type: 'partner.checkedIn', turnId, itemIds: back.map(({ id }) => id), endsSet: true });
  return true;
};

/** It was told too late that it is not needed: the parcel is on its way. */
const sendsTooLate: Act = (book, { dice, newItemId }) => {
  if (book.needed || book.saidNo || book.sentFile || book.books.length > 0 || !dice.chance(0.3)) return false;
  book.books.push({ id: newItemId(), state: 'sent', renewalAsked: false });
  return true;
};

/** While it is needed it answers the request, or sends something. */
const answersRequest: Act = (book, world) => {
  if (!book.needed) return false;
  const { dice, say } = world;
  const { turnId } = book;
  const isEmpty = book.books.length === 0;
  const what = dice.pick(['willSupply', 'conditional', 'ships', 'ships', 'rejects', 'sendsFile'] as const);
  if (what === 'willSupply') say({ type: 'partner.willSupply', turnId });
  else if (what === 'ships') ships(book, world);
  else if (what === 'conditional' && isEmpty) {
    book.conditionOpen = true;
    say({ type: 'partner.conditional', turnId });
  } else if (what === 'rejects' && isEmpty) {
    book.needed = false;
    book.saidNo = true;
    book.cancelAsked = false;
    book.conditionOpen = false;
    say({ type: 'partner.rejected', turnId, askable: world.askable });
  } else if (what === 'sendsFile' && isEmpty && dice.chance(0.3)) {
    book.needed = false;
    book.sentFile = true;
    say({ type: 'partner.shippedDigitally', turnId });
  } else return false;
  return true;
};

/** It sends one or two books, if they are expected, and often says so. */
const ships = (book: PartnersBook, { dice, life, newItemId, say }: PartnersWorld): void => {
  const wanted = life.expected ?? 1;
  for (let n = dice.pick([1, 1, 2]); n > 0 && book.books.length < wanted; n--)
    book.books.push({ id: newItemId(), state: 'sent', renewalAsked: false });
  // It has sent everything it was asked for.
  if (book.books.length >= wanted) book.needed = false;
  if (dice.chance(0.7)) say({ type: 'partner.shipped', turnId: book.turnId, dueOn: dice.day(10, 20) });
};
