import type { Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { listed } from '../../../../shared/domain/listed.ts';
import { type RotaEnd, rotaEnds } from '../../../../shared/domain/rota.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A line of a rota, with the name of its partner. */
export type RotaRow = {
  readonly id: number;
  readonly position: number;
  readonly partnerId: PartnerId;
  readonly partnerName: string;
  readonly ended: RotaEnd | null;
  readonly endedAt: Instant | null;
  /** Since when it has been asked, where that is known. */
  readonly askedAt: Instant | null;
  /** When it said that it shipped. */
  readonly shippedAt: Instant | null;
};

/** The rota of a request in its order. */
export const listRota = (db: ReadableDB, requestId: RequestId): RotaRow[] =>
  sql<[RequestId], RotaRow>(
    db,
    `SELECT rota_line.id, position, partner_id AS partnerId, partner.name AS partnerName, ended,
            ended_at AS endedAt, asked_at AS askedAt, shipped_at AS shippedAt
       FROM rota_line JOIN partner ON partner.id = partner_id
      WHERE request_id = ? ORDER BY position`,
  ).all(requestId);

/** Adds a line to a rota. */
export const insertRotaLine = (
  db: WritableDB,
  row: Pick<RotaRow, 'position' | 'partnerId'> &
    Partial<Pick<RotaRow, 'ended' | 'endedAt' | 'askedAt' | 'shippedAt'>> & { readonly requestId: RequestId },
): void => {
  const { ended = null, endedAt = null, askedAt = null, shippedAt = null } = row;
  const id = newId(db, 'rota_line');
  // By place and not by name, and of most lines nothing more is known: an import adds two for each request.
  if (id === null && ended === null && endedAt === null && askedAt === null && shippedAt === null) {
    sql<number[]>(db, 'INSERT INTO rota_line (request_id, position, partner_id) VALUES (?, ?, ?)').run(
      row.requestId,
      row.position,
      row.partnerId,
    );
    return;
  }
  sql<(string | number | null)[]>(
    db,
    `INSERT INTO rota_line (id, request_id, position, partner_id, ended, ended_at, asked_at, shipped_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, row.requestId, row.position, row.partnerId, ended, endedAt, askedAt, shippedAt);
};

/** Ends the turn of one line. */
export const endRotaLine = (db: WritableDB, id: number, ended: RotaEnd, at: Instant): void => {
  sql<[RotaEnd, Instant, number]>(db, 'UPDATE rota_line SET ended = ?, ended_at = ? WHERE id = ?').run(
    listed(rotaEnds, ended),
    at,
    id,
  );
};

/** Removes the rota of a request. */
export const deleteRota = (db: WritableDB, requestId: RequestId): void => {
  sql<[RequestId]>(db, 'DELETE FROM rota_line WHERE request_id = ?').run(requestId);
};

/** Of a partner that stands in the rota twice it is the turn of its first line that has not ended. */
const isTurn = `
  position = (SELECT min(position) FROM rota_line AS first
               WHERE first.request_id = rota_line.request_id AND first.partner_id = rota_line.partner_id AND first.ended IS NULL)`;

/** A moment in the turn of a partner. */
type MomentOfTurn = { readonly requestId: RequestId; readonly partnerId: PartnerId; readonly at: Instant };

const noteMoment = (
  db: WritableDB,
  column: 'asked_at' | 'shipped_at',
  { requestId, partnerId, at }: MomentOfTurn,
): void => {
  sql<[Instant, RequestId, PartnerId]>(
    db,
    `UPDATE rota_line SET ${column} = ? WHERE request_id = ? AND partner_id = ? AND ended IS NULL AND ${isTurn}`,
  ).run(at, requestId, partnerId);
};

/** Notes since when a partner whose turn it is has been asked. */
export const noteAsked = (db: WritableDB, turn: MomentOfTurn): void => noteMoment(db, 'asked_at', turn);

/** Notes when a partner whose turn it is said that it shipped. */
export const noteShipped = (db: WritableDB, turn: MomentOfTurn): void => noteMoment(db, 'shipped_at', turn);
