import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
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

/** Notes what was before an import changes it, in the transaction that changes it. */
export type ImportJournal = {
  /** The import's line in the log of steps; null where nothing is noted. */
  readonly number: number | null;
  /** Something was added. */
  readonly added: (db: WritableDB, kind: JournaledRecord | 'request', id: number) => void;
  /** A record is to be changed. */
  readonly changing: (db: WritableDB, kind: JournaledRecord, id: number) => void;
  /** Does something to a stored request, and notes what it was where it is another one afterwards. */
  readonly around: <T>(db: WritableDB, id: RequestId, work: () => T) => T;
};

/** The journal of an import; of none (null) where nobody could take it back. */
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
      // What the import added goes as a whole, whatever more it said of it.
      if (known?.before === null) return work();
      const before = known ? (JSON.parse(known.before) as RequestImage) : imageBefore(db, number, id);
      const newest = newestStep(db, id);
      const result = work();
      const steps = [...stepsOf(known), ...listStepsAfter(db, id, newest)];
      keep(db, number, id, { before, steps });
      return result;
    },
  };
};

const stepsOf = (known: ImportChange | undefined): readonly string[] =>
  known?.steps ? (JSON.parse(known.steps) as string[]) : [];

/** A request as it was before the import: what files said of it was noted apart where nothing else had changed. */
const imageBefore = (db: ReadableDB, number: number, id: RequestId): RequestImage => {
  const noted = findChange(db, number, 'said', id);
  const image = readImage(db, id);
  return noted?.before
    ? { ...image, file_said: JSON.parse(noted.before) as RequestImage['file_said'] }
    : image;
};

/** Notes as little as there is to restore: who worked on a request of which only `file_said` differs is not in the way. */
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
      before: JSON.stringify(before),
      steps: steps.length > 0 ? JSON.stringify(steps) : null,
    });
  else if (!isSame(now.file_said, before.file_said))
    putChange(db, number, { kind: 'said', rowId, before: JSON.stringify(before.file_said), steps: null });
};
