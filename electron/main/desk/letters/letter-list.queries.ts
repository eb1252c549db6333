import { messageStates, type MessageState } from '../../../../shared/domain/messages.ts';
import type { LetterCounts, LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

type StoredRow = Omit<LetterRow, 'corrected'> & { readonly corrected: 0 | 1 };

const columns = `
  outbox.id, outbox.recipient, outbox.kind, outbox.state, outbox.note, outbox.attempts, outbox.next_at AS nextAt,
  outbox.created_at AS createdAt, outbox.updated_at AS updatedAt, outbox.corrected,
  request.id AS requestId, request.external_id AS externalId, request.title,
  ifnull(iif(outbox.recipient = 'patron', patron.name, partner.name), '') AS readerName`;
const joined = `
  outbox JOIN request ON request.id = outbox.request_id
  LEFT JOIN patron ON patron.id = request.patron_id
  LEFT JOIN partner ON partner.id = ifnull(outbox.partner_id, request.active_partner_id)`;

const rowOf = (row: StoredRow): LetterRow => ({ ...row, corrected: row.corrected === 1 });

/** A page of messages in some states, newest first. */
export const letterPage = (
  db: ReadableDB,
  page: { readonly states: readonly MessageState[]; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: LetterRow[] } => {
  const wanted = { states: JSON.stringify(page.states) };
  const where = 'outbox.state IN (SELECT value FROM json_each(@states))';
  const total = sql<object, { n: number }>(db, `SELECT count(*) AS n FROM outbox WHERE ${where}`).get(
    wanted,
  )?.n;
  const rows = sql<object, StoredRow>(
    db,
    `SELECT ${columns} FROM ${joined} WHERE ${where} ORDER BY outbox.id DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...wanted, limit: page.limit, offset: page.offset });
  return { total: total ?? 0, rows: rows.map(rowOf) };
};

/** One message as the list shows it, or undefined. */
export const letterRow = (db: ReadableDB, id: number): LetterRow | undefined => {
  const row = sql<[number], StoredRow>(db, `SELECT ${columns} FROM ${joined} WHERE outbox.id = ?`).get(id);
  return row && rowOf(row);
};

/** How many messages are in each state. */
export const letterCounts = (db: ReadableDB): LetterCounts => {
  const counted = sql<[], { readonly state: MessageState; readonly n: number }>(
    db,
    'SELECT state, count(*) AS n FROM outbox GROUP BY state',
  ).all();
  const none = Object.fromEntries(Object.keys(messageStates).map((state) => [state, 0]));
  return { ...none, ...Object.fromEntries(counted.map(({ state, n }) => [state, n])) } as LetterCounts;
};
