import { slipKinds, type SlipKind } from './all-slips.ts';
import type { DesignedField, SlipDesign, SlipField } from './slip.ts';

/** The kinds whose looks a library chooses. */
export type DesignedKind = {
  [Kind in SlipKind]: (typeof slipKinds)[Kind]['fields'] extends null ? never : Kind;
}[SlipKind];

/** A design with the kind that it is for. */
export type KindDesign = SlipDesign & { readonly kind: DesignedKind };

export const isDesigned = (kind: SlipKind): kind is DesignedKind => slipKinds[kind].fields !== null;

export const designedKinds = (Object.keys(slipKinds) as SlipKind[]).filter(isDesigned);

/** What is known of a field; undefined for a name that this version does not have. */
export const fieldFacts = (kind: DesignedKind, name: string): SlipField<never> | undefined => {
  const fields: Readonly<Record<string, SlipField<never>>> = slipKinds[kind].fields;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
};

/** Whether a field is on the slip whatever a design says. */
export const isAlwaysShown = ({ rule }: SlipField<never>): boolean =>
  rule === 'needed' || rule === 'needed-code';

/** Whether a field is a barcode, which has one size. */
export const isBarcode = ({ rule }: SlipField<never>): boolean => rule === 'code' || rule === 'needed-code';

/**
 * The fields of a slip in their order. What a design does not name has come with a newer version: it stands at its end, shown, or on top. What
 * it names and this version does not have is left out, and what must be there is.
 */
export const fieldsOf = (kind: DesignedKind, design: SlipDesign | undefined): readonly DesignedField[] => {
  const named = new Map(design?.fields.map((field) => [field.name, field]));
  const unnamed = Object.keys(slipKinds[kind].fields).filter((name) => !named.has(name));
  const isOnTop = (name: string): boolean => fieldFacts(kind, name)?.rule === 'logo';
  const names = [...unnamed.filter(isOnTop), ...named.keys(), ...unnamed.filter((name) => !isOnTop(name))];
  return names.flatMap((name) => {
    const facts = fieldFacts(kind, name);
    if (facts === undefined) return [];
    const { isShown = true, size = 'usual' } = named.get(name) ?? {};
    return [{ name, isShown: isShown || isAlwaysShown(facts), size: isBarcode(facts) ? 'usual' : size }];
  });
};

/** How slips of a kind look as long as nobody has chosen. */
export const usualDesign = (kind: DesignedKind): SlipDesign => ({
  text: '',
  fields: fieldsOf(kind, undefined),
});
