import { resolve } from 'node:path';
import type { DeskId, OpId } from '../../../../shared/domain/ids.ts';
import { type Mapping, noMapping } from '../../../../shared/domain/intake/mapping.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import type { ExportEnd, ExportProgress, ExportTask } from '../export/export-task.ts';
import type { FileAnswers, FileQuestion } from '../choosing/file-reader.ts';
import type { ReadPart } from '../import-log.ts';
import type { Importer } from '../importer.ts';
import type { FileStamp } from '../reading/open-regular.ts';
import type { RowReportTo } from '../report/row-report.ts';
import type { UndoEnd } from '../undo-import/undo-import.ts';
import type { Look, SeenFile } from '../watching/look.ts';
import type { MessageFile } from '../watching/put-message-file.ts';
import type { ProcessedFile, MoveProblem } from '../watching/move-processed.ts';

/** The parameters of an import. Paths are absolute. */
export type ImportTask = {
  readonly file: string;
  readonly databaseFile: string;
  /** The folder for the report of refused rows and remarks. */
  readonly reportsDir: string;
  /** IANA zone of the library, for moments in the file without an offset. */
  readonly timeZone: string;
  /** The operator whose rights apply. */
  readonly importer: Importer;
  /** The operator's mapping of columns, statuses and days. */
  readonly mapping: Mapping;
  /** The size and time of the file when it was chosen; null: not chosen on a page. */
  readonly stamp: FileStamp | null;
  /** Where to write the result of each row; null: nowhere. */
  readonly rowReport: RowReportTo | null;
  /** Its number in the command log, under which its journal is stored; null: it cannot be undone. */
  readonly importNumber: number | null;
  /** Whether the report lists the first rows of each outcome. */
  readonly listsRows: boolean;
  /** For a dry run: the path for a copy of the database, into which it imports. Otherwise null. */
  readonly dryRunCopy: string | null;
  /** Whether no staff work during the import, so that no command waits for it. */
  readonly isUnattended: boolean;
};

/** The options of an import for callers: how the file is read, and where the results of its rows go. */
export type HowToImport = Partial<Pick<ImportTask, 'mapping' | 'rowReport' | 'isUnattended'>>;

/**
 * Returns the parameters of an import.
 * @param how changes to the defaults: the file's own columns, no report of rows, and staff at work.
 */
export const taskOf = (
  of: { readonly databaseFile: string; readonly dataDir: string; readonly timeZone: () => string },
  file: string,
  importer: Importer,
  how: Partial<ImportTask>,
): ImportTask => ({
  file: resolve(file),
  databaseFile: resolve(of.databaseFile),
  reportsDir: resolve(of.dataDir, 'reports'),
  timeZone: of.timeZone(),
  importer,
  mapping: noMapping,
  stamp: null,
  rowReport: null,
  importNumber: null,
  listsRows: false,
  dryRunCopy: null,
  isUnattended: false,
  ...how,
});

/** The parameters of undoing an import. */
export type TakeBackTask = {
  readonly databaseFile: string;
  /** The import's number in the command log. */
  readonly number: number;
  /** The command that undoes it; it is in the log. */
  readonly undoneBy: OpId;
  readonly deskId: DeskId;
};

/** Why undoing failed, for staff. Rows that were already restored stay so, and it can be resumed. */
type TakingBackFailed = { readonly kind: 'failed'; readonly failure: string };

/** The kinds of work, each with its parameters, progress and end. */
export type Works = {
  readonly import: {
    readonly task: ImportTask;
    readonly progress: ImportProgress;
    readonly end: { readonly report: ImportReport; readonly read: ReadPart };
  };
  readonly 'take-back': {
    readonly task: TakeBackTask;
    readonly progress: { readonly done: number; readonly total: number };
    readonly end: UndoEnd | TakingBackFailed;
  };
  readonly export: {
    readonly task: ExportTask;
    readonly progress: ExportProgress;
    readonly end: ExportEnd;
  };
};
export type WorkKind = keyof Works;
export type Work<Kind extends WorkKind = WorkKind> = {
  readonly [K in Kind]: { readonly kind: K; readonly task: Works[K]['task'] };
}[Kind];

/** A question about a file or a folder. Only `keep` changes the library: it saves a profile. */
export type Question =
  | FileQuestion
  /** Looks at a watched folder. */
  | {
      readonly what: 'look';
      readonly folder: string;
      /** Files that must not be imported again. */
      readonly exclude: readonly SeenFile[];
    }
  /** Moves a file of the folder after its import. */
  | { readonly what: 'put-away'; readonly moved: ProcessedFile }
  /** Puts a message to a partner into the folder for messages. */
  | { readonly what: 'put-message'; readonly file: MessageFile }
  /** Reads a file of a folder that holds one message. */
  | { readonly what: 'bytes'; readonly folder: string; readonly name: string };

export type Answers = FileAnswers & {
  readonly look: Look;
  /** Why it could not be moved; null if it was. */
  readonly 'put-away': MoveProblem | null;
  /** Why it was not put there; null if it was. */
  readonly 'put-message': string | null;
  /** In base64; null if it is too large. */
  readonly bytes: string | null;
};

/** A message from the program to a process. */
export type ToProcess =
  | Work
  /** Numbered. It makes earlier questions of the same kind stale. */
  | { readonly kind: 'ask'; readonly request: number; readonly question: Question }
  /** Stop after the current batch of rows. */
  | { readonly kind: 'cancel' }
  /**
   * A command is waiting: begin no transaction until `go-on`. Numbered, so that a late answer is not mistaken for the answer to this
   * request.
   */
  | { readonly kind: 'wait'; readonly request: number }
  | { readonly kind: 'go-on' }
  /** The last message was received; the process may exit. */
  | { readonly kind: 'heard' };

/** A message from a process to the program. */
export type FromProcess =
  | { readonly kind: 'answer'; readonly request: number; readonly answer: Answers[keyof Answers] }
  /** `why` is a sentence for staff. `isStale`: a later question of the same kind was asked. */
  | {
      readonly kind: 'no-answer';
      readonly request: number;
      readonly why: string;
      readonly isStale: boolean;
    }
  /** The drive has responded. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'progress'; readonly progress: Works[WorkKind]['progress'] }
  /** The import runs in bulk: until it ends, no other process can write, and it stores either everything or nothing. */
  | { readonly kind: 'in-bulk' }
  | { readonly kind: 'done'; readonly end: Works[WorkKind]['end'] }
  /** The answer to `wait`: no transaction is open. */
  | { readonly kind: 'waiting'; readonly request: number }
  /** The last message: the file needs more memory than any valid file. */
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'fault'; readonly fault: FaultMessage };

/** An error for the program's log. Sent as data, because errors lose their codes between processes. */
type FaultMessage = {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
};

/** Converts an error to a message. */
export const asFaultMessage = (error: unknown): FaultMessage => {
  if (!(error instanceof Error)) return { name: 'Error', message: '', code: '', stack: '' };
  const { name, message, stack = '' } = error;
  return { name, message, stack, code: 'code' in error ? String(error.code) : '' };
};

/** Converts such a message back to an error. */
export const errorOfFault = ({ name, message, code, stack }: FaultMessage): Error =>
  Object.assign(new Error(message), { name, stack, ...(code === '' ? {} : { code }) });
