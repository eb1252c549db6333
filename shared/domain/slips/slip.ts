import type * as z from 'zod';
import type { slipDesign, SlipShapes, storedSlip } from '../../ipc/slip-shapes.ts';
import { formatDate, formatInstant } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import { t } from '../../words/words.ts';

/** Limits that keep the longest slip on one page, in characters; and how many lines of a kind there may be. */
export const limits = {
  name: 60,
  line: 70,
  condition: 60,
  conditions: 4,
  note: 240,
  code: 80,
  lines: 6,
  letterLine: 600,
  letterLines: 120,
} as const;

type Beside = { readonly label: string; readonly values: readonly string[]; readonly limit: number };

/** A part of a slip, as plain values: the main process draws it and escapes every one. Without anything to say it is nothing. */
export type Part =
  /** What the hand does next, to be read from two metres. */
  | { readonly as: 'headline'; readonly verb: string; readonly name: string }
  | { readonly as: 'address'; readonly lines: readonly string[] }
  /** What staff must know of the item, in a frame. */
  | { readonly as: 'notice'; readonly text: string }
  | ({ readonly as: 'volume' } & VolumeOnSlip)
  | { readonly as: 'work'; readonly title: string; readonly author: string }
  /** A barcode under its label; null where the item has none. */
  | { readonly as: 'code'; readonly label: string; readonly code: string | null }
  /** A label and what stands beside it; what may be long is `wide`. */
  | ({ readonly as: 'short' | 'wide'; readonly isStrong: boolean } & Beside)
  | { readonly as: 'text'; readonly text: string; readonly limit: number }
  | { readonly as: 'subject'; readonly text: string }
  /** Lines end with `\n`. */
  | { readonly as: 'letter'; readonly text: string }
  /** Whose paper it is. */
  | { readonly as: 'library'; readonly name: string; readonly address: readonly string[] }
  /** The text that the library adds to each slip of a kind. */
  | { readonly as: 'own-text' }
  /** The picture of the library. */
  | { readonly as: 'logo' };

export const short = (label: string, value: string): Part => ({
  as: 'short',
  label,
  values: [value],
  isStrong: false,
  limit: limits.line,
});

/** A date that staff look for; a missing one is said. */
export const dueDate = (label: string, dueOn: CalendarDate | null): Part => ({
  as: 'short',
  label,
  values: [dueOn === null ? t('not given') : formatDate(dueOn)],
  isStrong: true,
  limit: limits.line,
});

/** A moment in the time zone of the library; empty where it is not known. */
export const moment = (at: Instant | null, timeZone: string): string =>
  at === null ? '' : formatInstant(at, timeZone);

/** A field of a slip whose looks a library chooses. */
export type SlipField<S> = {
  /** What the designer calls it. */
  readonly label: string;
  /**
   * `free`: it may be hidden, and larger or smaller. `needed`: it is always there, because without it the item goes astray. `code`: a scanner
   * must read it, so that it has one size; `needed-code`: both. `logo`: it stands on top of a slip whose design does not name it.
   */
  readonly rule: 'free' | 'needed' | 'code' | 'needed-code' | 'logo';
  /** @param label the one above. */
  readonly part: (slip: S, label: string) => Part;
};

export const fieldSizes = {
  small: t('Small'),
  usual: t('Normal'),
  large: t('Large'),
} as const;
export type FieldSize = keyof typeof fieldSizes;

export const longestSlipText = 160;

/** How the slips of a kind look: the text that the library adds (empty: none), and the fields in their order. */
export type SlipDesign = Readonly<z.infer<typeof slipDesign>>;
/** A field of a slip as a library wants it. */
export type DesignedField = SlipDesign['fields'][number];

type Stored<Kind extends string, Shape extends z.ZodRawShape> = z.infer<
  ReturnType<typeof storedSlip<Kind, Shape>>
>;

type CommonFacts<S> = {
  /** What staff call it. */
  readonly label: string;
  /** What is said of one whose step was undone. */
  readonly undone: string;
  /** A made-up one, to show how the kind comes out. */
  readonly sample: S;
};

/** A kind of slip whose looks a library chooses. */
export const designedSlip = <
  const Kind extends string,
  Shape extends z.ZodRawShape,
  const Names extends string,
>(
  kind: Kind,
  shape: (shapes: SlipShapes) => Shape,
  facts: (makers: Makers<Stored<Kind, Shape>>) => CommonFacts<Stored<Kind, Shape>> & {
    /** In their usual order. */
    readonly fields: Readonly<Record<Names, SlipField<Stored<Kind, Shape>>>>;
    /** Those of one parcel come out as one slip, item by item, with these fields once on top; null: each comes out by itself. */
    readonly oncePerParcel: readonly NoInfer<Names>[] | null;
  },
) => ({ ...facts({ free, headline }), kind, shape, parts: null });

/** Makes fields of one kind. */
type Makers<S> = {
  readonly free: typeof free<S>;
  readonly headline: typeof headline<S>;
};

/** A kind of slip that always looks the same. */
export const fixedSlip = <const Kind extends string, Shape extends z.ZodRawShape>(
  kind: Kind,
  shape: (shapes: SlipShapes) => Shape,
  facts: CommonFacts<Stored<Kind, Shape>> & {
    readonly parts: (slip: Stored<Kind, Shape>) => readonly Part[];
  },
) => ({ ...facts, kind, shape, fields: null, oncePerParcel: null });

/** Every fact about a kind of slip, where it does not matter which. */
export type SlipFacts<S> = CommonFacts<S> & {
  readonly fields: Readonly<Record<string, SlipField<S>>> | null;
  readonly oncePerParcel: readonly string[] | null;
  readonly parts: ((slip: S) => readonly Part[]) | null;
};

export const stepUndone = t('The step was undone. Discard this slip.');

export type VolumeOnSlip = {
  /** Null where the slip is about no single volume. */
  readonly volume: number | null;
  /** Null where nobody knows how many there are. */
  readonly volumesExpected: number | null;
  /** What stands on the spine; empty where that is not known. */
  readonly label: string;
};

const free = <S>(label: string, part: SlipField<S>['part']): SlipField<S> => ({ label, rule: 'free', part });
const barcode = <S>(label: string, codeOf: (slip: S) => string | null): SlipField<S> => ({
  label,
  rule: 'code',
  part: (slip) => ({ as: 'code', label, code: codeOf(slip) }),
});
/** Where it goes. */
const headline = <S>(
  signOf: (slip: S) => { readonly verb: string; readonly name: string },
): SlipField<S> => ({
  label: t('Where it goes'),
  rule: 'needed',
  part: (slip) => ({ as: 'headline', ...signOf(slip) }),
});

// Fields of several kinds.
type With<Key extends string, Value = string> = { readonly [K in Key]: Value };
export const logo: SlipField<unknown> = {
  label: t('Logo'),
  rule: 'logo',
  part: () => ({ as: 'logo' }),
};
export const ownText = free<unknown>(t('Your text'), () => ({ as: 'own-text' }));
export const notice = free<With<'note'>>(t('Item notice'), ({ note }) => ({
  as: 'notice',
  text: note,
}));
export const volumeLine = free<VolumeOnSlip>(t('Volume'), (slip) => ({ as: 'volume', ...slip }));
export const work = free<With<'title' | 'author'>>(t('Title and author'), ({ title, author }) => ({
  as: 'work',
  title,
  author,
}));
export const itemCode = barcode<With<'barcode', string | null>>(t('Item barcode'), (slip) => slip.barcode);
export const requestCode = barcode<With<'externalId'>>(t('Request number'), (slip) => slip.externalId);
export const patron = free<With<'patronName'>>(t('Patron'), (slip, label) => short(label, slip.patronName));
export const arrived = free<With<'arrivedAt', Instant | null> & With<'timeZone'>>(
  t('Arrival date'),
  ({ arrivedAt, timeZone }, label) => short(label, moment(arrivedAt, timeZone)),
);
export const ownLibrary = free<With<'libraryName'>>(t('Your library'), ({ libraryName }) => ({
  as: 'library',
  name: libraryName,
  address: [],
}));
