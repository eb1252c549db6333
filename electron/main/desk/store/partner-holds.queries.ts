import type { Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

// Staff can hold back the letters to a partner: none of them leaves by itself, by protocol or by mail, until they go on.

/** Since when letters to a partner are held back, and the name of who does. */
export type PartnerHold = { readonly since: Instant; readonly by: string };

/** A condition on rows of `outbox`: letters to a partner that are held back. */
export const isHeldBack = (row: string): string => `(${row}.recipient = 'partner'
  AND EXISTS (SELECT 1 FROM partner WHERE partner.id = ${row}.partner_id AND partner.held_at IS NOT NULL))`;

/** Returns whether and since when letters to a partner are held back. */
export const findHold = (db: ReadableDB, partnerId: PartnerId): PartnerHold | null =>
  sql<[PartnerId], PartnerHold>(
    db,
    'SELECT held_at AS since, held_by_name AS by FROM partner WHERE id = ? AND held_at IS NOT NULL',
  ).get(partnerId) ?? null;

/** Holds back the letters to a partner, or lets them go on (null). */
export const setHold = (db: WritableDB, partnerId: PartnerId, hold: PartnerHold | null): void => {
  sql<object>(db, 'UPDATE partner SET held_at = @since, held_by_name = @by WHERE id = @partnerId').run({
    partnerId,
    since: hold?.since ?? null,
    by: hold?.by ?? null,
  });
};

/** Returns the name of the partner for whom a letter is held back; null if it is not. */
export const heldBackFor = (db: ReadableDB, letterId: number): string | null =>
  sql<[number], { readonly name: string }>(
    db,
    `SELECT partner.name FROM outbox JOIN partner ON partner.id = outbox.partner_id
      WHERE outbox.id = ? AND outbox.recipient = 'partner' AND partner.held_at IS NOT NULL`,
  ).get(letterId)?.name ?? null;
