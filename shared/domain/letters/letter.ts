import { formatDate } from '../dates.ts';
import type { CalendarDate, Instant, ItemId, PatronId, TurnId } from '../ids.ts';
import { isItemStatus, type ItemStatus } from '../item-status.ts';
import type { Life } from '../life/life.ts';
import type { Turn } from '../life/turn.ts';
import type { Volume } from '../life/volume.ts';
import { statusPhase } from '../request-status.ts';
import type { LetterField } from './text.ts';
import { t, type Translate } from '../../words/words.ts';

/** What a step may know that nobody else does. All the rest is read from the database when the letter leaves. */
export type StepFacts = {
  readonly receivedAt: Instant;
  readonly dueOn: CalendarDate;
  /** By when a recall wants it back. */
  readonly backBy: CalendarDate;
  readonly answer: 'yes' | 'no';
  /** As staff chose it: its label. */
  readonly reason: string;
  readonly note: string;
  readonly itemIds: readonly ItemId[];
  /** Of the volumes that a notice is about: a file that comes again may replace their rows. */
  readonly barcodes: readonly string[];
  readonly holdUntil: CalendarDate;
  readonly patronId: PatronId;
  /** Of a notice: so many days before or after the due date. */
  readonly stage: number;
  /** Which message does not hold any more, and its kind. */
  readonly corrects: number;
  readonly kind: string;
};

/** What the step of a message left for it, as it is stored: anything may be missing. */
export type Payload = { readonly [Name in keyof StepFacts]?: StepFacts[Name] | undefined };

/** Why what a letter says does not hold any more, as the end of a sentence (`the item was lent on 3 Nov 2026`); null while it holds. */
export type Check = (now: SinceWritten) => string | null;

/** Every fact about a kind of letter. None has a default. Its text begins as `resources/letters/<language>/<reader>-<kind>.txt`. */
export type LetterKindFacts = {
  /** What staff read in lists, and in a letter that corrects one. */
  readonly label: (t: Translate) => string;
  /** What its step alone knows. */
  readonly step: { readonly [Name in keyof StepFacts]?: 'always' | 'sometimes' };
  /** The fields of its text besides those that every letter to its reader has (text.ts). */
  readonly fields: readonly LetterField[];
  /**
   * A letter that tells of something that happened (received, returned, a renewal) stays true: what came later has a letter of its own, which
   * leaves behind it. One that says how things are, or asks for something, can be superseded. Where nobody can tell it leaves.
   */
  readonly stale: Check;
  /** The kind that it takes back, and why it need not leave where that one never was read; null: none. */
  readonly takesBack: { readonly kind: string; readonly why: string } | null;
  /** Who can do without it: nobody; a partner that is told in another way, such as in its own system; or a whole library as well. */
  readonly canBeOff: 'never' | 'for-partner' | 'for-library';
  /** What the clock writes is off in a new library: it tells nobody before it is asked to. */
  readonly writtenBy: 'step' | 'clock';
};

/** A kind of letter with all its facts. */
export const letter = <const Facts extends LetterKindFacts>(facts: Facts): Facts => facts;

/** A volume, as a letter that waits finds it. */
export type VolumeNow = Pick<Volume, 'id' | 'use' | 'renewal' | 'demand'> & {
  readonly turnId: TurnId;
  /** Where it is: a status of items, or a code from outside. */
  readonly status: string;
  readonly barcode: string;
  /** On its way back to the partner, not to a hold shelf. */
  readonly goingBack: boolean;
  /** The desk that it is on its way to; empty where it is not. */
  readonly goesTo: string;
  /** The last day on which it waits on a hold shelf. */
  readonly holdUntil: CalendarDate | null;
  /** The date that the partner was asked for and has not answered. */
  readonly renewalUntil: CalendarDate | null;
  /** Its open loan; null where it is not lent. */
  readonly loan: { readonly loanedOn: CalendarDate; readonly dueOn: CalendarDate } | null;
};
export type Lent = VolumeNow & { readonly loan: NonNullable<VolumeNow['loan']> };

/** What became of a request since a letter about it was written. */
export type SinceWritten = {
  readonly step: Payload;
  readonly patronId: PatronId | null;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  /** The turn that the letter is about; null for a patron's. */
  readonly turn: Pick<Turn, 'id' | 'state' | 'cancellation' | 'parcel' | 'askedFor'> | null;
  readonly endedAs: Life['endedAs'];
  readonly volumes: readonly VolumeNow[];
};

// Checks of letters to both readers.

export const alwaysTrue: Check = () => null;

export const first =
  (...checks: readonly Check[]): Check =>
  (now) =>
    checks.reduce<string | null>((found, check) => found ?? check(now), null);

export const lent = ({ volumes }: Pick<SinceWritten, 'volumes'>): readonly Lent[] =>
  volumes.filter((volume): volume is Lent => volume.loan !== null);

/** Whether a volume is one of those with these barcodes, in whatever case they were read. */
export const isNamed = ({ barcode }: { readonly barcode: string }, barcodes: readonly string[]): boolean =>
  barcodes.some((one) => one.toUpperCase() === barcode.toUpperCase());

/** The volumes that the letter is about: those that it names, or all of its turn. */
export const named = ({ step: { itemIds, barcodes }, turn, volumes }: SinceWritten): readonly VolumeNow[] =>
  volumes.filter((volume) =>
    barcodes
      ? isNamed(volume, barcodes)
      : itemIds
        ? itemIds.includes(volume.id)
        : turn === null || volume.turnId === turn.id,
  );

/** Where the volumes are instead, as the end of a sentence; null where nobody can tell. */
export const whereTheyAre = (volumes: readonly VolumeNow[]): string | null => {
  const places = volumes.map((volume) =>
    isItemStatus(volume.status) ? placeOf(volume, volume.status) : null,
  );
  const [one] = places;
  if (one === undefined || places.includes(null)) return null;
  return places.every((place) => place === one) ? one : t('the volumes are now elsewhere');
};

const placeOf = ({ goingBack, goesTo, loan }: VolumeNow, status: ItemStatus): string => {
  switch (status) {
    case 'on-loan':
      return loan
        ? t('the item was lent on {loanedOn}', { loanedOn: formatDate(loan.loanedOn) })
        : t('the item was lent');
    case 'on-hold-shelf':
      return t('the item is on the hold shelf');
    case 'in-transit':
      return goingBack || goesTo === ''
        ? t('the item is on its way back to the partner')
        : t('the item was sent on to {goesTo}', { goesTo });
    case 'returned-by-patron':
      return t('the patron has brought the item back');
    case 'returned-to-partner':
      return t('the item was returned to the partner');
    case 'handed-over':
      return t('the patron keeps the item');
    case 'lost':
      return t('the item was reported lost');
  }
};

const endedAsCancelled = ({ endedAs }: SinceWritten): boolean =>
  endedAs !== null && statusPhase(endedAs) === 'cancelled';

export const cancelled: Check = (now) => (endedAsCancelled(now) ? t('the request was cancelled') : null);

export const notCancelledAnyMore: Check = (now) =>
  endedAsCancelled(now) ? null : t('the request is no longer cancelled');

/** Whether its partner wants back all of these. */
export const recalledOf = (volumes: readonly VolumeNow[]): string | null =>
  volumes.length > 0 && volumes.every(({ demand }) => demand === 'recalled')
    ? t('the partner wants the item back')
    : null;

/** What another letter said does not hold any more: its reader would go on believing it. */
export const correction = letter({
  label: (t) => t('Correction'),
  step: { corrects: 'always', kind: 'always' },
  fields: ['correctedLetter', 'correctedSubject', 'correctedOn'],
  stale: alwaysTrue,
  takesBack: null,
  canBeOff: 'never',
  writtenBy: 'step',
});
