import type { Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import type {
  MessageDirection,
  PartnerMessageState,
  RawForm,
} from '../../../../shared/domain/partner-messages.ts';
import { type LibraryScope, requestInScope } from '../../db/library-scope.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

// The messages that came from partners' systems and went to them, as a log.

/** A message, as the log lists it. */
export type LoggedRow = {
  readonly id: number;
  readonly at: Instant;
  readonly direction: MessageDirection;
  readonly state: PartnerMessageState;
  /** What the partner's system answered, or why there was no answer. */
  readonly words: string;
  /** Since when its receiver may have it; null if it certainly does not, and for one that came. */
  readonly mayHaveArrivedAt: Instant | null;
  readonly sentAs: string;
  readonly raw: string;
  readonly rawAs: RawForm;
  /** Null if it belongs to no request here. */
  readonly requestId: RequestId | null;
  readonly externalId: string | null;
  readonly partnerId: PartnerId | null;
  readonly partnerName: string | null;
};

const from = `FROM partner_message
  LEFT JOIN request ON request.id = partner_message.request_id
  LEFT JOIN conversation ON conversation.sent_as = partner_message.sent_as
  LEFT JOIN partner ON partner.id = conversation.partner_id`;
const columns = `partner_message.id, partner_message.at, direction, partner_message.state, words, may_have_arrived_at AS mayHaveArrivedAt,
  partner_message.sent_as AS sentAs, raw, raw_as AS rawAs, request.id AS requestId, request.external_id AS externalId, partner.id AS partnerId, partner.name AS partnerName`;

/** A message of no request may be of any library: only those who may read all of them see it. */
const inScope = (libraries: LibraryScope): string =>
  libraries === null ? 'true' : `(request.id IS NOT NULL AND ${requestInScope(libraries)})`;

/**
 * Returns messages, the newest first.
 * @param page.search the beginning of an identifier of a request, ours or the one in messages; empty for all
 */
export const listLogged = (
  db: ReadableDB,
  libraries: LibraryScope,
  page: { readonly search: string; readonly offset: number; readonly limit: number },
): LoggedRow[] => {
  const found =
    page.search === ''
      ? 'true'
      : `(partner_message.request_id IN (SELECT id FROM request WHERE external_id LIKE @like ESCAPE '!')
          OR partner_message.sent_as LIKE @like ESCAPE '!')`;
  const like = `${page.search.replaceAll(/[!%_]/gu, '!$&')}%`;
  return sql<object, LoggedRow>(
    db,
    `SELECT ${columns} ${from} WHERE ${found} AND ${inScope(libraries)}
      ORDER BY partner_message.at DESC, partner_message.id DESC LIMIT @limit OFFSET @offset`,
  ).all({ ...page, like });
};

/** Returns a message, if it may be read. */
export const findLogged = (db: ReadableDB, libraries: LibraryScope, id: number): LoggedRow | undefined =>
  sql<[number], LoggedRow>(
    db,
    `SELECT ${columns} ${from} WHERE partner_message.id = ? AND ${inScope(libraries)}`,
  ).get(id);

/** Returns what partners' systems did not take and nobody has dealt with: its letter still needs a person. */
export const listRefused = (db: ReadableDB, libraries: LibraryScope, limit: number): LoggedRow[] =>
  sql<[number], LoggedRow>(
    db,
    `SELECT ${columns} ${from} JOIN outbox ON outbox.id = partner_message.outbox_id
      WHERE partner_message.state IN ('refused', 'attention') AND outbox.state = 'needs-person' AND ${inScope(libraries)}
      ORDER BY partner_message.at DESC LIMIT ?`,
  ).all(limit);

/** Returns how many messages came and wait, are left to a person, or belong to no request. */
export const countIncoming = (
  db: ReadableDB,
): { readonly stored: number; readonly task: number; readonly unmatched: number } => {
  const counted = sql<[], { readonly state: string; readonly n: number }>(
    db,
    `SELECT state, count(*) AS n FROM partner_message
      WHERE state IN ('stored', 'task', 'unmatched') AND direction = 'in' GROUP BY state`,
  ).all();
  const of = (state: string): number => counted.find((row) => row.state === state)?.n ?? 0;
  return { stored: of('stored'), task: of('task'), unmatched: of('unmatched') };
};

/** Returns how many messages to a partner were put into the folder for messages and are not confirmed. */
export const countUnconfirmed = (db: ReadableDB, partnerId: PartnerId): number =>
  sql<[PartnerId], { readonly n: number }>(
    db,
    `SELECT count(*) AS n FROM partner_message JOIN conversation ON conversation.sent_as = partner_message.sent_as
      WHERE partner_message.state = 'sent' AND direction = 'out' AND conversation.partner_id = ?`,
  ).get(partnerId)?.n ?? 0;
