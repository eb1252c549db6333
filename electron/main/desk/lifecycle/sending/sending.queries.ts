import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

export type PartnerRow = { readonly id: PartnerId; readonly code: string; readonly name: string };

/** The partners that can be asked, by name. */
export const listPartners = (db: ReadableDB): PartnerRow[] =>
  sql<[], PartnerRow>(
    db,
    'SELECT id, code, name FROM partner WHERE active = 1 ORDER BY name COLLATE NOCASE, id',
  ).all();

/** One partner, or undefined. */
export const findPartner = (db: ReadableDB, id: PartnerId): PartnerRow | undefined =>
  sql<[PartnerId], PartnerRow>(db, 'SELECT id, code, name FROM partner WHERE id = ?').get(id);
