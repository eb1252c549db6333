import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { DueBucket } from '../../../../shared/domain/request-list.ts';
import { dueEnds } from '../../../../shared/domain/request-list.ts';
import { requestStatusCodes, requestStatuses } from '../../../../shared/domain/request-status.ts';
import type { Condition } from '../../../../shared/domain/request-conditions.ts';

/** A part of a statement with its parameters. */
export type Where = { readonly text: string; readonly params: Readonly<Record<string, unknown>> };

const settled = JSON.stringify(
  requestStatusCodes.filter((code) =>
    ['returned', 'cancelled', 'completed'].includes(requestStatuses[code].phase),
  ),
);
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
      case 'dueBetween':
      case 'item':
      case 'code':
        return ['true', null];
    }
  });

/** Conditions as the rows of `request` tell them, on a day in the library's time zone. */
export const whereOfRows = (conditions: readonly Condition[], today: CalendarDate): Where => {
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
        return [
          `request.status NOT IN ${anyOf('settled')} AND (${condition.buckets.map((bucket) => inBucket[bucket]).join(' OR ')})`,
          null,
        ];
      case 'notes':
        return [condition.active ? 'active_notes > 0' : 'active_notes = 0', null];
      case 'dueBetween':
        return [
          `request.status NOT IN ${anyOf('settled')} AND request.due_on BETWEEN '${condition.from ?? '0000'}' AND '${condition.to ?? '9999-99'}'`,
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
  return { text, params: { ...params, settled, today, weekEnd, monthEnd } };
};

const beginsSo = (column: string, name: string): string =>
  `${column} >= json_extract(@${name}, '$[0]') AND ${column} < json_extract(@${name}, '$[1]')`;

/** Greater than any text that begins so. */
export const endOf = (beginning: string): string => `${beginning}\u{10FFFF}`;

const itemsAt = {
  'in-transit': `SELECT request_id FROM item WHERE status = 'in-transit'`,
  'not-picked-up': `SELECT request_id FROM item WHERE status = 'on-hold-shelf' AND hold_until < @today`,
} as const;

const inBucket: Readonly<Record<DueBucket, string>> = {
  overdue: 'request.due_on < @today',
  today: 'request.due_on = @today',
  week: '(request.due_on > @today AND request.due_on <= @weekEnd)',
  month: '(request.due_on > @weekEnd AND request.due_on <= @monthEnd)',
  later: 'request.due_on > @monthEnd',
  none: 'request.due_on IS NULL',
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
