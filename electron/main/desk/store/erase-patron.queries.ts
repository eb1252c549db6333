import type { Instant, OpId, PatronId, PrintJobId, RequestId } from '../../../../shared/domain/ids.ts';
import { requestInScope, type LibraryScope } from '../../db/library-scope.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { loanedOnColumn } from './known-dates.ts';

// The patron data stored with requests, and how it is erased. What stays: the request with its citation, dates, partner and format, its
// volumes and their dates, and which steps were taken, by whom and when.

/** Whether an item of the request is on loan, to any patron. */
const isLent = `EXISTS (SELECT 1 FROM item JOIN loan ON loan.item_id = item.id
                         WHERE item.request_id = request.id AND loan.ended_on IS NULL)`;

/**
 * Returns ended requests that were last changed before a moment and still have patron data, oldest first. Requests that a file has
 * mentioned since are left out: the next file would restore the patron.
 */
export const listToErase = (
  db: ReadableDB,
  args: { readonly ended: readonly string[]; readonly before: Instant; readonly limit: number },
): RequestId[] =>
  sql<object, RequestId>(
    db,
    `SELECT id FROM request INDEXED BY request_with_patron
      WHERE patron_forgotten_at IS NULL AND updated_at < @before
        AND status IN (SELECT value FROM json_each(@ended))
        AND NOT ${isLent}
        AND NOT EXISTS (SELECT 1 FROM file_said WHERE request_id = request.id AND at >= @before)
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE request_id = request.id AND state = 'sending')
        AND NOT EXISTS (SELECT 1 FROM other_system_message WHERE request_id = request.id AND state = 'sending')
        AND NOT EXISTS (SELECT 1 FROM print_job WHERE request_id = request.id AND state = 'printing')
      ORDER BY updated_at LIMIT @limit`,
  )
    .pluck()
    .all({ ...args, ended: JSON.stringify(args.ended) }) as RequestId[];

/** Returns those of some requests that have ended, with no item on loan, and whose patron is not erased. */
export const listOver = (
  db: ReadableDB,
  ids: readonly RequestId[],
  over: readonly string[],
): readonly RequestId[] =>
  sql<object, RequestId>(
    db,
    `SELECT id FROM request
      WHERE id IN (SELECT value FROM json_each(@ids)) AND status IN (SELECT value FROM json_each(@over))
        AND patron_forgotten_at IS NULL
        AND NOT ${isLent}
      ORDER BY id`,
  )
    .pluck()
    .all({ ids: JSON.stringify(ids), over: JSON.stringify(over) }) as RequestId[];

/** Returns when a request's patron was erased; null if not. */
export const patronErasedAt = (db: ReadableDB, id: RequestId): Instant | null =>
  (sql<[RequestId], Instant | null>(db, 'SELECT patron_forgotten_at FROM request WHERE id = ?')
    .pluck()
    .get(id) as Instant | null | undefined) ?? null;

/** Returns the requests whose patrons were erased. */
export const listErased = (db: ReadableDB): RequestId[] =>
  sql<[], RequestId>(db, 'SELECT id FROM request WHERE patron_forgotten_at IS NOT NULL')
    .pluck()
    .all() as RequestId[];

type RequestOfPatron = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly status: string;
  /** 1 if an item of it is on loan, to any patron. */
  readonly isLent: number;
  /** 1 if it belongs to these libraries. */
  readonly inScope: number;
};

/** Returns the requests of a patron: requested for them, or with an item that they had on loan. */
export const listRequestsOfPatron = (
  db: ReadableDB,
  id: PatronId,
  libraries: LibraryScope,
): RequestOfPatron[] =>
  sql<object, RequestOfPatron>(
    db,
    `SELECT id, external_id AS externalId, status, ${isLent} AS isLent, ${requestInScope(libraries)} AS inScope
       FROM request
      WHERE patron_id = @id
         OR id IN (SELECT item.request_id FROM loan JOIN item ON item.id = loan.item_id WHERE loan.patron_id = @id)
      ORDER BY id`,
  ).all({ id });

/** Returns the number of volumes that a patron has on loan. */
export const countOpenLoans = (db: ReadableDB, id: PatronId): number =>
  sql<[PatronId], number>(db, 'SELECT count(*) FROM loan WHERE patron_id = ? AND ended_on IS NULL')
    .pluck()
    .get(id) as number;

/** Returns the names, card numbers and addresses of the patrons of a request. */
export const tracesOfRequest = (db: ReadableDB, id: RequestId): string[] =>
  sql<object, string>(
    db,
    `WITH known AS (
       SELECT patron.* FROM patron JOIN request ON request.patron_id = patron.id WHERE request.id = @id
       UNION SELECT patron.* FROM item JOIN loan ON loan.item_id = item.id JOIN patron ON patron.id = loan.patron_id
              WHERE item.request_id = @id)
     SELECT name FROM known UNION SELECT barcode FROM known UNION SELECT email FROM known`,
  )
    .pluck()
    .all({ id }) as string[];

type LoggedText = {
  readonly opId: OpId;
  readonly kind: string;
  readonly input: string;
  readonly answer: string;
};

/** Returns the logged input and answer of the steps of a request. */
export const listLoggedOf = (db: ReadableDB, id: RequestId): LoggedText[] =>
  sql<[RequestId], LoggedText>(
    db,
    'SELECT op_id AS opId, kind, input, answer FROM command_log WHERE request_id = ?',
  ).all(id);

/** Returns the lines of a request's history, with their kinds. */
export const listEventsOf = (
  db: ReadableDB,
  id: RequestId,
): { readonly id: number; readonly kind: string }[] =>
  sql<[RequestId], { readonly id: number; readonly kind: string }>(
    db,
    'SELECT id, kind FROM request_event WHERE request_id = ?',
  ).all(id);

/** Replaces the text of a line of history. */
export const putHeadline = (db: WritableDB, id: number, headline: string): void => {
  sql<[string, number]>(db, 'UPDATE request_event SET headline = ? WHERE id = ?').run(headline, id);
};

/** Counts of what was erased from some requests. */
export type Forgotten = {
  readonly requests: number;
  readonly loans: number;
  readonly notes: number;
  /** Letters, and messages and mails of partners. */
  readonly letters: number;
  readonly slips: readonly PrintJobId[];
};

const changes = (db: WritableDB, text: string, id: RequestId): number =>
  sql<[RequestId]>(db, text).run(id).changes;

/** Deletes the slips of a request, and the values that files had for it. @returns the deleted slips. */
export const erasePapersOf = (db: WritableDB, id: RequestId): readonly PrintJobId[] => {
  changes(db, 'DELETE FROM file_said WHERE request_id = ?', id);
  // Undoing an import would otherwise restore these.
  changes(db, "DELETE FROM import_change WHERE kind IN ('request', 'said') AND row_id = ?", id);
  return sql<[RequestId], PrintJobId>(db, 'DELETE FROM print_job WHERE request_id = ? RETURNING id')
    .pluck()
    .all(id) as PrintJobId[];
};

/** Erases patron data from the rows of a request and the rows that belong to it; the log is left to the caller. */
export const eraseRowsOf = (
  db: WritableDB,
  id: RequestId,
  at: Instant,
): Omit<Forgotten, 'requests' | 'slips'> => {
  // The conversation stays, which names nobody: a word that comes later still finds its turn.
  const letters =
    changes(db, 'DELETE FROM outbox WHERE request_id = ?', id) +
    changes(db, 'DELETE FROM partner_message WHERE request_id = ?', id) +
    changes(db, 'DELETE FROM incoming_mail WHERE request_id = ?', id);
  changes(db, 'DELETE FROM notice WHERE request_id = ?', id);
  changes(db, 'DELETE FROM file_conflict WHERE request_id = ?', id);
  const notes = changes(db, 'DELETE FROM request_note WHERE request_id = ?', id);
  changes(db, "UPDATE turn_condition SET note = '', answer_note = '' WHERE request_id = ?", id);
  const loans = changes(
    db,
    `UPDATE loan SET patron_id = NULL
      WHERE ended_on IS NOT NULL AND item_id IN (SELECT id FROM item WHERE request_id = ?)`,
    id,
  );
  changes(
    db,
    'DELETE FROM change_log WHERE op_id IN (SELECT op_id FROM command_log WHERE request_id = ?)',
    id,
  );
  sql<object>(
    db,
    `UPDATE request SET patron_id = NULL, circulation_note = '', cancel_note = '', partner_note = '',
                        patron_forgotten_at = @at
      WHERE id = @id`,
  ).run({ id, at });
  return { loans, notes, letters };
};

/** Returns the current time of this computer (UTC). */
export const clockOf = (db: ReadableDB): Instant =>
  sql<[], Instant>(db, "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')").pluck().get() as Instant;

type ViewText = { readonly id: number; readonly name: string; readonly text: string };

/** Returns the saved views of all operators, with their search texts. */
export const listAllViews = (db: ReadableDB): ViewText[] =>
  sql<[], ViewText>(
    db,
    "SELECT id, name, coalesce(view ->> '$.query.text', '') AS text FROM saved_view ORDER BY id",
  ).all();

/** Deletes a saved view of any operator. */
export const deleteViewById = (db: WritableDB, id: number): void => {
  sql<[number]>(db, 'DELETE FROM saved_view WHERE id = ?').run(id);
};

/** Whether another patron matches all of some words, as prefixes. @param words letters and digits only. */
export const isAnotherPatronWith = (db: ReadableDB, id: PatronId, words: readonly string[]): boolean =>
  sql<[string, PatronId], number>(
    db,
    'SELECT EXISTS (SELECT 1 FROM patron_search WHERE patron_search MATCH ? AND rowid <> ?)',
  )
    .pluck()
    .get(words.map((word) => `"${word}"*`).join(' '), id) === 1;

/** Erases a text from the log, slips and letters wherever it is a complete JSON value. */
export const eraseValue = (db: WritableDB, text: string): void => {
  const quoted = JSON.stringify(text);
  for (const [table, column] of [
    ['command_log', 'input'],
    ['command_log', 'answer'],
    ['print_job', 'slip'],
    ['outbox', 'payload'],
    ['task', 'facts'],
  ] as const)
    sql<object>(
      db,
      `UPDATE ${table} SET ${column} = replace(${column}, @quoted, '""') WHERE instr(${column}, @quoted) > 0`,
    ).run({ quoted });
};

type KeptRow = Readonly<Record<string, string | number | null>>;
export type Everything = Readonly<Record<string, readonly KeptRow[]>>;

/** Returns everything stored about a patron, row by row per table, limited to requests of these libraries. */
export const everythingOf = (db: ReadableDB, id: PatronId, libraries: LibraryScope): Everything => {
  const all = (text: string): KeptRow[] => sql<object, KeptRow>(db, text).all({ id });
  const inScope = requestInScope(libraries);
  const requests = `SELECT id FROM request WHERE patron_id = @id AND ${inScope}`;
  return {
    patron: all(
      `SELECT patron.name, patron.barcode, patron.email, library.name AS library
         FROM patron LEFT JOIN library ON library.id = library_id WHERE patron.id = @id`,
    ),
    requests: all(
      `SELECT external_id, title, author, format, status, created_at, updated_at, due_on, circulation_note, cost,
              cancel_reason, cancel_note, needed_by, maximum_cost, partner_note
         FROM request WHERE patron_id = @id AND ${inScope} ORDER BY id`,
    ),
    loans: all(
      `SELECT request.external_id, request.title, item.barcode,
              ${loanedOnColumn} AS loaned_on, loan.due_on, loan.ended_on, loan.renewals
         FROM loan JOIN item ON item.id = loan.item_id JOIN request ON request.id = item.request_id
        WHERE loan.patron_id = @id AND ${inScope} ORDER BY loan.id`,
    ),
    notes: all(
      `SELECT request.external_id, request_note.author, request_note.body, request_note.created_at
         FROM request_note JOIN request ON request.id = request_id
        WHERE request_id IN (${requests}) ORDER BY request_note.id`,
    ),
    letters: all(
      `SELECT request.external_id, outbox.kind, outbox.state, outbox.created_at, outbox.updated_at,
              outbox.letter ->> '$.subject' AS subject, outbox.letter ->> '$.body' AS text
         FROM outbox JOIN request ON request.id = outbox.request_id
        WHERE outbox.recipient = 'patron' AND outbox.request_id IN (${requests}) ORDER BY outbox.id`,
    ),
    mails: all(
      `SELECT request.external_id, sender_name, sender_address, incoming_mail.subject, incoming_mail.body AS text,
              received_at
         FROM incoming_mail JOIN request ON request.id = request_id
        WHERE request_id IN (${requests}) ORDER BY incoming_mail.id`,
    ),
    history: all(
      `SELECT request.external_id, request_event.at, request_event.headline
         FROM request_event JOIN request ON request.id = request_id
        WHERE request_id IN (${requests}) ORDER BY request_event.id`,
    ),
  };
};
