import { slipKinds, type SlipKind } from './all-slips.ts';
import type { DesignedField, SlipDesign, SlipField } from './slip.ts';

/** The kinds whose design a library chooses. */
export type DesignedKind = {
  [Kind in SlipKind]: (typeof slipKinds)[Kind]['fields'] extends null ? never : Kind;
}[SlipKind];

/** A design with the kind it is for. */
export type KindDesign = SlipDesign & { readonly kind: DesignedKind };

export const isDesigned = (kind: SlipKind): kind is DesignedKind => slipKinds[kind].fields !== null;

export const designedKinds = (Object.keys(slipKinds) as SlipKind[]).filter(isDesigned);

/** Returns the facts of a field; undefined for a name that this version does not have. */
export const fieldFacts = (kind: DesignedKind, name: string): SlipField<never> | undefined => {
  const fields: Readonly<Record<string, SlipField<never>>> = slipKinds[kind].fields;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
};

/** Whether a field is always on the slip, whatever a design says. */
export const isAlwaysShown = ({ rule }: SlipField<never>): boolean =>
  rule === 'needed' || rule === 'needed-code';

/** Whether a field is a barcode, which has a fixed size. */
export const isBarcode = ({ rule }: SlipField<never>): boolean => rule === 'code' || rule === 'needed-code';

/**
 * Returns the fields of a slip in order. Fields that a design does not name were added by a newer version: they are shown at the end, or at
 * the top. Names unknown to this version are omitted, and required fields are always included.
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

/** Returns the default design of a kind. */
export const defaultDesign = (kind: DesignedKind): SlipDesign => ({
  text: '',
  fields: fieldsOf(kind, undefined),
});
