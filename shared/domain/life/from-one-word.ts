import type { Life } from './life.ts';
import { newLife } from './life.ts';
import { isRequestStatus } from '../request-status.ts';
import { type EndState, isEndState } from './request.machine.ts';
import type { Turn, TurnState } from './turn.ts';
import type { Volume, VolumePlace } from './volume.ts';
import { isOut, isSettled } from './volume.ts';

/** What a word of ours says of volumes: where one is that is not named, and what is asked of those that are out. */
type OfVolumes = {
  /** Null where it may speak of a parcel that never came. */
  readonly place: VolumePlace | null;
  readonly marks?: Partial<Pick<Volume, 'renewal' | 'demand' | 'report'>>;
};

/** The words that speak of volumes. */
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

/** The states of the active turn that a word says and nothing else. */
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

/** Words of a request that no partner has. */
const beforeAnybody: ReadonlySet<string> = new Set(['REQUEST_CREATED_BOR', 'READY_TO_SEND']);
const nobodyLeft: ReadonlySet<string> = new Set(['REJECTED', 'LOCATE_FAILED']);

/** The place of the volume that a request gets which has none although its word speaks of one; null where it needs none. */
export const placeOfWord = (status: string, volumes: number): VolumePlace | null =>
  volumes > 0 ? null : (wordsOfVolumes[status]?.place ?? null);

/** Whether a word says that a partner was asked, whoever that was. */
export const speaksOfPartner = (status: string): boolean => !beforeAnybody.has(status) && !isEndState(status);

/** A request of which a file says one word. */
export type OneWord = {
  readonly status: string;
  /** The rota in its order, all turns waiting; where nobody recorded a partner, one turn without one. */
  readonly turns: readonly Turn[];
  /** The place in the rota of the partner that has the request, from 0. */
  readonly active: number;
  /** Its volumes, the one of `placeOfWord` included. */
  readonly volumes: readonly Volume[];
  readonly expected: number | null;
};

/**
 * The life of a request of which a file of another system says one word. Partners before the active one are over, elsewhere; one of which a
 * book came has supplied. Where the volumes say another thing than a word of ours, they count. Nothing is told of what a file says happened.
 * A word that is none of ours stays on the active turn, letter for letter. Pure.
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

/** What a word says of a volume. One that is over has no more use for what is out; what went back has been checked in, elsewhere. */
const withWord = (volume: Volume, status: string): Volume => {
  if (isEndState(status)) {
    if (volume.place === 'returned-to-partner') return { ...volume, checkIn: 'checked-in' };
    return isOut(volume) ? { ...volume, use: 'goes-back' } : volume;
  }
  if (isOut(volume)) return { ...volume, ...wordsOfVolumes[status]?.marks };
  // A recall weighs more than the loss of another volume, of which it says nothing then.
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

/** The turn of a partner of which volumes came, and nothing more is awaited. */
const sender = (sent: readonly Volume[]): Partial<Turn> =>
  sent.every(isSettled) ? over('supplied') : { state: 'closing', heard: true };

/** The turn of the partner that has the request. @param volumes of all partners; `sent` came of this one. */
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
  // Others sent what the word speaks of.
  if (volumes.length > 0 && status in wordsOfVolumes)
    return isAll ? over('passed-over') : { state: 'asked', heard: true };
  return { state: turnWords[status] ?? 'shipped', heard: true, ...claim(status), ...cancellationOf(status) };
};

/** The ends of which something came as a rule, or nobody answered. */
const endsOfTurn: Partial<Readonly<Record<EndState, TurnState>>> = {
  REQUEST_COMPLETED: 'supplied',
  RECEIVED_DIGITALLY: 'supplied',
  EXPIRED: 'no-answer',
};

/** Of a set of which volumes are missing more is awaited, unless all that came went back. */
const isAllHere = ({ expected }: OneWord, volumes: readonly Volume[]): boolean =>
  volumes.length >= (expected ?? 1) || !volumes.some(isOut);

const isAwaited = (status: string): boolean => status in turnWords || status in wordsOfVolumes;

const claim = (status: string): Partial<Turn> => ({ parcel: status === 'CLAIMED' ? 'claimed' : 'none' });

const cancellationOf = (status: string): Partial<Turn> => ({
  cancellation: status === 'CANCEL_REPLY' ? 'asked' : status === 'CANCEL_NOT_ACCEPTED' ? 'refused' : 'none',
});
