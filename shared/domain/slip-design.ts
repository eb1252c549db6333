import type { SlipKind } from './slips.ts';
import { t } from '../words/words.ts';

/** The slips whose looks a library chooses. A letter has its text under Letters; a test slip is for the printer. */
export type DesignedKind = Exclude<SlipKind, 'letter' | 'test'>;

type FieldFacts = {
  readonly label: string;
  /** Always on the slip: without it the item goes astray. */
  readonly isNeeded?: true;
  /** A barcode: a scanner must read it, so that it has one size. */
  readonly isCode?: true;
  /** On top of a slip whose design does not name it yet. */
  readonly isOnTop?: true;
};

const headline: FieldFacts = { label: t('slipDesign.whereItGoes'), isNeeded: true };
const logo: FieldFacts = { label: t('slipDesign.logo'), isOnTop: true };
const text: FieldFacts = { label: t('slipDesign.ownText') };
const notice: FieldFacts = { label: t('slipDesign.noticeAboutTheItem') };
const volume: FieldFacts = { label: t('slipDesign.volume') };
const work: FieldFacts = { label: t('slipDesign.titleAndAuthor') };
const itemCode: FieldFacts = { label: t('common.itemBarcode'), isCode: true };
const requestCode: FieldFacts = { label: t('printing.requestNumber'), isCode: true };
const patron: FieldFacts = { label: t('common.patron') };
const arrived: FieldFacts = { label: t('printing.arrivalDate') };
const library: FieldFacts = { label: t('slipDesign.ownLibrary') };

/** The fields of each slip in their usual order. */
export const slipFields = {
  receive: {
    logo,
    headline,
    text,
    volume,
    work,
    itemCode,
    requestCode,
    due: { label: t('printing.dueDate') },
    patron,
    pickup: { label: t('common.pickupLocation') },
    partner: { label: t('common.partner') },
    requested: { label: t('printing.requestDate') },
    arrived,
    cost: { label: t('common.cost') },
    conditions: { label: t('common.useConditions') },
    note: { label: t('common.circulationNote') },
    library,
  },
  return: {
    logo,
    headline,
    text,
    address: { label: t('slipDesign.addressOfThePartner'), isNeeded: true },
    notice,
    volume,
    work,
    requestCode,
    itemCode,
    due: { label: t('printing.requiredReturnDate') },
    arrived,
    library,
  },
  transit: {
    logo,
    headline,
    text,
    address: { label: t('slipDesign.addressOfTheDesk') },
    notice,
    volume,
    work,
    itemCode,
    requestCode,
    from: { label: t('common.from') },
    to: { label: t('printing.to') },
    sent: { label: t('common.sent') },
    patron,
    library,
  },
  label: {
    itemCode: { ...itemCode, isNeeded: true },
    text,
    title: { label: t('common.title') },
    externalId: { label: t('printing.requestNumber') },
  },
} as const satisfies Readonly<Record<DesignedKind, Readonly<Record<string, FieldFacts>>>>;

export type SlipField<K extends DesignedKind> = keyof (typeof slipFields)[K];

export const fieldSizes = {
  small: t('slipDesign.small'),
  usual: t('slipDesign.usual'),
  large: t('slipDesign.large'),
} as const;
export type FieldSize = keyof typeof fieldSizes;

/** A field of a slip as a library wants it. */
export type DesignedField = { readonly name: string; readonly isShown: boolean; readonly size: FieldSize };

/** How the slips of a kind look. Frozen with each slip when that is made. */
export type SlipDesign = {
  /** Printed where the field `text` stands; empty: none. */
  readonly text: string;
  readonly fields: readonly DesignedField[];
};

/** A design with the kind that it is for. */
export type KindDesign = SlipDesign & { readonly kind: DesignedKind };

export const longestSlipText = 160;

export const designedKinds = Object.keys(slipFields) as readonly DesignedKind[];

export const isDesigned = (kind: SlipKind): kind is DesignedKind => Object.hasOwn(slipFields, kind);

/** What is known of a field; undefined for a name that this version does not have. */
export const fieldFacts = (kind: DesignedKind, name: string): FieldFacts | undefined =>
  Object.hasOwn(slipFields[kind], name)
    ? (slipFields[kind] as Readonly<Record<string, FieldFacts>>)[name]
    : undefined;

/**
 * The fields of a slip in their order. What a design does not name has come with a newer version: it stands at its end, shown, or on top. What
 * it names and this version does not have is left out, and what must be there is.
 */
export const fieldsOf = (kind: DesignedKind, design: SlipDesign | undefined): readonly DesignedField[] => {
  const named = new Map(design?.fields.map((field) => [field.name, field]));
  const unnamed = Object.keys(slipFields[kind]).filter((name) => !named.has(name));
  const isOnTop = (name: string): boolean => fieldFacts(kind, name)?.isOnTop === true;
  const names = [...unnamed.filter(isOnTop), ...named.keys(), ...unnamed.filter((name) => !isOnTop(name))];
  return names.flatMap((name) => {
    const facts = fieldFacts(kind, name);
    if (facts === undefined) return [];
    const { isShown = true, size = 'usual' } = named.get(name) ?? {};
    return [
      { name, isShown: isShown || facts.isNeeded === true, size: facts.isCode === true ? 'usual' : size },
    ];
  });
};

/** How slips of a kind look as long as nobody has chosen. */
export const usualDesign = (kind: DesignedKind): SlipDesign => ({
  text: '',
  fields: fieldsOf(kind, undefined),
});
