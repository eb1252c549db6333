import { resolve } from 'node:path';
import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { ChosenFile, FileAnswers, FileAsk } from './file-reader.ts';
import type { ReadPart } from './import-log.ts';
import type { DeskId, OpId } from '../../../shared/domain/ids.ts';
import type { TakenBackEnd } from './taking-back/take-back-import.ts';
import type { Look, SeenFile } from './watching/look.ts';
import type { PutAway, PutAwayProblem } from './watching/put-away.ts';
import type { Importer } from './importer.ts';
import type { FileStamp } from './reading/open-regular.ts';
import type { RowReportTo } from './row-report.ts';
import type { ImportProgress, ImportReport } from '../../../shared/ipc/import-views.ts';
import { t } from '../../../shared/words/words.ts';

/** What an import is started with. Paths are whole. */
export type ImportTask = {
  readonly file: string;
  readonly databaseFile: string;
  readonly reportsDir: string;
  readonly timeZone: string;
  readonly importer: Importer;
  /** What a person says of how a table is read. */
  readonly mapping: Mapping;
  /** What the file was when it was chosen; null: nobody looked at it. */
  readonly stamp: FileStamp | null;
  /** Where it is told what became of each row; null: nobody asks. */
  readonly rowReport: RowReportTo | null;
  /** Its line in the log of steps; null: a trial has none. */
  readonly importNumber: number | null;
  /** Whether the report lists the first rows of each outcome. */
  readonly listsRows: boolean;
  /** Whole path for a copy of the database: everything is done there, and nothing here. Null: it is no trial. */
  readonly trialCopy: string | null;
  /** Nobody works beside it: no step waits for it. */
  readonly isUnattended: boolean;
};

/** What a caller from outside may say of an import: how a file is read, and where is told what became of its rows. */
export type HowToImport = Partial<Pick<ImportTask, 'mapping' | 'rowReport' | 'isUnattended'>>;

/**
 * What an import of a file is started with.
 * @param of.timeZone gives the IANA zone of the library.
 * @param how what differs from an import as the columns of the file say it, without a report of rows and beside the work of staff.
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
  trialCopy: null,
  isUnattended: false,
  ...how,
});

/** What taking an import back is started with. */
export type TakeBackTask = {
  readonly databaseFile: string;
  /** The import's line in the log of steps. */
  readonly number: number;
  /** The step that takes it back, which is in the log. */
  readonly undoneBy: OpId;
  readonly deskId: DeskId;
};

/** What the process is to do with the database. */
export type Work =
  | { readonly kind: 'import'; readonly task: ImportTask }
  | { readonly kind: 'take-back'; readonly task: TakeBackTask };

/** What the program says to the process of an import. The first message is what it is to do. */
export type ToImport =
  /** Says whether the file can be imported, and how large it is; then answers what is asked of it, until it is ended. */
  | { readonly kind: 'open'; readonly chosen: ChosenFile }
  /** Numbered. A question of the same kind that is not answered yet needs no answer any more. */
  | { readonly kind: 'ask'; readonly request: number; readonly ask: FileAsk }
  | Work
  /** What stands in a watched folder. */
  | {
      readonly kind: 'look-at-folder';
      readonly folder: string;
      /** Files whose turn does not come again. */
      readonly passedOver: readonly SeenFile[];
    }
  /** A file of it was dealt with. */
  | { readonly kind: 'put-away'; readonly what: PutAway }
  /** Stop after the rows that are being stored. */
  | { readonly kind: 'cancel' }
  /** A step is to be stored: begin no transaction until `go-on`. Numbered, so that no late answer is taken for this one's. */
  | { readonly kind: 'wait'; readonly request: number }
  | { readonly kind: 'go-on' }
  /** The last message has come: the process may end. */
  | { readonly kind: 'heard' };

/** What the process of an import answers. */
export type FromImport =
  | { readonly kind: 'opened'; readonly stamp: FileStamp }
  | { readonly kind: 'answer'; readonly request: number; readonly answer: FileAnswers[keyof FileAnswers] }
  /** Why there is no answer, as a sentence for staff. `isStale`: another question of its kind came meanwhile. */
  | {
      readonly kind: 'no-answer';
      readonly request: number;
      readonly why: string;
      readonly isStale: boolean;
    }
  /** Why the file cannot be imported, as a sentence for staff. */
  | { readonly kind: 'unfit'; readonly why: string }
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  /** It stores in bulk: until its end nobody else can store anything, and all of it is stored or nothing. */
  | { readonly kind: 'in-bulk' }
  | { readonly kind: 'report'; readonly report: ImportReport; readonly read: ReadPart }
  | { readonly kind: 'folder'; readonly look: Look }
  | { readonly kind: 'put-away'; readonly problem: PutAwayProblem | null }
  /** The drive has answered something. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'taking-back'; readonly done: number; readonly total: number }
  | { readonly kind: 'taken-back'; readonly end: TakenBackEnd | TakingBackFailed }
  /** The answer to `wait`: nothing is being written. */
  | { readonly kind: 'waiting'; readonly request: number }
  /** The last message: the file takes more memory than any sound one does. */
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'fault'; readonly fault: FaultMessage };

/** What stopped it, for staff. What was taken back before stays so, and the rest can be gone on with. */
export type TakingBackFailed = { readonly kind: 'failed'; readonly failure: string };

/** An error on its way to the log of the program: errors lose their codes between processes. */
export type FaultMessage = {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
};

/** The error as a message. */
export const asFaultMessage = (error: unknown): FaultMessage => {
  if (!(error instanceof Error)) return { name: t('exchange.error'), message: '', code: '', stack: '' };
  const { name, message, stack = '' } = error;
  return { name, message, stack, code: 'code' in error ? String(error.code) : '' };
};

/** The error that a message tells of. */
export const errorOfFault = ({ name, message, code, stack }: FaultMessage): Error =>
  Object.assign(new Error(message), { name, stack, ...(code === '' ? {} : { code }) });
