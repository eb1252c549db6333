import type { RowOutcomeName } from '../../../../shared/domain/intake/row-outcomes.ts';
import { maxRowText, type ReportedRow, type RowChange } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { tooLargeWords } from '../../db/errors.ts';
import { inTransaction } from '../../db/open.ts';
import { StepTooLarge } from '../../db/step-size.ts';
import type { WritableDB } from '../../db/types.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import { isRowError } from '../failures.ts';
import { Tally } from '../report/tally.ts';
import { RowFault } from '../row-fault.ts';
import { keyFields, type RawRow, type Section } from '../sections.ts';
import type { CheckedBatch } from './check-batch.ts';
import type { ImportContext, Outcome, Writing } from './writing.ts';

/** What became of the rows that were taken. */
export type Stored = { readonly tally: Tally; readonly taken: number };

/** Which rows go into a transaction. */
type Some = CheckedBatch & {
  /** Places in the batch: the first row, and the one before which to stop. */
  readonly from: number;
  readonly until: number;
  readonly isOver: () => boolean;
};

/** An error that nobody foresaw, with the place of the row at which it came. */
class Unforeseen extends Error {
  readonly at: number;

  constructor(at: number, cause: unknown) {
    super('', { cause });
    this.at = at;
  }
}

/**
 * Stores rows in one transaction: at least one, and more until `isOver`.
 * @param from the place of the first one in the batch.
 * @returns what became of each row; nothing of it holds when this throws.
 * @throws SqliteError (busy, disk full …); then nothing of it is stored.
 */
export const storeSome = (
  context: ImportContext,
  batch: CheckedBatch,
  from: number,
  isOver: () => boolean,
): Stored => storeOrRefuse(context, { ...batch, from, until: batch.rows.length, isOver });

/** After a surprise nobody knows what of the row was written: the rows before it are stored without it, and then it is refused. */
const storeOrRefuse = (context: ImportContext, some: Some): Stored => {
  const { from, until } = some;
  try {
    return storeTogether(context, some);
  } catch (error) {
    const cause = error instanceof Unforeseen ? error.cause : error;
    const row = some.rows[from];
    if (!row || !isRowError(cause)) throw cause;
    if (cause instanceof StepTooLarge && until > from + 1)
      return storeOrRefuse(context, { ...some, until: from + Math.ceil((until - from) / 2) });
    if (error instanceof Unforeseen && error.at > from)
      return storeOrRefuse(context, { ...some, until: error.at });
    if (!(error instanceof Unforeseen) && until > from + 1)
      return storeOrRefuse(context, { ...some, until: from + 1 });
    const tally = new Tally();
    refuse(context, tally, some.section, row.raw, asFault(cause));
    noteRow(context, tally, some.section, { raw: row.raw, outcome: 'refused', conflicts: [], changes: [] });
    return { tally, taken: 1 };
  }
};

const storeTogether = (context: ImportContext, some: Some): Stored => {
  try {
    const stored = inTransaction(context.db, (db) => {
      const rows = storeRows(context, db, some);
      indexWithin(db);
      return rows;
    });
    context.references.committed();
    context.openWorks.committed();
    // Others may store something before the next one, except within a larger transaction.
    if (!context.db.inTransaction) context.rights.forgetPatrons();
    return stored;
  } catch (error) {
    context.references.rolledBack();
    context.rights.forgetPatrons();
    context.openWorks.rolledBack();
    throw error;
  }
};

/** A row that is too large to share is an expected failure. */
const asFault = (cause: unknown): unknown =>
  cause instanceof StepTooLarge ? new RowFault('', tooLargeWords(cause)) : cause;

/** Stores rows while there is time. @throws Unforeseen, after which the transaction must be rolled back. */
const storeRows = (context: ImportContext, db: WritableDB, some: Some): Stored => {
  const { section, rows, from, until, isOver } = some;
  const tally = new Tally();
  let next = from;
  let conflicts: string[] = [];
  let changes: readonly RowChange[] = [];
  const writing: Writing = {
    ...context,
    db,
    addedBeside: (other) => tally.count(other, 'added'),
    conflict: (field, reason) => {
      conflicts.push(reason);
      writing.remark(field, reason);
    },
    changed: context.tellsChanges ? (found) => (changes = found) : null,
    remark: (field, reason) => {
      const raw = rows[next]?.raw;
      if (raw) tally.remarks.push(reported(context, section, raw, { field, reason }));
    },
  };
  do {
    const row = rows[next];
    if (!row) break;
    conflicts = [];
    changes = [];
    let outcome: Noted['outcome'] = 'refused';
    try {
      if ('fault' in row) refuse(context, tally, section, row.raw, row.fault);
      else if ('skipped' in row) {
        outcome = 'none of ours';
        tally.skip(reported(context, section, row.raw, { field: '', reason: row.skipped }), section);
      } else tally.count(section, (outcome = row.write(writing)));
    } catch (error) {
      if (!(error instanceof RowFault)) throw new Unforeseen(next, error);
      refuse(context, tally, section, row.raw, error);
    }
    noteRow(context, tally, section, { raw: row.raw, outcome, conflicts, changes });
    next += 1;
  } while (next < until && !isOver());
  return { tally, taken: next - from };
};

type Noted = {
  readonly raw: RawRow;
  readonly outcome: Outcome | 'refused' | 'none of ours';
  readonly conflicts: readonly string[];
  readonly changes: readonly RowChange[];
};

/** What a row that is stored just so already, and one that is none of ours, are called in the report. */
const outcomeNames = {
  added: 'added',
  updated: 'updated',
  skipped: 'unchanged',
  refused: 'refused',
  'none of ours': 'skipped',
} as const satisfies Record<Noted['outcome'], RowOutcomeName>;

/** Notes what became of a row, where somebody asks. */
const noteRow = (
  { tellsRows }: ImportContext,
  tally: Tally,
  section: Section,
  { raw, outcome, conflicts, changes }: Noted,
): void => {
  if (!tellsRows) return;
  const last = outcome === 'refused' ? tally.refused.at(-1) : undefined;
  const remarks = tally.remarks.filter(({ row }) => row === raw.row).map(({ reason }) => reason);
  const field = last === undefined || last.field === '' ? '' : `${last.field}: `;
  const line = {
    ...(section !== 'requests' && { section }),
    outcome: conflicts.length > 0 ? 'conflict' : outcomeNames[outcome],
    externalId: keyOf(section, raw),
    reason:
      'skipped' in raw ? raw.skipped : last === undefined ? remarks.join(' ') : `${field}${last.reason}`,
    title: titleOf(section, raw),
    changes: outcome === 'refused' ? [] : changes,
  } as const;
  for (const row of [raw.row, ...alsoOf(raw)]) tally.rows.push({ ...line, row });
};

/** Rows that stand in another one have its outcome. */
const alsoOf = (raw: RawRow): readonly number[] => ('value' in raw && raw.also) || [];

/** Notes why a row is refused. What nobody foresaw is told to the log as well. */
const refuse = (
  context: ImportContext,
  tally: Tally,
  section: Section,
  raw: RawRow,
  error: unknown,
): void => {
  if (!(error instanceof RowFault)) context.onFault(error);
  tally.refuse(reported(context, section, raw, error instanceof RowFault ? error : unforeseen), section);
};

/** A row as the report names it. */
const reported = (
  { fieldName }: ImportContext,
  section: Section,
  raw: RawRow,
  { field, reason }: Pick<RowFault, 'field' | 'reason'>,
): ReportedRow => ({ section, row: raw.row, key: keyOf(section, raw), field: fieldName(field), reason });

const unforeseen = new RowFault(
  '',
  t('This row could not be saved, and the reason is unknown. Check each of its fields.'),
);

const keyOf = (section: Section, raw: RawRow): string =>
  ('key' in raw ? raw.key : textIn(raw, keyFields[section])).slice(0, 100);

/** What a person knows a row by. */
const titleOf = (section: Section, raw: RawRow): string => {
  const title = 'title' in raw ? raw.title : textIn(raw, section === 'requests' ? 'title' : 'name');
  return title.slice(0, maxRowText);
};

/** What a row says of a field, where that is a text. */
const textIn = (raw: RawRow, field: string): string => {
  const row = 'value' in raw ? raw.value : null;
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
