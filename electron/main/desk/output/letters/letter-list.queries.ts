import type { ShownState } from '../../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import { type LibraryScope, requestInScope } from '../../../db/library-scope.ts';
import { homeColumns, joinHome } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { goesByHand, goesByProtocol } from '../../store/letter-ways.queries.ts';
import { lacksAddress, needsAttention, shownState } from '../../store/messages.queries.ts';

type StoredRow = Omit<LetterRow, 'corrected' | 'follows'> & {
  readonly corrected: 0 | 1;
  readonly follows: 0 | 1;
};

const columns = `
  outbox.id, outbox.recipient, outbox.kind, ${shownState} AS state, outbox.note, outbox.next_at AS nextAt,
  outbox.created_at AS createdAt, outbox.updated_at AS updatedAt, outbox.corrected,
  request.id AS requestId, request.external_id AS externalId, request.title, ${homeColumns},
  ifnull(iif(outbox.recipient = 'patron', patron.name, partner.name), '') AS readerName,
  ifnull(iif(outbox.recipient = 'patron', '', partner.phone), '') AS readerPhone,
  trim(ifnull(iif(outbox.recipient = 'patron', patron.email, partner.email), '')) AS readerEmail,
  CASE WHEN ${goesByProtocol('outbox')} THEN 'protocol' WHEN ${goesByHand('outbox')} THEN 'hand' ELSE 'mail' END AS way,
  -- A correction goes to where the letter went that it corrects.
  outbox.kind <> 'correction' AND outbox.may_have_left_at IS NULL
    AND outbox.state IN ('waiting', 'failed', 'needs-person')
    AND iif(outbox.recipient = 'patron', patron.id, partner.id) IS NOT NULL AS follows`;
const joined = `
  outbox JOIN request ON request.id = outbox.request_id ${joinHome}
  LEFT JOIN patron ON patron.id = request.patron_id
  LEFT JOIN partner ON partner.id = outbox.partner_id`;

const rowOf = (row: StoredRow): LetterRow => ({
  ...row,
  corrected: row.corrected === 1,
  follows: row.follows === 1,
});

type PageOfLetters = {
  readonly libraries: LibraryScope;
  readonly offset: number;
  readonly limit: number;
};

/** Returns a page of messages in some states about requests of some libraries, newest first. */
export const letterPage = (
  db: ReadableDB,
  page: PageOfLetters & { readonly states: readonly ShownState[]; readonly noMail: boolean },
): { readonly total: number; readonly rows: LetterRow[] } => {
  const wanted = { states: JSON.stringify(page.states), noMail: page.noMail ? 1 : 0 };
  // Finished messages accumulate for years: newest first they are found immediately by id, but by state only after sorting all of them.
  const state = page.states.includes('sent') ? '+outbox.state' : 'outbox.state';
  const isStuck = page.states.length === 1 && page.states[0] === 'needs-person';
  const isOpen = page.states.includes('waiting') && !page.states.includes('no-address');
  const which = isStuck
    ? needsAttention
    : `outbox.state IN (SELECT value FROM json_each(@states))${isOpen ? ` AND NOT (${lacksAddress})` : ''}`;
  const where = `${which} AND ${requestInScope(page.libraries)}`;
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

/** Returns a page of the messages to recipients without an address, by recipient: one call or one envelope covers all of theirs. */
export const lettersWithoutAddress = (
  db: ReadableDB,
  { libraries, ...page }: PageOfLetters,
): { readonly total: number; readonly rows: LetterRow[] } => {
  const where = `WHERE ${lacksAddress} AND ${requestInScope(libraries)}`;
  const total = sql<[], { n: number }>(
    db,
    `SELECT count(*) AS n FROM outbox JOIN request ON request.id = outbox.request_id ${where}`,
  ).get()?.n;
  const rows = sql<object, StoredRow>(
    db,
    `SELECT ${columns} FROM ${joined} ${where}
      ORDER BY ifnull(partner.name, patron.name), partner.id, patron.id, outbox.id LIMIT @limit OFFSET @offset`,
  ).all(page);
  return { total: total ?? 0, rows: rows.map(rowOf) };
};

/** Returns one message as the list shows it, or undefined. */
export const letterRow = (db: ReadableDB, id: number): LetterRow | undefined => {
  const row = sql<[number], StoredRow>(db, `SELECT ${columns} FROM ${joined} WHERE outbox.id = ?`).get(id);
  return row && rowOf(row);
};
