import { isDesigned, type KindDesign } from '../../../../shared/domain/slips/design.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import type { ReadableDB } from '../../db/types.ts';
import { findLibrarySetting } from './settings.queries.ts';

/** The name of the setting. */
const setting = 'slipDesigns' satisfies keyof Settings;

/** Returns a slip with the library's design for its kind, frozen with it. A slip that already has a design keeps it. */
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
