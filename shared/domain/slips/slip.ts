import type * as z from 'zod';
import type { slipDesign, SlipShapes, storedSlip } from '../../ipc/slip-shapes.ts';
import { formatDate, formatInstant } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import { t } from '../../words/words.ts';

/** Limits that keep the longest slip on one page: numbers of characters, and of lines of each kind. */
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

/** A part of a slip, as plain values: the main process draws it and escapes every value. A part with nothing to show is omitted. */
export type Part =
  /** What to do next, legible from two metres. */
  | { readonly as: 'headline'; readonly verb: string; readonly name: string }
  | { readonly as: 'address'; readonly lines: readonly string[] }
  /** What staff must know about the item, in a frame. */
  | { readonly as: 'notice'; readonly text: string }
  | ({ readonly as: 'volume' } & VolumeOnSlip)
  | { readonly as: 'work'; readonly title: string; readonly author: string }
  /** A barcode under its label; null if the item has none. */
  | { readonly as: 'code'; readonly label: string; readonly code: string | null }
  /** A label with its values next to it; potentially long ones are `wide`. */
  | ({ readonly as: 'short' | 'wide'; readonly isStrong: boolean } & Beside)
  | { readonly as: 'text'; readonly text: string; readonly limit: number }
  | { readonly as: 'subject'; readonly text: string }
  /** Lines end with `\n`. */
  | { readonly as: 'letter'; readonly text: string }
  /** The library that issued the slip. */
  | { readonly as: 'library'; readonly name: string; readonly address: readonly string[] }
  /** The text that the library adds to every slip of a kind. */
  | { readonly as: 'own-text' }
  /** The library's logo. */
  | { readonly as: 'logo' };

export const short = (label: string, value: string): Part => ({
  as: 'short',
  label,
  values: [value],
  isStrong: false,
  limit: limits.line,
});

/** A date that staff look for; a missing one is mentioned. */
export const dueDate = (label: string, dueOn: CalendarDate | null): Part => ({
  as: 'short',
  label,
  values: [dueOn === null ? t('not given') : formatDate(dueOn)],
  isStrong: true,
  limit: limits.line,
});

/** Formats an instant in the library's time zone; empty if unknown. */
export const moment = (at: Instant | null, timeZone: string): string =>
  at === null ? '' : formatInstant(at, timeZone);

/** A field of a slip whose design a library chooses. */
export type SlipField<S> = {
  /** Its name in the designer. */
  readonly label: string;
  /**
   * `free`: it may be hidden, enlarged or reduced. `needed`: always shown, because the item would go astray without it. `code`: a scanner
   * must read it, so its size is fixed; `needed-code`: both. `logo`: at the top of a slip whose design does not name it.
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

/** The design of a kind of slip: the text that the library adds (empty: none), and the fields in order. */
export type SlipDesign = Readonly<z.infer<typeof slipDesign>>;
/** A field of a slip as a library designed it. */
export type DesignedField = SlipDesign['fields'][number];

type Stored<Kind extends string, Shape extends z.ZodRawShape> = z.infer<
  ReturnType<typeof storedSlip<Kind, Shape>>
>;

type CommonFacts<S> = {
  /** The name staff use. */
  readonly label: string;
  /** Shown for a slip whose step was undone. */
  readonly undone: string;
  /** A made-up slip, to show what the kind looks like. */
  readonly sample: S;
};

/** Defines a kind of slip whose design a library chooses. */
export const designedSlip = <
  const Kind extends string,
  Shape extends z.ZodRawShape,
  const Names extends string,
>(
  kind: Kind,
  shape: (shapes: SlipShapes) => Shape,
  facts: (makers: Makers<Stored<Kind, Shape>>) => CommonFacts<Stored<Kind, Shape>> & {
    /** In their default order. */
    readonly fields: Readonly<Record<Names, SlipField<Stored<Kind, Shape>>>>;
    /** The slips of one parcel are printed as one, item by item, with these fields once at the top; null: each is printed separately. */
    readonly oncePerParcel: readonly NoInfer<Names>[] | null;
  },
) => ({ ...facts({ free, headline }), kind, shape, parts: null });

/** Makers of a kind's fields. */
type Makers<S> = {
  readonly free: typeof free<S>;
  readonly headline: typeof headline<S>;
};

/** Defines a kind of slip with a fixed design. */
export const fixedSlip = <const Kind extends string, Shape extends z.ZodRawShape>(
  kind: Kind,
  shape: (shapes: SlipShapes) => Shape,
  facts: CommonFacts<Stored<Kind, Shape>> & {
    readonly parts: (slip: Stored<Kind, Shape>) => readonly Part[];
  },
) => ({ ...facts, kind, shape, fields: null, oncePerParcel: null });

/** Every fact about a kind of slip, for code that does not care which. */
export type SlipFacts<S> = CommonFacts<S> & {
  readonly fields: Readonly<Record<string, SlipField<S>>> | null;
  readonly oncePerParcel: readonly string[] | null;
  readonly parts: ((slip: S) => readonly Part[]) | null;
};

export const stepUndone = t('The step was undone. Discard this slip.');

export type VolumeOnSlip = {
  /** Null if the slip is not about a single volume. */
  readonly volume: number | null;
  /** Null if unknown. */
  readonly volumesExpected: number | null;
  /** The text on the spine; empty if unknown. */
  readonly label: string;
};

const free = <S>(label: string, part: SlipField<S>['part']): SlipField<S> => ({ label, rule: 'free', part });
const barcode = <S>(label: string, codeOf: (slip: S) => string | null): SlipField<S> => ({
  label,
  rule: 'code',
  part: (slip) => ({ as: 'code', label, code: codeOf(slip) }),
});
/** Where the item goes. */
const headline = <S>(
  signOf: (slip: S) => { readonly verb: string; readonly name: string },
): SlipField<S> => ({
  label: t('Where it goes'),
  rule: 'needed',
  part: (slip) => ({ as: 'headline', ...signOf(slip) }),
});

// Fields shared by several kinds.
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
