import { maxRowText, type ReportedRow, type RowChange } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { tooLargeWords } from '../../db/errors.ts';
import { inTransaction } from '../../db/open.ts';
import { StepTooLargeError } from '../../db/step-size.ts';
import type { WritableDB } from '../../db/types.ts';
import { indexWithin } from '../../desk/store/search-index.service.ts';
import { isRowError } from '../failures.ts';
import { Tally } from '../report/tally.ts';
import { RowFault } from '../row-fault.ts';
import { keyFields, type RawRow, type Section } from '../sections.ts';
import type { CheckedBatch } from './check-batch.ts';
import type { ImportContext, Outcome, Writing } from './writing.ts';

/** The results of the rows, and how many were processed. */
type Stored = { readonly tally: Tally; readonly taken: number };

/** The rows of one transaction. */
type Some = CheckedBatch & {
  /** Positions in the batch: the first row, and the one after the last. */
  readonly from: number;
  readonly until: number;
  readonly isOver: () => boolean;
};

/** An unexpected error, with the position of the row that caused it. */
class UnforeseenError extends Error {
  readonly at: number;

  constructor(at: number, cause: unknown) {
    super('', { cause });
    this.at = at;
  }
}

/**
 * Stores rows in one transaction: at least one, and more until `isOver`.
 * @param from the position of the first row in the batch.
 * @returns the result of each row.
 * @throws SqliteError (busy, disk full …); then nothing is stored.
 */
export const storeBatch = (
  context: ImportContext,
  batch: CheckedBatch,
  from: number,
  isOver: () => boolean,
): Stored => storeOrRefuse(context, { ...batch, from, until: batch.rows.length, isOver });

/** After an unexpected error the row may be half written: the rows before it are stored again without it, and then it is refused. */
const storeOrRefuse = (context: ImportContext, some: Some): Stored => {
  const { from, until } = some;
  try {
    return storeTogether(context, some);
  } catch (error) {
    const cause = error instanceof UnforeseenError ? error.cause : error;
    const row = some.rows[from];
    if (!row || !isRowError(cause)) throw cause;
    if (cause instanceof StepTooLargeError && until > from + 1)
      return storeOrRefuse(context, { ...some, until: from + Math.ceil((until - from) / 2) });
    if (error instanceof UnforeseenError && error.at > from)
      return storeOrRefuse(context, { ...some, until: error.at });
    if (!(error instanceof UnforeseenError) && until > from + 1)
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
    context.openRequests.committed();
    // Another connection may write before the next transaction, unless a larger one is open.
    if (!context.db.inTransaction) context.rights.forgetPatrons();
    return stored;
  } catch (error) {
    context.references.rolledBack();
    context.rights.forgetPatrons();
    context.openRequests.rolledBack();
    throw error;
  }
};

/** A row that is too large to share is an expected failure. */
const asFault = (cause: unknown): unknown =>
  cause instanceof StepTooLargeError ? new RowFault('', tooLargeWords(cause)) : cause;

/** Stores rows until the time is up. @throws UnforeseenError; then the transaction must be rolled back. */
const storeRows = (context: ImportContext, db: WritableDB, some: Some): Stored => {
  const { section, rows, from, until, isOver } = some;
  const tally = new Tally();
  let next = from;
  let conflicts: string[] = [];
  let changes: readonly RowChange[] = [];
  const writing: Writing = {
    ...context,
    db,
    wroteLetters: (count) => (tally.letters += count),
    addedBeside: (other) => tally.count(other, 'added'),
    conflict: (field, reason) => {
      conflicts.push(reason);
      writing.remark(field, reason);
    },
    changed: context.reportsChanges ? (found) => (changes = found) : null,
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
        outcome = 'skipped';
        tally.skip(reported(context, section, row.raw, { field: '', reason: row.skipped }), section);
      } else {
        outcome = row.write(writing);
        tally.count(section, conflicts.length > 0 ? 'conflict' : outcome);
      }
    } catch (error) {
      if (!(error instanceof RowFault)) throw new UnforeseenError(next, error);
      refuse(context, tally, section, row.raw, error);
    }
    noteRow(context, tally, section, { raw: row.raw, outcome, conflicts, changes });
    next += 1;
  } while (next < until && !isOver());
  return { tally, taken: next - from };
};

type Noted = {
  readonly raw: RawRow;
  readonly outcome: Outcome | 'skipped' | 'refused';
  readonly conflicts: readonly string[];
  readonly changes: readonly RowChange[];
};

/** Records the result of a row, if requested. */
const noteRow = (
  { reportsRows }: ImportContext,
  tally: Tally,
  section: Section,
  { raw, outcome, conflicts, changes }: Noted,
): void => {
  if (!reportsRows) return;
  const last = outcome === 'refused' ? tally.refused.at(-1) : undefined;
  const remarks = tally.remarks.filter(({ row }) => row === raw.row).map(({ reason }) => reason);
  const field = last === undefined || last.field === '' ? '' : `${last.field}: `;
  const line = {
    ...(section !== 'requests' && { section }),
    outcome: conflicts.length > 0 ? 'conflict' : outcome,
    isChanging: outcome === 'added' || outcome === 'updated',
    externalId: keyOf(section, raw),
    reason:
      'skipped' in raw ? raw.skipped : last === undefined ? remarks.join(' ') : `${field}${last.reason}`,
    title: titleOf(section, raw),
    changes: outcome === 'refused' ? [] : changes,
  } as const;
  for (const row of [raw.row, ...alsoOf(raw)]) tally.rows.push({ ...line, row });
};

/** The positions of rows joined to this one, which have the same result. */
const alsoOf = (raw: RawRow): readonly number[] => ('value' in raw && raw.also) || [];

/** Records why a row is refused. Unexpected errors also go to the log. */
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

/** The row's line in the report. */
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

/** The title or name by which people recognise a row. */
const titleOf = (section: Section, raw: RawRow): string => {
  const title = 'title' in raw ? raw.title : textIn(raw, section === 'requests' ? 'title' : 'name');
  return title.slice(0, maxRowText);
};

/** The value of a field, if it is a text or number. */
const textIn = (raw: RawRow, field: string): string => {
  const row = 'value' in raw ? raw.value : null;
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
