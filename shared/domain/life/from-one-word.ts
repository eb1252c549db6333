import type { Life } from './life.ts';
import { newLife } from './life.ts';
import { type EndState, isEndState } from './request.machine.ts';
import { statusOf } from './status.ts';
import type { Turn, TurnState } from './turn.machine.ts';
import type { Volume, VolumePlace } from './volume.machine.ts';
import { isOut } from './volume.machine.ts';

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

/** A request of which a file says one word. */
export type OneWord = {
  readonly status: string;
  /** The rota in its order, all turns waiting; where nobody recorded a partner, one turn without one. */
  readonly turns: readonly Turn[];
  /** The place in the rota of the partner that has the request, from 0. */
  readonly active: number;
  /** Its volumes, the one of `placeOfWord` included, each of the active turn unless the file says more. */
  readonly volumes: readonly Volume[];
  readonly expected: number | null;
};

/**
 * The life of a request of which a file of another system says one word. Partners before the active one are over, elsewhere. Nothing is told
 * of what a file says happened. A word that does not fit stays on the active turn, letter for letter. Pure.
 */
export const lifeOfWord = (word: OneWord): Life => {
  const life = spelledOut(word);
  if (statusOf(life) === word.status) return life;
  const outside = { state: 'outside', outsideWord: word.status, heard: true } as const;
  return { ...newLife, expected: word.expected, turns: turnsOf(word, outside), volumes: word.volumes };
};

/** The rota with the active turn as it is. */
const turnsOf = ({ turns, active }: OneWord, changes: Partial<Turn>): readonly Turn[] =>
  turns.map((turn, place) => {
    if (place < active)
      return { ...turn, state: 'passed-over', heard: true, knowsEnd: true, knowsRest: true };
    return place === active ? { ...turn, ...changes } : turn;
  });

const spelledOut = (word: OneWord): Life => {
  const { status, expected, volumes } = word;
  const life = { ...newLife, expected, volumes };
  if (isEndState(status)) return ended(word, status);
  if (beforeAnybody.has(status)) return { ...life, turns: turnsOf(word, {}) };
  if (nobodyLeft.has(status))
    return {
      ...life,
      turns: turnsOf({ ...word, active: word.turns.length }, {}).map((turn) => ({
        ...turn,
        state: 'rejected',
        outsideWord: status === 'REJECTED' ? null : status,
      })),
    };
  if (status === 'REPORT_LOST') return lost(word);
  const state = turnWords[status];
  if (state) {
    const cancellation =
      status === 'CANCEL_REPLY' ? 'asked' : status === 'CANCEL_NOT_ACCEPTED' ? 'refused' : 'none';
    return {
      ...life,
      cancelWish: cancellation === 'none' ? null : 'staff',
      turns: turnsOf(word, {
        state,
        heard: true,
        cancellation,
        parcel: status === 'CLAIMED' ? 'claimed' : 'none',
      }),
    };
  }
  const { marks } = wordsOfVolumes[status] ?? {};
  return {
    ...life,
    turns: turnsOf(word, { state: isAllHere(word) ? 'closing' : 'shipped', heard: true }),
    volumes: volumes.map((volume) => marked(volume, marks)),
  };
};

/** Of a set of which volumes are missing more is awaited, unless all that came went back. */
const isAllHere = ({ expected, volumes }: OneWord): boolean =>
  volumes.length >= (expected ?? 1) || !volumes.some(isOut);

const marked = (volume: Volume, marks: OfVolumes['marks']): Volume =>
  isOut(volume) ? { ...volume, ...marks } : volume.place === 'lost' ? { ...volume, report: 'lost' } : volume;

/** The volumes that are lost, or, where none is, the parcel. */
const lost = (word: OneWord): Life => {
  const volumes = word.volumes.map((volume) => marked(volume, {}));
  const parcel = volumes.some(({ report }) => report === 'lost') ? 'none' : 'lost';
  return {
    ...newLife,
    expected: word.expected,
    volumes,
    turns: turnsOf(word, { state: 'closing', heard: true, parcel }),
  };
};

/** A request that is over: what came has been checked in, elsewhere. */
const ended = (word: OneWord, endedAs: EndState): Life => {
  const hasSupplied =
    word.volumes.length > 0 || endedAs === 'REQUEST_COMPLETED' || endedAs === 'RECEIVED_DIGITALLY';
  const state = hasSupplied ? 'supplied' : 'cancelled';
  return {
    ...newLife,
    expected: word.expected,
    endedAs,
    turns: turnsOf(word, { state, heard: true, knowsEnd: true, knowsRest: true }),
    volumes: word.volumes.map((volume) =>
      volume.place === 'returned-to-partner' ? { ...volume, checkIn: 'checked-in' } : volume,
    ),
  };
};
