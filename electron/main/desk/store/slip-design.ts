import { isDesigned, type KindDesign } from '../../../../shared/domain/slips/design.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import type { ReadableDB } from '../../db/types.ts';
import { findLibrarySetting } from './settings.queries.ts';

/** The name under which the settings keep it. */
const setting = 'slipDesigns' satisfies keyof Settings;

/** A slip with the looks that the library has chosen for its kind, frozen with it. One that has its looks already keeps them. */
export const designed = (db: ReadableDB, slip: Slip): Slip => {
  if (slip.design !== undefined || !isDesigned(slip.kind)) return slip;
  const stored = findLibrarySetting(db, null, setting);
  if (stored === undefined) return slip;
  const { designs } = JSON.parse(stored) as { readonly designs: readonly KindDesign[] };
  const found = designs.find(({ kind }) => kind === slip.kind);
  if (found === undefined) return slip;
  const { kind: _, ...design } = found;
  return { ...slip, design };
};
