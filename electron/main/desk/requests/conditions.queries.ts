import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { DueBucket } from '../../../../shared/domain/request-list.ts';
import { dueEnds } from '../../../../shared/domain/request-list.ts';
import type { Condition } from '../../../../shared/domain/request-conditions.ts';
import { cellInScope, requestInScope } from '../../db/library-scope.ts';
import { settledCodes } from './orders.queries.ts';

/** A part of a statement with its parameters. */
export type Where = { readonly text: string; readonly params: Readonly<Record<string, unknown>> };

/** Such a part over `request`, with the index by which its rows are best reached when few of them fit: text behind the name of the table. */
export type WhereOfRows = Where & { readonly along: string };

// Word for word as the index of due dates has it: only so does SQLite see that the index may be used.
const isOpen = `request.status NOT IN (${settledCodes})`;
const anyOf = (name: string): string => `(SELECT value FROM json_each(@${name}))`;

/** Conditions as the cube tells them: those that only the rows know are left out. */
export const whereOfCube = (conditions: readonly Condition[]): Where =>
  together(conditions, (condition, name) => {
    switch (condition.about) {
      case 'status':
        return [`status ${condition.not ? 'NOT IN' : 'IN'} ${anyOf(name)}`, condition.values];
      case 'partner':
        return [`partner_id IN ${anyOf(name)}`, condition.ids];
      case 'desk':
        return [`desk_id IN ${anyOf(name)}`, condition.ids];
      case 'due':
        return [`due IN ${anyOf(name)}`, condition.buckets];
      case 'notes':
        return [`has_notes = ${condition.active ? 1 : 0}`, null];
      case 'library':
        return [cellInScope(condition.ids), null];
      case 'dueBetween':
      case 'item':
      case 'code':
        return ['true', null];
    }
  });

/** Conditions as the rows of `request` tell them, on a day in the library's time zone. */
export const whereOfRows = (conditions: readonly Condition[], today: CalendarDate): WhereOfRows => {
  const { weekEnd, monthEnd } = dueEnds(today);
  const { text, params } = together(conditions, (condition, name) => {
    switch (condition.about) {
      case 'status':
        return [`request.status ${condition.not ? 'NOT IN' : 'IN'} ${anyOf(name)}`, condition.values];
      case 'partner':
        return [idIn('active_partner_id', condition.ids, name), condition.ids];
      case 'desk':
        return [idIn('pickup_desk_id', condition.ids, name), condition.ids];
      case 'due':
        return [`${isOpen} AND (${inBuckets(condition.buckets)})`, null];
      case 'notes':
        return [condition.active ? 'active_notes > 0' : 'active_notes = 0', null];
      case 'library':
        return [requestInScope(condition.ids), null];
      case 'dueBetween':
        return [
          `${isOpen} AND request.due_on BETWEEN '${condition.from ?? '0000'}' AND '${condition.to ?? '9999-99'}'`,
          null,
        ];
      case 'item':
        return [`request.id IN (${itemsAt[condition.place]})`, null];
      case 'code':
        return [
          `(${beginsSo('request.external_id', name)} OR EXISTS (
             SELECT 1 FROM patron WHERE patron.id = request.patron_id AND ${beginsSo('patron.barcode', name)}))`,
          [condition.beginning, endOf(condition.beginning)],
        ];
    }
  });
  return {
    text,
    params: { ...params, today, weekEnd, monthEnd },
    // Without statistics SQLite takes a date for no better a guide than a status.
    along: conditions.some(({ about }) => about === 'due' || about === 'dueBetween')
      ? 'INDEXED BY request_due'
      : '',
  };
};

const beginsSo = (column: string, name: string): string =>
  `${column} >= json_extract(@${name}, '$[0]') AND ${column} < json_extract(@${name}, '$[1]')`;

/** Greater than any text that begins so. */
export const endOf = (beginning: string): string => `${beginning}\u{10FFFF}`;

const itemsAt = {
  'in-transit': `SELECT request_id FROM item WHERE status = 'in-transit'`,
  'not-picked-up': `SELECT request_id FROM item INDEXED BY item_hold_until WHERE status = 'on-hold-shelf' AND hold_until < @today`,
} as const;

/** In the order of time: the end of one is the beginning of the next, so that neighbours are one stretch of the index. */
const datedBuckets = [
  { bucket: 'overdue', from: '', to: '< @today' },
  { bucket: 'today', from: '>= @today', to: '<= @today' },
  { bucket: 'week', from: '> @today', to: '<= @weekEnd' },
  { bucket: 'month', from: '> @weekEnd', to: '<= @monthEnd' },
  { bucket: 'later', from: '> @monthEnd', to: '' },
] as const satisfies readonly { readonly bucket: DueBucket; readonly from: string; readonly to: string }[];

const inBuckets = (buckets: readonly DueBucket[]): string => {
  const stretches: { from: string; to: string; end: number }[] = [];
  datedBuckets.forEach(({ bucket, from, to }, at) => {
    if (!buckets.includes(bucket)) return;
    const last = stretches.at(-1);
    if (last?.end === at - 1) Object.assign(last, { to, end: at });
    else stretches.push({ from, to, end: at });
  });
  const dated = stretches.map(({ from, to }) =>
    ['request.due_on IS NOT NULL', from && `request.due_on ${from}`, to && `request.due_on ${to}`]
      .filter((part) => part !== '')
      .join(' AND '),
  );
  return [...dated, ...(buckets.includes('none') ? ['request.due_on IS NULL'] : [])].join(' OR ') || 'false';
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
