import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/context.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import { RowFault } from '../row-fault.ts';
import type { Section } from '../sections.ts';
import type { ImportJournal } from './journal.ts';
import type { OpenWorks } from './open-works.ts';
import type { IdOf, References } from './references.ts';

/** What became of a row that was not refused. Skipped: stored just so already, or worked on at a desk. */
export type Outcome = 'added' | 'updated' | 'skipped';

/** What an import of one table, or of a library file, stores its rows with. */
export type ImportContext = {
  readonly db: ReadableDB;
  readonly references: References;
  /** What the importer may change: asked before anything of a row is written. */
  readonly rights: RowRights;
  readonly openWorks: OpenWorks;
  /** The system that wrote the file: what it holds is compared with what it held before. */
  readonly source: string;
  /** Notes what was, so that the import can be taken back. */
  readonly journal: ImportJournal;
  /** The name of the file, without its folder. */
  readonly fileName: string;
  /** The time of the import. */
  readonly at: Instant;
  /** The time now and the zone of the library, for what is a step of its own. */
  readonly clock: Pick<DeskContext, 'now' | 'timeZone'>;
  /** What a field is called in the file. */
  readonly fieldName: (path: string) => string;
  /** Whether somebody asks what became of each row, and what each of them changes. */
  readonly tellsRows: boolean;
  readonly tellsChanges: boolean;
  /** Takes an error of ours for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** What the writers of rows work with inside a transaction. */
export type Writing = Omit<ImportContext, 'db'> & {
  readonly db: WritableDB;
  /** Counts a row that was added for another one's sake. */
  readonly addedBeside: (section: Section) => void;
  /** Notes that file and desk differ in a field of a row, for staff. */
  readonly conflict: (field: string, reason: string) => void;
  /** Takes what a row changes of what is stored; null: nobody asks. */
  readonly changed: ((changes: readonly RowChange[]) => void) | null;
  /** Notes what staff should know of a row that is stored. */
  readonly remark: (field: string, reason: string) => void;
};

/** @throws RowFault for a key that the file had before: which of the two rows is right is not known. */
export const refuseTwice = (field: string, key: string): never => {
  throw new RowFault(
    field,
    t('“{key}” appears twice in this file; the first row was used. Remove one of the two.', { key }),
  );
};

/** @throws RowFault when there is none with this code. */
export const needId = <T extends keyof IdOf>(
  writing: Writing,
  table: T,
  code: string,
  field: string,
): IdOf[T] => {
  const id = writing.references.idOf(table, code);
  if (id === undefined)
    throw new RowFault(
      field,
      t('There is no {table} “{code}”. Add it to the file or correct the code.', { table, code }),
    );
  return id;
};
