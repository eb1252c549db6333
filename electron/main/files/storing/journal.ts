import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { changedByImport } from './changed-by-import.ts';
import {
  type ImportChange,
  type JournaledRecord,
  type RequestImage,
  findChange,
  listStepsAfter,
  newestStep,
  putChange,
  readImage,
  readRecord,
  removeChange,
} from '../../desk/store/import-changes.queries.ts';

/** Records the previous state before an import changes it, in the same transaction. */
export type ImportJournal = {
  /** The import's number in the command log; null if nothing is recorded. */
  readonly number: number | null;
  /** Records that a row was added. */
  readonly added: (db: WritableDB, kind: JournaledRecord | 'request', id: number) => void;
  /** Records the state of a row that is about to change. */
  readonly changing: (db: WritableDB, kind: JournaledRecord, id: number) => void;
  /** Runs a change of a stored request, and records its previous state if it has changed. */
  readonly around: <T>(db: WritableDB, id: RequestId, work: () => T) => T;
};

/** Creates the journal of an import. Null: no journal, because it cannot be undone. */
export const createJournal = (number: number | null): ImportJournal => {
  if (number === null)
    return { number, added: () => undefined, changing: () => undefined, around: (_db, _id, work) => work() };
  const note = (db: WritableDB, change: Omit<ImportChange, 'steps'>): void =>
    putChange(db, number, { ...change, steps: null });
  return {
    number,
    added: (db, kind, rowId) => note(db, { kind, rowId, before: null }),
    changing: (db, kind, rowId) => {
      if (findChange(db, number, kind, rowId)) return;
      const row = readRecord(db, kind, rowId);
      if (row) note(db, { kind, rowId, before: JSON.stringify(row) });
    },
    around: (db, id, work) => {
      const known = findChange(db, number, 'request', id);
      // A request that the import added is removed as a whole, whatever changed later.
      if (known?.before === null) return work();
      const before = known ? imageIn(known.before) : imageBefore(db, number, id);
      const newest = newestStep(db, id);
      const result = work();
      const steps = [...stepsOf(known), ...listStepsAfter(db, id, newest)];
      keep(db, number, id, { before, steps });
      return result;
    },
  };
};

const imageIn = (before: string): RequestImage => {
  const { changed: _, ...image } = JSON.parse(before) as RequestImage;
  return image;
};

const stepsOf = (known: ImportChange | undefined): readonly string[] =>
  known?.steps ? (JSON.parse(known.steps) as string[]) : [];

/** The state of a request before the import. If only `file_said` had changed so far, that part was recorded separately. */
const imageBefore = (db: ReadableDB, number: number, id: RequestId): RequestImage => {
  const noted = findChange(db, number, 'said', id);
  const image = readImage(db, id);
  return noted?.before
    ? { ...image, file_said: JSON.parse(noted.before) as RequestImage['file_said'] }
    : image;
};

/** Records only what undo must restore: if only `file_said` differs, later work on the request does not block the undo. */
const keep = (
  db: WritableDB,
  number: number,
  rowId: RequestId,
  { before, steps }: { readonly before: RequestImage; readonly steps: readonly string[] },
): void => {
  const now = readImage(db, rowId);
  const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  removeChange(db, number, 'said', rowId);
  if (steps.length > 0 || !isSame({ ...now, file_said: [] }, { ...before, file_said: [] }))
    putChange(db, number, {
      kind: 'request',
      rowId,
      before: JSON.stringify({ ...before, changed: changedByImport(before, now) }),
      steps: steps.length > 0 ? JSON.stringify(steps) : null,
    });
  else if (!isSame(now.file_said, before.file_said))
    putChange(db, number, { kind: 'said', rowId, before: JSON.stringify(before.file_said), steps: null });
};
