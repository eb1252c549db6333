import {
  type CreatedPeriod,
  type DueBucket,
  type ListDay,
  spansOfPeriod,
} from '../../../../../shared/domain/request-list.ts';
import {
  type Condition,
  conditionalStatus,
  type DueOf,
} from '../../../../../shared/domain/request-conditions.ts';
import { cellInScope, requestInScope } from '../../../db/library-scope.ts';
import type { RequestStatus } from '../../../../../shared/domain/request-status.ts';
import { isDue, isDueBack } from '../../../db/selects.ts';
import { sqlList } from '../../../db/sql.ts';

/** A part of a statement with its parameters. */
export type Where = { readonly text: string; readonly params: Readonly<Record<string, unknown>> };

/** A condition on `request`, with the index to use if few rows match: SQL text after the table name. */
export type WhereOfRows = Where & { readonly along: string };

/** The column of a due date, in the rows and in the cube, and the condition for rows whose date counts. */
const dated: Readonly<
  Record<DueOf, { readonly row: string; readonly cell: string; readonly has: string; readonly index: string }>
> = {
  partner: { row: 'request.wanted_on', cell: 'due', has: isDueBack, index: 'request_due' },
  patron: { row: 'request.patron_due_on', cell: 'patron_due', has: isDue, index: 'request_patron_due' },
};

const anyOf = (name: string): string => `(SELECT value FROM json_each(@${name}))`;

/** Returns the conditions for the cube: those that need the rows are left out. */
export const whereOfCube = (conditions: readonly Condition[]): Where =>
  together(conditions, (condition, name) => {
    switch (condition.about) {
      case 'status':
        return [hasStatus(condition, 'status', `turn_state = 'conditional'`, name), condition.values];
      case 'partner':
        return [`partner_id IN ${anyOf(name)}`, condition.ids];
      case 'desk':
        return [`desk_id IN ${anyOf(name)}`, condition.ids];
      case 'due':
        return [`${dated[condition.of].cell} IN ${anyOf(name)}`, condition.buckets];
      case 'created':
        return [`created IN ${anyOf(name)}`, spansOfPeriod[condition.period]];
      case 'out':
        return ['is_out = 1', null];
      case 'wantedBack':
        return [`(is_out = 1 AND due = 'overdue' OR demand = 'overdue')`, null];
      case 'notRecalled':
        return [`demand <> 'recalled'`, null];
      case 'toReceive':
        return [`turn_state = 'shipped'`, null];
      case 'notCheckedIn':
        return ['not_checked_in = 1', null];
      case 'notes':
        return [`has_notes = ${condition.active ? 1 : 0}`, null];
      case 'library':
        return [cellInScope(condition.ids), null];
      case 'dueBetween':
      case 'createdBetween':
      case 'patron':
      case 'item':
      case 'file':
      case 'code':
        return ['true', null];
    }
  });

/** A status, or an open condition if its status is requested. */
const hasStatus = (
  { values, not }: Extract<Condition, { readonly about: 'status' }>,
  status: string,
  isConditional: string,
  name: string,
): string => {
  if (not) return `${status} NOT IN ${anyOf(name)}`;
  const has = `${status} IN ${anyOf(name)}`;
  return values.includes(conditionalStatus) ? `(${has} OR ${isConditional})` : has;
};

// Most requests with an open condition have its status; in the few others, another fact takes precedence. The indexes of the orders contain
// status and id, so no row is read.
const isConditionalElsewhere = `request.id IN (
  SELECT id FROM request WHERE turn_state = 'conditional' AND status <> '${conditionalStatus}')`;

/**
 * The statuses that a request can have while a parcel is on its way and no item is here. Every index of an order contains the status, so
 * few rows are read.
 */
const whileOnTheWay: readonly RequestStatus[] = [
  'SHIPPED_PHYSICALLY',
  'CLAIMED',
  'CANCEL_REPLY',
  'CANCEL_NOT_ACCEPTED',
  'REPORT_LOST',
  'DAMAGED',
  'RECALLED_BOR',
  'OVERDUE_ITEM',
];
// The few requests with volumes of another partner out may have any status.
const isToReceive = `(request.status IN (${sqlList(whileOnTheWay)}) OR request.id IN (
     SELECT id FROM request WHERE turn_state IS NOT NULL AND turn_state = 'shipped' AND due_stage = 'out'))
   AND request.turn_state IS NOT NULL AND request.turn_state = 'shipped'`;

const madeIn: Readonly<Record<CreatedPeriod, string>> = {
  today: 'request.created_at >= @dayStart',
  week: 'request.created_at >= @weekStart',
  month: 'request.created_at >= @monthStart',
  older: 'request.created_at < min(@weekStart, @monthStart)',
};

/** Returns the conditions for the rows of `request`, on a day. */
export const whereOfRows = (conditions: readonly Condition[], day: ListDay): WhereOfRows => {
  const { text, params } = together(conditions, (condition, name) => {
    switch (condition.about) {
      case 'status':
        return [hasStatus(condition, 'request.status', isConditionalElsewhere, name), condition.values];
      case 'partner':
        return [idIn('request.partner_id', condition.ids, name), condition.ids];
      case 'desk':
        return [idIn('pickup_desk_id', condition.ids, name), condition.ids];
      case 'due':
        return [inBuckets(condition.of, condition.buckets), null];
      case 'created':
        return [madeIn[condition.period], null];
      case 'out':
        return [`request.due_stage = 'out'`, null];
      case 'wantedBack':
        return [
          `(${isDueBack} AND request.due_stage = 'out' AND request.wanted_on < @today
            OR request.demand <> 'none' AND request.demand = 'overdue')`,
          null,
        ];
      case 'notRecalled':
        return [`request.demand <> 'recalled'`, null];
      case 'toReceive':
        return [isToReceive, null];
      case 'notCheckedIn':
        return ['request.check_in_at IS NOT NULL', null];
      case 'notes':
        return [condition.active ? 'active_notes > 0' : 'active_notes = 0', null];
      case 'library':
        return [requestInScope(condition.ids), null];
      case 'dueBetween': {
        const { row, has } = dated[condition.of];
        return [
          `${has} AND ${row} BETWEEN '${condition.from ?? '0000'}' AND '${condition.to ?? '9999-99'}'`,
          null,
        ];
      }
      case 'createdBetween':
        return [
          `request.created_at >= '${condition.from ?? ''}' AND request.created_at < '${condition.before ?? '9999-99'}'`,
          null,
        ];
      case 'item':
        return [`request.id IN (${itemsAt[condition.place]})`, null];
      case 'patron':
        return [ofPatron(name), [matching(condition.words)]];
      case 'file':
        return [hasFileValue(name), [condition.since]];
      case 'code':
        return [hasCode(name), [condition.beginning, endOf(condition.beginning)]];
    }
  });
  return {
    text,
    params: { ...params, ...day },
    // Without statistics, SQLite rates a date as no more selective than a status.
    along: alongOf(conditions),
  };
};

/** Returns `"word"* "other"*`: each word is a prefix. The words consist of letters and digits only, so nothing needs escaping. */
export const matching = (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' ');

/** The index of the first date in the conditions. The index of patrons' dates contains only requests that have one. */
const alongOf = (conditions: readonly Condition[]): string => {
  for (const condition of conditions) {
    if (condition.about === 'created') return 'INDEXED BY request_created';
    if (condition.about === 'dueBetween') return `INDEXED BY ${dated[condition.of].index}`;
    if (condition.about !== 'due') continue;
    if (condition.of === 'partner' || !condition.buckets.includes('none'))
      return `INDEXED BY ${dated[condition.of].index}`;
  }
  return '';
};

const ofPatron = (name: string): string =>
  `request.patron_id IN (SELECT rowid FROM patron_search WHERE patron_search MATCH json_extract(@${name}, '$[0]'))`;

/** Requests that files since a moment added, changed or conflict with. Where files only repeated what is here, the journal says so. */
const hasFileValue = (name: string): string => {
  const changed = (kind: 'said' | 'request'): string =>
    `SELECT row_id FROM import_change WHERE kind = '${kind}'
        AND import >= (SELECT max(seq) FROM command_log WHERE kind = 'import' AND at <= ${anyOf(name)})`;
  return `(request.id IN (SELECT request_id FROM file_said WHERE at >= ${anyOf(name)})
     AND request.id NOT IN (${changed('said')} EXCEPT ${changed('request')}))`;
};

const hasCode = (name: string): string =>
  `(${beginsSo('request.external_id', name)} OR EXISTS (
     SELECT 1 FROM patron WHERE patron.id = request.patron_id AND ${beginsSo('patron.barcode', name)}))`;

const beginsSo = (column: string, name: string): string =>
  `${column} >= json_extract(@${name}, '$[0]') AND ${column} < json_extract(@${name}, '$[1]')`;

/** Returns a value greater than any text with this prefix. */
export const endOf = (beginning: string): string => `${beginning}\u{10FFFF}`;

const itemsAt = {
  'in-transit': `SELECT request_id FROM item WHERE status = 'in-transit'`,
  'not-picked-up': `SELECT request_id FROM item INDEXED BY item_hold_until WHERE status = 'on-hold-shelf' AND hold_until < @today`,
  recalled: `SELECT id FROM request INDEXED BY request_demand WHERE demand <> 'none' AND demand = 'recalled'`,
} as const;

/** In order of time: each ends where the next begins, so that adjacent ones form one range of the index. */
const datedBuckets = [
  { bucket: 'overdue', from: '', to: '< @today' },
  { bucket: 'today', from: '>= @today', to: '<= @today' },
  { bucket: 'week', from: '> @today', to: '<= @weekEnd' },
  { bucket: 'month', from: '> @weekEnd', to: '<= @monthEnd' },
  { bucket: 'later', from: '> @monthEnd', to: '' },
] as const satisfies readonly { readonly bucket: DueBucket; readonly from: string; readonly to: string }[];

const inBuckets = (of: DueOf, buckets: readonly DueBucket[]): string => {
  const { row, has } = dated[of];
  const stretches: { from: string; to: string; end: number }[] = [];
  datedBuckets.forEach(({ bucket, from, to }, at) => {
    if (!buckets.includes(bucket)) return;
    const last = stretches.at(-1);
    if (last?.end === at - 1) Object.assign(last, { to, end: at });
    else stretches.push({ from, to, end: at });
  });
  const spans = stretches.map(({ from, to }) =>
    [`${row} IS NOT NULL`, from && `${row} ${from}`, to && `${row} ${to}`]
      .filter((part) => part !== '')
      .join(' AND '),
  );
  const inSpans = spans.length === 0 ? [] : [`${has} AND (${spans.join(' OR ')})`];
  const without = buckets.includes('none') ? [`${isDueBack} AND ${row} IS NULL`] : [];
  const all = [...inSpans, ...without];
  // The condition of the index of partners' dates must be outside the OR: otherwise SQLite does not recognise it.
  if (of === 'partner') return `${isDueBack} AND (${all.join(' OR ') || 'false'})`;
  return all.length === 1 ? (all[0] ?? '') : `(${all.join(' OR ') || 'false'})`;
};

const idIn = (column: string, ids: readonly number[], name: string): string =>
  ids.includes(0) ? `(${column} IS NULL OR ${column} IN ${anyOf(name)})` : `${column} IN ${anyOf(name)}`;

const together = (
  conditions: readonly Condition[],
  one: (condition: Condition, name: string) => readonly [string, readonly unknown[] | null],
): Where => {
  const params: Record<string, unknown> = {};
  const texts = conditions.map((condition, index) => {
    const name = `c${index}`;
    const [text, values] = one(condition, name);
    if (values) params[name] = JSON.stringify(values);
    return text;
  });
  return { text: texts.length === 0 ? 'true' : texts.join(' AND '), params };
};
