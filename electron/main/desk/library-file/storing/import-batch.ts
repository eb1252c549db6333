import type { Instant } from '../../../../../shared/domain/ids.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { indexWithin } from '../../requests/search-index.service.ts';
import { checkDesk, checkLibrary, checkPartner, checkPatron } from '../checking/check-places.ts';
import { checkRequest } from '../checking/check-request.ts';
import { isConstraintError } from '../failures.ts';
import type { References } from './references.ts';
import { RowFault } from '../row-fault.ts';
import type { RawBatch, RawRow, Section } from '../sections.ts';
import { keyFields } from '../sections.ts';
import { Tally } from '../tally.ts';
import type { Outcome, Writing } from './write-places.ts';
import { writeDesk, writeLibrary, writePartner, writePatron } from './write-places.ts';
import { writeRequest } from './write-request.ts';

export type BatchContext = {
  readonly db: ReadableDB;
  readonly references: References;
  readonly at: Instant;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly days: Writing['days'];
  /** What a field is called in the file. */
  readonly fieldName: (path: string) => string;
};

/** A row that passed its own checks and waits for the transaction. */
type ReadyRow = { readonly raw: RawRow; readonly write: (writing: Writing) => Outcome };

/**
 * Checks the rows of a batch, then stores the good ones in one transaction.
 * @returns what became of each row; nothing of it holds when this throws.
 * @throws SqliteError (busy, disk full …); then nothing of the batch is stored.
 */
export const importBatch = (context: BatchContext, batch: RawBatch): Tally => {
  const faults = new Tally();
  const ready: ReadyRow[] = [];
  for (const raw of batch.rows) {
    try {
      ready.push({ raw, write: check(batch.section, raw, context.timeZone) });
    } catch (error) {
      refuse(context, faults, batch.section, raw, error);
    }
  }
  const stored = storeAll(context, batch.section, ready);
  faults.add(stored, Infinity);
  faults.refused.sort((a, b) => a.row - b.row);
  return faults;
};

const check = (section: Section, raw: RawRow, timeZone: string): ReadyRow['write'] => {
  if ('unreadable' in raw) throw new RowFault('', raw.unreadable);
  switch (section) {
    case 'libraries': {
      const library = checkLibrary(raw.value);
      return (writing) => writeLibrary(writing, library);
    }
    case 'desks': {
      const desk = checkDesk(raw.value);
      return (writing) => writeDesk(writing, desk);
    }
    case 'partners': {
      const partner = checkPartner(raw.value);
      return (writing) => writePartner(writing, partner);
    }
    case 'patrons': {
      const patron = checkPatron(raw.value);
      return (writing) => writePatron(writing, patron);
    }
    case 'requests': {
      const request = checkRequest(raw.value, timeZone);
      return (writing) => writeRequest(writing, request, raw.newcomers);
    }
  }
};

const storeAll = (context: BatchContext, section: Section, ready: readonly ReadyRow[]): Tally => {
  if (ready.length === 0) return new Tally();
  try {
    const tally = inTransaction(context.db, (db) => {
      const stored = store(context, section, db, ready);
      indexWithin(db);
      return stored;
    });
    context.references.committed();
    return tally;
  } catch (error) {
    context.references.rolledBack();
    if (!isConstraintError(error)) throw error;
    if (ready.length > 1) return storeEach(context, section, ready);
    const tally = new Tally();
    for (const { raw } of ready)
      refuse(
        context,
        tally,
        section,
        raw,
        new RowFault('', 'The database does not take this row. Check each of its fields.'),
      );
    return tally;
  }
};

/** After a surprise of the database: one transaction a row, so that only the row that is at fault is lost. */
const storeEach = (context: BatchContext, section: Section, ready: readonly ReadyRow[]): Tally => {
  const tally = new Tally();
  for (const row of ready) tally.add(storeAll(context, section, [row]), Infinity);
  return tally;
};

const store = (
  context: BatchContext,
  section: Section,
  db: WritableDB,
  ready: readonly ReadyRow[],
): Tally => {
  const tally = new Tally();
  const writing: Writing = {
    db,
    references: context.references,
    at: context.at,
    clock: { now: context.now, timeZone: () => context.timeZone },
    days: context.days,
    addedBeside: (other) => tally.count(other, 'added'),
  };
  for (const { raw, write } of ready) {
    try {
      tally.count(section, write(writing));
    } catch (error) {
      refuse(context, tally, section, raw, error);
    }
  }
  return tally;
};

/** Notes why a row is refused. @throws what is not the row's fault. */
const refuse = (
  { fieldName }: BatchContext,
  tally: Tally,
  section: Section,
  raw: RawRow,
  error: unknown,
): void => {
  if (!(error instanceof RowFault)) throw error;
  tally.refuse(
    { section, row: raw.row, key: keyOf(section, raw), field: fieldName(error.field), reason: error.reason },
    section,
  );
};

const keyOf = (section: Section, raw: RawRow): string => {
  const value = 'value' in raw ? raw.value : null;
  const key =
    typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[keyFields[section]]
      : undefined;
  return typeof key === 'string' || typeof key === 'number' ? String(key).slice(0, 100) : '';
};
