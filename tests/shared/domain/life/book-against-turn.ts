import type { ItemId } from '../../../../shared/domain/ids.ts';
import { type Life, volumesOf } from '../../../../shared/domain/life/life.ts';
import { isActive, type Turn } from '../../../../shared/domain/life/turn.ts';
import { isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import type { PartnersBook } from './partners-book.ts';

/** Returns the differences between a partner's book and its turn, once everything was read and recorded. */
export const disagreements = (book: PartnersBook, life: Life): readonly string[] => {
  const turn = life.turns.find(({ id }) => id === book.turnId);
  return turn ? [...ofTurn(book, turn), ...ofVolumes(book, turn, volumesOf(life, turn.id))] : [];
};

const ofTurn = (book: PartnersBook, turn: Turn): readonly string[] => {
  const faults: string[] = [];
  if (book.needed && !isActive(turn) && turn.state !== 'closing')
    faults.push(`partner ${turn.id} would still send, and its turn is ${turn.state}`);
  const isUnderWay = book.books.some(({ state }) => state === 'sent') || book.sentFile;
  if (!book.needed && !isUnderWay && ['asked', 'will-supply', 'conditional'].includes(turn.state))
    faults.push(`partner ${turn.id} sends nothing, and its turn is ${turn.state}`);
  // Its refusal may have answered an earlier question, in which case it answers again.
  if (turn.cancellation !== 'refused')
    faults.push(...unlike('cancellation', turn, book.cancelAsked, turn.cancellation === 'asked'));
  return faults;
};

const ofVolumes = (book: PartnersBook, turn: Turn, volumes: readonly Volume[]): readonly string[] => [
  ...unlike(
    'books with us',
    turn,
    book.books.filter(({ state }) => state === 'received').map(({ id }) => id),
    idsOf(volumes.filter((one) => isOut(one) || one.place === 'handed-over')),
  ),
  ...unlike(
    'books on their way back',
    turn,
    book.books.filter(({ state }) => state === 'on-its-way-back' || state === 'missed').map(({ id }) => id),
    idsOf(
      volumes.filter(({ place, checkIn }) => place === 'returned-to-partner' && checkIn !== 'checked-in'),
    ),
  ),
  ...unlike(
    'renewals that it was not asked for',
    turn,
    [],
    volumes.filter(
      ({ id, renewal }) =>
        renewal === 'asked' && !book.books.some((one) => one.id === id && one.renewalAsked),
    ),
  ),
];

/** The volumes in the order of the partner's book. */
const idsOf = (volumes: readonly Volume[]): readonly ItemId[] =>
  volumes.map(({ id }) => id).sort((a, b) => a - b);

const unlike = (what: string, turn: Turn, theirs: unknown, ours: unknown): readonly string[] => {
  const [their, our] = [JSON.stringify(theirs), JSON.stringify(ours)];
  return their === our ? [] : [`${what}: the partner ${turn.id} says ${their}, we ${our} (${turn.state})`];
};
