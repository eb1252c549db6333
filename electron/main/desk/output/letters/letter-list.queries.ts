import type { MessageState } from '../../../../../shared/domain/messages.ts';
import type { LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import { requestInScope } from '../../../db/library-scope.ts';
import { homeColumns, joinHome } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type StoredRow = Omit<LetterRow, 'corrected'> & { readonly corrected: 0 | 1 };

const columns = `
  outbox.id, outbox.recipient, outbox.kind, outbox.state, outbox.note, outbox.attempts, outbox.next_at AS nextAt,
  outbox.created_at AS createdAt, outbox.updated_at AS updatedAt, outbox.corrected,
  request.id AS requestId, request.external_id AS externalId, request.title, ${homeColumns},
  ifnull(iif(outbox.recipient = 'patron', patron.name, partner.name), '') AS readerName`;
const joined = `
  outbox JOIN request ON request.id = outbox.request_id ${joinHome}
  LEFT JOIN patron ON patron.id = request.patron_id
  LEFT JOIN partner ON partner.id = ifnull(outbox.partner_id, request.active_partner_id)`;

const rowOf = (row: StoredRow): LetterRow => ({ ...row, corrected: row.corrected === 1 });

/** A page of messages in some states about requests of some libraries, newest first. */
export const letterPage = (
  db: ReadableDB,
  page: {
    readonly states: readonly MessageState[];
    readonly libraries: LibraryScope;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly total: number; readonly rows: LetterRow[] } => {
  const wanted = { states: JSON.stringify(page.states) };
  // What is done grows for years: newest first it is found by its id at once, but by its state only after sorting it all.
  const state = page.states.includes('sent') ? '+outbox.state' : 'outbox.state';
  const where = `outbox.state IN (SELECT value FROM json_each(@states)) AND ${requestInScope(page.libraries)}`;
  const counted =
    page.libraries === null ? 'outbox' : 'outbox JOIN request ON request.id = outbox.request_id';
  const total = sql<object, { n: number }>(db, `SELECT count(*) AS n FROM ${counted} WHERE ${where}`).get(
    wanted,
  )?.n;
  const rows = sql<object, StoredRow>(
    db,
    `SELECT ${columns} FROM ${joined} WHERE ${where.replace('outbox.state', state)} ORDER BY outbox.id DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...wanted, limit: page.limit, offset: page.offset });
  return { total: total ?? 0, rows: rows.map(rowOf) };
};

/** One message as the list shows it, or undefined. */
export const letterRow = (db: ReadableDB, id: number): LetterRow | undefined => {
  const row = sql<[number], StoredRow>(db, `SELECT ${columns} FROM ${joined} WHERE outbox.id = ?`).get(id);
  return row && rowOf(row);
};
