import { labelSlip } from './label.ts';
import { letterSlip } from './letter.ts';
import type { SlipLogo } from './logo.ts';
import { receiveSlip } from './receive.ts';
import { returnSlip } from './return.ts';
import type { SlipFacts } from './slip.ts';
import { testSlip } from './test.ts';
import { transitSlip } from './transit.ts';
import { t } from '../../words/words.ts';

/** Every kind of slip. */
export const slipKinds = {
  receive: receiveSlip,
  return: returnSlip,
  transit: transitSlip,
  letter: letterSlip,
  label: labelSlip,
  test: testSlip,
} as const;

type Kinds = typeof slipKinds;
export type SlipKind = keyof Kinds;

/** A slip as frozen by its step, so that a later reprint shows the same. */
type StoredSlip = { [Kind in SlipKind]: Kinds[Kind]['sample'] }[SlipKind];
export type Slip = StoredSlip & {
  /** The other items in the same parcel, added when it is printed. */
  readonly others?: readonly StoredSlip[];
  /** The library's logo, added when it is drawn. */
  readonly logo?: SlipLogo | null;
};

export const isSlipKind = (kind: string): kind is SlipKind => Object.hasOwn(slipKinds, kind);

/** Returns the facts of a kind, without its specific type. */
export const factsOfSlip = (kind: SlipKind): SlipFacts<Slip> => slipKinds[kind] as unknown as SlipFacts<Slip>;

/** Returns why the paper of a slip is to be discarded; null if it is not. */
export const discardWords = (slip: {
  readonly kind: SlipKind;
  readonly undone: boolean;
  readonly parcelReduced: boolean;
}): string | null => {
  if (slip.undone) return slipKinds[slip.kind].undone;
  return slip.parcelReduced
    ? t('An item was taken out of this parcel. Discard this slip: the parcel gets a new one.')
    : null;
};

/** Returns the one slip of a parcel: the first of its slips, with the item data of the others. */
export const slipOfParcel = (first: Slip, others: readonly Slip[]): Slip => {
  const alike = others.filter(({ kind }) => kind === first.kind);
  return factsOfSlip(first.kind).oncePerParcel === null || alike.length === 0
    ? first
    : { ...first, others: alike };
};
