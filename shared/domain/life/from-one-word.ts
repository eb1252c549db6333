import type { Life } from './life.ts';
import { newLife } from './life.ts';
import { isRequestStatus } from '../request-status.ts';
import { type EndState, isEndState } from './request.machine.ts';
import type { Turn, TurnState } from './turn.ts';
import type { Volume, VolumePlace } from './volume.ts';
import { isOut, isSettled } from './volume.ts';

/** What a known status says about volumes: the place of a volume that is not listed, and the markers of those that are out. */
type OfVolumes = {
  /** Null if the status may be about a parcel that never arrived. */
  readonly place: VolumePlace | null;
  readonly marks?: Partial<Pick<Volume, 'renewal' | 'demand' | 'report'>>;
};

/** The statuses that are about volumes. */
const wordsOfVolumes: Readonly<Record<string, OfVolumes>> = {
  RECEIVED_PHYSICALLY: { place: 'on-hold-shelf' },
  LOANED: { place: 'on-loan' },
  RETURNED_BY_PATRON: { place: 'returned-by-patron' },
  RETURNED_TO_PARTNER: { place: 'returned-to-partner' },
  MEDIATED_RENEWAL: { place: 'on-loan', marks: { renewal: 'mediated' } },
  RENEW_REQUESTED: { place: 'on-loan', marks: { renewal: 'asked' } },
  RENEWED: { place: 'on-loan', marks: { renewal: 'renewed' } },
  RENEW_NOT_ACCEPTED: { place: 'on-loan', marks: { renewal: 'refused' } },
  OVERDUE_ITEM: { place: 'on-loan', marks: { demand: 'overdue' } },
  RECALLED_BOR: { place: 'on-loan', marks: { demand: 'recalled' } },
  DAMAGED: { place: 'on-hold-shelf', marks: { report: 'damaged' } },
  REPORT_LOST: { place: null },
  CLAIMED: { place: null },
};

/** The statuses that only determine the state of the active turn. */
const turnWords: Readonly<Record<string, TurnState>> = {
  REQUEST_SENT: 'asked',
  WILL_SUPPLY: 'will-supply',
  CONDITIONAL: 'conditional',
  SHIPPED_PHYSICALLY: 'shipped',
  SHIPPED_DIGITALLY: 'shipped-digitally',
  CANCEL_REPLY: 'asked',
  CANCEL_NOT_ACCEPTED: 'asked',
  CLAIMED: 'shipped',
};

/** The statuses of a request that no partner has. */
const beforeAnybody: ReadonlySet<string> = new Set(['REQUEST_CREATED_BOR', 'READY_TO_SEND']);
const nobodyLeft: ReadonlySet<string> = new Set(['REJECTED', 'LOCATE_FAILED']);

/** Returns the place of the volume to add to a request that has none although its status implies one; null if it needs none. */
export const placeOfWord = (status: string, volumes: number): VolumePlace | null =>
  volumes > 0 ? null : (wordsOfVolumes[status]?.place ?? null);

/**
 * Returns the place of a stored volume after a status of which a file says nothing more: the partner demands a volume where it is, and
 * does not lend it.
 */
export const placeAfterWord = (status: string, here: VolumePlace): VolumePlace | null => {
  const said = wordsOfVolumes[status];
  const isKnown = here !== 'outside' && isOut({ place: here });
  return said?.marks?.demand !== undefined && isKnown ? here : (said?.place ?? null);
};

/** Whether a status implies that a partner was asked, known or not. */
export const impliesPartner = (status: string): boolean => !beforeAnybody.has(status) && !isEndState(status);

/** A request with a single status from a file. */
type OneWord = {
  readonly status: string;
  /** The rota in order, all turns waiting; if no partner is recorded, one turn without one. */
  readonly turns: readonly Turn[];
  /** The position in the rota of the partner that has the request, from 0. */
  readonly active: number;
  /** Its volumes, including that of `placeOfWord`. */
  readonly volumes: readonly Volume[];
  readonly expected: number | null;
};

/**
 * Returns the life of a request with a single status from a file of another system. Turns of partners before the active one are over; a
 * partner that sent a book has supplied. If the volumes contradict a known status, the volumes count. No one is told what a file says
 * happened. An unknown status is stored on the active turn, verbatim. Pure.
 */
export const lifeOfWord = (word: OneWord): Life => {
  const { status, expected } = word;
  const volumes = word.volumes.map((volume) => withWord(volume, status));
  const life = { ...newLife, expected, volumes };
  if (isEndState(status))
    return { ...life, ...wishOf(status), endedAs: status, turns: turnsOf(word, volumes) };
  const turns = turnsOf(word, volumes);
  const isCancelling = turns.some(({ cancellation }) => cancellation !== 'none');
  return { ...life, turns, cancelWish: isCancelling ? 'staff' : null };
};

const wishOf = (status: EndState): Pick<Life, 'cancelWish'> => ({
  cancelWish: status === 'CANCELLED_BY_PATRON' ? 'patron' : status === 'CANCELLED_BY_STAFF' ? 'staff' : null,
});

/** Applies a status to a volume. In an ended request, volumes that are out go back, and returned ones have been checked in. */
const withWord = (volume: Volume, status: string): Volume => {
  if (isEndState(status)) {
    if (volume.place === 'returned-to-partner') return { ...volume, checkIn: 'checked-in' };
    return isOut(volume) ? { ...volume, use: 'goes-back' } : volume;
  }
  if (isOut(volume)) return { ...volume, ...wordsOfVolumes[status]?.marks };
  // A recall takes precedence over the loss of another volume, which the status then does not mention.
  const speaksOfLoss = status === 'REPORT_LOST' || status === 'RECALLED_BOR';
  return speaksOfLoss && volume.place === 'lost' ? { ...volume, report: 'lost' } : volume;
};

const turnsOf = (word: OneWord, volumes: readonly Volume[]): readonly Turn[] =>
  word.turns.map((turn, place) => {
    const sent = volumes.filter(({ turnId }) => turnId === turn.id);
    if (place === word.active) return { ...turn, ...activeTurnOf(word, volumes, sent) };
    if (sent.length > 0) return { ...turn, ...sender(sent) };
    if (nobodyLeft.has(word.status)) return { ...turn, ...rejected(word) };
    return place < word.active ? { ...turn, ...over('passed-over') } : turn;
  });

const over = (state: TurnState) => ({ state, heard: true, knowsEnd: true, knowsRest: true }) as const;

const rejected = ({ status }: OneWord): Partial<Turn> => ({
  ...over('rejected'),
  outsideWord: status === 'REJECTED' ? null : status,
});

/** The turn of a partner that sent volumes, and from which nothing more is expected. */
const sender = (sent: readonly Volume[]): Partial<Turn> =>
  sent.every(isSettled) ? over('supplied') : { state: 'closing', heard: true };

/** The turn of the partner that has the request. @param volumes of all partners; `sent` are those of this one. */
const activeTurnOf = (word: OneWord, volumes: readonly Volume[], sent: readonly Volume[]): Partial<Turn> => {
  const { status } = word;
  if (isEndState(status)) return sent.length > 0 ? sender(sent) : over(endsOfTurn[status] ?? 'cancelled');
  if (!isRequestStatus(status)) return { state: 'outside', outsideWord: status, heard: true };
  const isAll = isAllHere(word, volumes);
  if (status === 'REPORT_LOST' && !sent.some(({ report }) => report === 'lost'))
    return { state: 'closing', heard: true, parcel: 'lost' };
  if (sent.length > 0)
    return isAll || !isAwaited(status) ? sender(sent) : { state: 'shipped', heard: true, ...claim(status) };
  if (beforeAnybody.has(status)) return {};
  if (nobodyLeft.has(status)) return rejected(word);
  // Other partners sent what the status is about.
  if (volumes.length > 0 && status in wordsOfVolumes)
    return isAll ? over('passed-over') : { state: 'asked', heard: true };
  return { state: turnWords[status] ?? 'shipped', heard: true, ...claim(status), ...cancellationOf(status) };
};

/** The ends after which something was normally received, or no partner answered. */
const endsOfTurn: Partial<Readonly<Record<EndState, TurnState>>> = {
  REQUEST_COMPLETED: 'supplied',
  RECEIVED_DIGITALLY: 'supplied',
  EXPIRED: 'no-answer',
};

/** More volumes of an incomplete set are expected, unless everything received was returned. */
const isAllHere = ({ expected }: OneWord, volumes: readonly Volume[]): boolean =>
  volumes.length >= (expected ?? 1) || !volumes.some(isOut);

const isAwaited = (status: string): boolean => status in turnWords || status in wordsOfVolumes;

const claim = (status: string): Partial<Turn> => ({ parcel: status === 'CLAIMED' ? 'claimed' : 'none' });

const cancellationOf = (status: string): Partial<Turn> => ({
  cancellation: status === 'CANCEL_REPLY' ? 'asked' : status === 'CANCEL_NOT_ACCEPTED' ? 'refused' : 'none',
});
