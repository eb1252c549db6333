import { sentServices, sentStates } from '../../../shared/domain/other-system-messages.ts';
import { dueStages } from '../../../shared/domain/life/due-stage.ts';
import { cancelWishes, endStates } from '../../../shared/domain/life/request.machine.ts';
import { lossStates } from '../../../shared/domain/life/status.ts';
import { turnCancellations, turnParcels, turnStates } from '../../../shared/domain/life/turn.ts';
import {
  demandStates,
  renewalStates,
  reportStates,
  type Volume,
} from '../../../shared/domain/life/volume.ts';
import { messageKinds, messageStates, noticeKinds } from '../../../shared/domain/letters/all-letters.ts';
import { partnerMessageStates, rawForms } from '../../../shared/domain/partner-messages.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { SharedTable } from './hub-capture.ts';

// Rules that the program follows but SQLite does not enforce: the format of dates and instants, and the codes of closed lists. The hub
// enforces them because it trusts no program.

type Words = Readonly<Partial<Record<SharedTable, Readonly<Record<string, readonly string[]>>>>>;

const uses = { 'for-patron': true, 'goes-back': true } satisfies Record<Volume['use'], true>;
const checkIns = { none: true, 'checked-in': true, missed: true } satisfies Record<Volume['checkIn'], true>;

/**
 * The codes that a column may contain if the program chooses among them. Columns that may contain outside words are not included: the
 * status of a request, its format, the place of a volume. A program with a new code must wait until the hub knows it (`hub.lacks`).
 */
export const allowedCodes: Words = {
  operator_role: { role: Object.keys(roles) },
  request: {
    cancel_wish: cancelWishes,
    ended_as: endStates,
    turn_state: turnStates,
    cancellation: turnCancellations,
    renewal: renewalStates,
    demand: demandStates,
    loss: lossStates,
    due_stage: dueStages,
  },
  turn: {
    state: turnStates,
    cancellation: turnCancellations,
    parcel: turnParcels,
    demand: demandStates,
  },
  request_note: { author: ['partner', 'staff'] },
  turn_condition: { answer: ['yes', 'no'] },
  item: {
    use: Object.keys(uses),
    renewal: renewalStates,
    demand: demandStates,
    report: reportStates,
    check_in: Object.keys(checkIns),
  },
  outbox: {
    recipient: Object.keys(messageKinds),
    kind: [...new Set(Object.values(messageKinds).flatMap((kinds) => Object.keys(kinds)))],
    state: Object.keys(messageStates),
  },
  notice: { kind: noticeKinds },
  partner_message: {
    direction: Object.keys(partnerMessageStates),
    raw_as: rawForms,
    state: Object.values(partnerMessageStates).flat(),
  },
  other_system_message: { service: sentServices, state: sentStates },
  file_profile: { day_order: ['dmy', 'mdy'] },
  task: { solution: ['again', 'done'] },
};

type Column = { readonly name: string; readonly type: string; readonly dflt_value: string | null };

const moment = String.raw`^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?Z$`;
const day = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';

/** Derives the format of a text column from its name, since the schema does not say it. */
const formByName = ({ name, type }: Column): { readonly form: string; readonly is: string } | null => {
  if (type !== 'TEXT') return null;
  if (/(?:^|_)(?:at|since|wait_until)$/u.test(name)) return { form: moment, is: 'timestamptz' };
  if (/^day$|_(?:on|until|by)$/u.test(name)) return { form: day, is: 'date' };
  return null;
};

/**
 * Returns the PostgreSQL conditions for a column of a shared table: a valid date, an instant in UTC, a code of a closed list.
 * @param row prefix of the column: the name of the row with its dot.
 */
export const formatConditions = (table: string, column: Column, row: string): readonly string[] => {
  const { name, dflt_value: start } = column;
  const value = `${row}"${name}"`;
  const found = formByName(column);
  const words = allowedCodes[table as SharedTable]?.[name];
  // Some columns use an empty text for a missing date.
  const orNone = start === "''" ? `${value} = ''` : `${value} IS NULL`;
  return [
    ...(found ? [`${orNone} OR ${value} ~ '${found.form}' AND ${value}::${found.is} IS NOT NULL`] : []),
    ...(words ? [`${value} IN (${words.map((word) => `'${word}'`).join(', ')})`] : []),
  ];
};

/** Returns the closed lists code by code, for the hub. */
export const allowedCodesForHub = (): readonly {
  readonly table: string;
  readonly column: string;
  readonly word: string;
}[] =>
  Object.entries(allowedCodes).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, words]) => words.map((word) => ({ table, column, word }))),
  );
