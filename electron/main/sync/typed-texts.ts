import type { DeskId } from '../../../shared/domain/ids.ts';
import { requestFieldNames } from '../../../shared/domain/request-edit.ts';
import { isStepKind, type StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { TypedText } from '../desk/records/task-facts.ts';
import type { ReadableDB } from '../db/types.ts';
import { columnOf } from '../desk/steps/undo/later-steps.ts';
import { readRow } from '../desk/store/change-log.queries.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import type { HubChange } from '../desk/store/hub-changes.queries.ts';
import { nameOfDesk } from '../desk/store/places.queries.ts';
import { findReason } from '../desk/store/reasons.queries.ts';

type RowChange = Pick<HubChange, 'before' | 'after'> & { readonly table: string };

/** The texts and dates that staff type into a step on a request. */
const texts: readonly string[] = [
  'text',
  'note',
  'noteToPartner',
  'reason',
  'dueOn',
  'replyBy',
  'backBy',
  'cost',
  'circulationNote',
  'label',
];
/** What staff type into records. People are left out: personal data is deleted with the record and must not remain in a task. */
const ofRecords: readonly string[] = ['name', 'code', 'label', 'email', 'phone'];
const tablesOfRecords: readonly string[] = ['library', 'desk', 'partner', 'reason'];

const changesFields: readonly string[] = ['edit-request', 'take-from-file'] satisfies StepKind[];

/**
 * Returns what was typed into a step: texts, dates and reasons, in words. For a change of fields or records, what it changed.
 * @param changes the rows that it changed.
 */
export const typedTextsOf = (
  db: ReadableDB,
  { kind, input }: Pick<LoggedCommand, 'kind' | 'input'>,
  changes: readonly RowChange[],
): TypedText[] => {
  if (changesFields.includes(kind)) return changedFields(db, changes);
  if (isStepKind(kind)) return textsOf(db, JSON.parse(input));
  return changes
    .filter(({ table }) => tablesOfRecords.includes(table))
    .flatMap((change) => ofRecords.flatMap((column) => typedAs(column, changedTo(change, column))));
};

const typedAs = (what: string, value: unknown): TypedText[] =>
  (typeof value === 'string' || typeof value === 'number') && value !== ''
    ? [{ what, text: String(value) }]
    : [];

const changedTo = ({ before, after }: RowChange, column: string): unknown =>
  after?.[column] === before?.[column] ? '' : after?.[column];

const changedFields = (db: ReadableDB, changes: readonly RowChange[]): TypedText[] =>
  changes
    .filter(({ table }) => table === 'request')
    .flatMap((change) =>
      requestFieldNames.flatMap((field) => {
        const value = changedTo(change, columnOf(field));
        if (field === 'pickupDeskId') return typedAs(field, value && nameOfDesk(db, value as DeskId));
        if (field === 'patronId')
          return typedAs(field, value && readRow(db, 'patron', Number(value))?.['name']);
        return typedAs(field, value);
      }),
    );

const textsOf = (db: ReadableDB, asked: unknown): TypedText[] =>
  typeof asked !== 'object' || asked === null || Array.isArray(asked)
    ? []
    : Object.entries(asked).flatMap(([what, value]: [string, unknown]) => {
        if (what === 'saw') return [];
        if (typeof value === 'object') return textsOf(db, value);
        if (!texts.includes(what)) return [];
        const isReason = what === 'reason' && typeof value === 'string';
        return typedAs(what, isReason ? reasonWords(db, value) : value);
      });

const reasonWords = (db: ReadableDB, code: string): string => findReason(db, code)?.label ?? code;
