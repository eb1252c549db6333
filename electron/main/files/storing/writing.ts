import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/context.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import { RowFault } from '../row-fault.ts';
import type { Section } from '../sections.ts';
import type { ImportJournal } from './journal.ts';
import type { OpenRequests } from './open-requests.ts';
import type { IdOf, References } from './references.ts';

/** The result of a borrowing request or a record that was not refused. Unchanged: as it was, or as an operator edited it. */
export type Outcome = 'added' | 'updated' | 'unchanged';

/** The context in which an import stores the rows of a table or a library file. */
export type ImportContext = {
  readonly db: ReadableDB;
  readonly references: References;
  /** Checks what the importer may change, before anything of a row is written. */
  readonly rights: RowRights;
  readonly openRequests: OpenRequests;
  /** The system that wrote the file; its values are compared with those of the source's last file. */
  readonly source: string;
  /** Records the previous state, so that the import can be undone. */
  readonly journal: ImportJournal;
  /** The name of the file, without its folder. */
  readonly fileName: string;
  /** The time of the import. */
  readonly at: Instant;
  /** The current time and the library's zone, for commands. */
  readonly clock: Pick<DeskContext, 'now' | 'timeZone'>;
  /** Returns the name of a field in the file. */
  readonly fieldName: (path: string) => string;
  /** Whether the result of each row is requested, and its changes. */
  readonly reportsRows: boolean;
  readonly reportsChanges: boolean;
  /** Receives an error in our own code for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** The context of row writers inside a transaction. */
export type Writing = Omit<ImportContext, 'db'> & {
  readonly db: WritableDB;
  /** Counts letters that the steps of a row wrote. */
  readonly wroteLetters: (count: number) => void;
  /** Counts a record that was added because another row names it. */
  readonly addedBeside: (section: Section) => void;
  /** Records a conflict between file and desk in a field of a row, for staff. */
  readonly conflict: (field: string, reason: string) => void;
  /** Receives the changes that a row makes; null: not requested. */
  readonly changed: ((changes: readonly RowChange[]) => void) | null;
  /** Adds a remark for staff about a stored row. */
  readonly remark: (field: string, reason: string) => void;
};

/** @throws RowFault for a repeated key: which of the two rows is right is unknown. */
export const refuseTwice = (field: string, key: string): never => {
  throw new RowFault(
    field,
    t('“{key}” appears twice in this file; the first row was used. Remove one of the two.', { key }),
  );
};

/** @throws RowFault if there is no record with this code. */
export const requireId = <T extends keyof IdOf>(
  writing: Writing,
  table: T,
  code: string,
  field: string,
): IdOf[T] => {
  const id = writing.references.idOf(table, code);
  if (id === undefined)
    throw new RowFault(
      field,
      t(
        '{table, select, library {There is no library “{code}”.} desk {There is no desk “{code}”.} other {There is no partner “{code}”.}} Add it to the file or correct the code.',
        { table, code },
      ),
    );
  return id;
};
