import { formatDate } from '../dates.ts';
import type { CalendarDate, Instant, ItemId, PatronId, TurnId } from '../ids.ts';
import { isItemStatus, type ItemStatus } from '../item-status.ts';
import type { Life } from '../life/life.ts';
import type { Turn } from '../life/turn.ts';
import type { Volume } from '../life/volume.ts';
import { statusPhase } from '../request-status.ts';
import type { LetterField } from './text.ts';
import { t, type Translate } from '../../words/words.ts';

/** Facts that only a step knows. Everything else is read from the database when the letter is sent. */
export type StepFacts = {
  readonly receivedAt: Instant;
  readonly dueOn: CalendarDate;
  /** The return date of a recall. */
  readonly backBy: CalendarDate;
  readonly answer: 'yes' | 'no';
  /** The label that staff chose. */
  readonly reason: string;
  readonly note: string;
  readonly itemIds: readonly ItemId[];
  /** The volumes of a notice: importing a file again may replace their rows. */
  readonly barcodes: readonly string[];
  readonly holdUntil: CalendarDate;
  readonly patronId: PatronId;
  /** For a notice: the number of days before or after the due date. */
  readonly stage: number;
  /** The message that is corrected, and its kind. */
  readonly corrects: number;
  readonly kind: string;
};

/** The stored payload of a message: anything may be missing. */
export type Payload = { readonly [Name in keyof StepFacts]?: StepFacts[Name] | undefined };

/** Returns why a letter is no longer true, as the end of a sentence (`the item was lent on 3 Nov 2026`); null while it is true. */
export type Check = (now: SinceWritten) => string | null;

/** Every fact about a kind of letter. None has a default. Its initial text is `resources/letters/<language>/<reader>-<kind>.txt`. */
export type LetterKindFacts = {
  /** Its label in lists, and in a letter that corrects one. */
  readonly label: (t: Translate) => string;
  /** The facts that only its step knows. */
  readonly step: { readonly [Name in keyof StepFacts]?: 'always' | 'sometimes' };
  /** The fields of its text besides those that every letter to its recipient has (text.ts). */
  readonly fields: readonly LetterField[];
  /**
   * A letter about something that happened (received, returned, a renewal) stays true: later events have their own letters, which are sent
   * after it. One that describes a state, or asks for something, can be superseded. If that cannot be determined, it is sent.
   */
  readonly stale: Check;
  /** The kind that it withdraws, and why it need not be sent if that one was never sent; null: none. */
  readonly takesBack: { readonly kind: string; readonly why: string } | null;
  /** Whether a library can switch it off. */
  readonly canBeOff: boolean;
  /** Letters written by the clock are off in a new library, until they are turned on. */
  readonly writtenBy: 'step' | 'clock';
};

/** Defines a kind of letter with all its facts. */
export const letter = <const Facts extends LetterKindFacts>(facts: Facts): Facts => facts;

/** A volume, in its state when a letter is about to be sent. */
export type VolumeNow = Pick<Volume, 'id' | 'use' | 'renewal' | 'demand'> & {
  readonly turnId: TurnId;
  /** Its place: a status of items, or a code of another system. */
  readonly status: string;
  readonly barcode: string;
  /** On its way back to the partner, not to a hold shelf. */
  readonly goingBack: boolean;
  /** The desk that it is in transit to; empty if it is not. */
  readonly goesTo: string;
  /** On a hold shelf that is not that of the pickup location: this was changed since. */
  readonly isOnOtherShelf: boolean;
  /** The last day on which it waits on a hold shelf. */
  readonly holdUntil: CalendarDate | null;
  /** The date that the partner was asked for and has not confirmed. */
  readonly renewalUntil: CalendarDate | null;
  /** Its open loan, null if it is not lent; its first day is null if a file did not say it. */
  readonly loan: { readonly loanedOn: CalendarDate | null; readonly dueOn: CalendarDate } | null;
};
type Lent = VolumeNow & { readonly loan: NonNullable<VolumeNow['loan']> };

/** The state of a request after a letter about it was written. */
export type SinceWritten = {
  readonly step: Payload;
  readonly patronId: PatronId | null;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  /** The turn that the letter is about; null for a letter to the patron. */
  readonly turn: Pick<Turn, 'id' | 'state' | 'cancellation' | 'parcel' | 'askedFor'> | null;
  readonly endedAs: Life['endedAs'];
  readonly volumes: readonly VolumeNow[];
};

// Checks of letters to both recipients.

export const alwaysTrue: Check = () => null;

export const first =
  (...checks: readonly Check[]): Check =>
  (now) =>
    checks.reduce<string | null>((found, check) => found ?? check(now), null);

export const lent = ({ volumes }: Pick<SinceWritten, 'volumes'>): readonly Lent[] =>
  volumes.filter((volume): volume is Lent => volume.loan !== null);

/** Whether a volume has one of these barcodes, ignoring case. */
export const isNamed = ({ barcode }: { readonly barcode: string }, barcodes: readonly string[]): boolean =>
  barcodes.some((one) => one.toUpperCase() === barcode.toUpperCase());

/** Returns the volumes that the letter is about: those that it names, or all of its turn. */
export const named = ({ step: { itemIds, barcodes }, turn, volumes }: SinceWritten): readonly VolumeNow[] =>
  volumes.filter((volume) =>
    barcodes
      ? isNamed(volume, barcodes)
      : itemIds
        ? itemIds.includes(volume.id)
        : turn === null || volume.turnId === turn.id,
  );

/** Says where the volumes are instead, as the end of a sentence; null if that cannot be said. */
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
      return loan?.loanedOn
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

export const noLongerCancelled: Check = (now) =>
  endedAsCancelled(now) ? null : t('the request is no longer cancelled');

/** Says that the partner wants all of these volumes back; null if not. */
export const recalledOf = (volumes: readonly VolumeNow[]): string | null =>
  volumes.length > 0 && volumes.every(({ demand }) => demand === 'recalled')
    ? t('the partner wants the item back')
    : null;

/** Nothing that the letter reports as lost still is. A letter about a lost parcel names no volume, and always leaves. */
export const foundSince: Check = (now) => {
  const volumes = named(now);
  return volumes.some(({ status }) => status === 'lost') ? null : whereTheyAre(volumes);
};

/** Another letter is no longer true: without a correction its recipient would still believe it. */
export const correction = letter({
  label: (t) => t('Correction'),
  step: { corrects: 'always', kind: 'always' },
  fields: ['correctedLetter', 'correctedSubject', 'correctedOn', 'correctedText'],
  stale: alwaysTrue,
  takesBack: null,
  canBeOff: false,
  writtenBy: 'step',
});
