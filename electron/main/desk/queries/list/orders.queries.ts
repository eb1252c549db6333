import type { SortColumn } from '../../../../../shared/domain/request-list.ts';
import { requestStatusCodes } from '../../../../../shared/domain/request-status.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';

/**
 * How the list is sorted by a column. `keys` are expressions over `request` and `join`, in ascending order; the last one is unique, so that
 * pages neither repeat nor miss a row. `index` names the index with this order, for lists that are read along it.
 */
export type Order = { readonly join: string; readonly keys: readonly string[]; readonly index: string };

const lifeOrder = `CASE request.status ${requestStatusCodes.map((code, at) => `WHEN '${code}' THEN ${at}`).join(' ')} ELSE 999 END`;

// The facets' columns follow the key of each index (schema.sql), so they determine the order among equal keys.
const partner = 'request.partner_id';
const desk = 'request.pickup_desk_id';
const notes = 'request.active_notes';
/** Sorts requests that have the same index key. */
export const tail = ['request.status', partner, desk, notes, 'request.id'] as const;
export const tailOfDueBack = [...tail.slice(0, -1), 'request.due_stage', 'request.id'] as const;
export const tailOfPatron = [...tail.slice(0, -1), 'request.created_at', 'request.id'] as const;
export const tailOfPartner = ['request.status', desk, notes, 'request.id'] as const;
export const tailOfStatus = ['request.updated_at', partner, desk, notes, 'request.id'] as const;

const withPatron = 'LEFT JOIN patron ON patron.id = request.patron_id';
const withPartner = 'LEFT JOIN partner ON partner.id = request.partner_id';

/** The partner's deadline for a reply to the open condition; greater than any date if it gave none. */
const replyBy = `ifnull((SELECT reply_by FROM turn_condition
   WHERE request_id = request.id AND answer IS NULL AND ended_at IS NULL ORDER BY id DESC LIMIT 1), '9999')`;
export const isConditional = `request.turn_state IS 'conditional'`;
/** Sorts requests with a condition. */
export const tailOfCondition = [replyBy, ...tailOfStatus] as const;

/**
 * Requests without a value in a column come first; those whose partner's date no longer counts, or without a patron's date or a condition,
 * come last.
 */
export const orders: Readonly<Record<SortColumn, Order>> = {
  externalId: { join: '', keys: ['request.external_id'], index: 'sqlite_autoindex_request_1' },
  title: {
    join: '',
    keys: ['substr(request.title, 1, 60) COLLATE NOCASE', ...tail],
    index: 'request_title',
  },
  requester: {
    join: withPatron,
    keys: ['patron.name COLLATE NOCASE', 'patron.id', ...tailOfPatron],
    index: '',
  },
  partner: {
    join: withPartner,
    keys: ['partner.name COLLATE NOCASE', 'partner.id', ...tailOfPartner],
    index: '',
  },
  status: { join: '', keys: [lifeOrder, 'request.status', ...tailOfStatus], index: '' },
  dueOn: {
    join: '',
    keys: [
      `NOT (${isDueBack})`,
      `iif(${isDueBack}, NULL, request.id)`,
      'request.wanted_on',
      ...tailOfDueBack,
    ],
    index: '',
  },
  patronDueOn: {
    join: '',
    keys: [`NOT (${isDue})`, `iif(${isDue}, NULL, request.id)`, 'request.patron_due_on', ...tail],
    index: '',
  },
  replyBy: {
    join: '',
    keys: [`NOT (${isConditional})`, `iif(${isConditional}, NULL, request.id)`, ...tailOfCondition],
    index: '',
  },
  createdAt: { join: '', keys: ['request.created_at', ...tail], index: 'request_created' },
  updatedAt: { join: '', keys: ['request.updated_at', ...tail], index: 'request_updated' },
};

/** Returns `key, id` or `key DESC, id DESC`. */
export const orderBy = (keys: readonly string[], descending: boolean): string =>
  keys.map((key) => (descending ? `${key} DESC` : key)).join(', ');
