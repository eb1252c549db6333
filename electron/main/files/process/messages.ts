import { resolve } from 'node:path';
import type { DeskId, OpId } from '../../../../shared/domain/ids.ts';
import { type Mapping, noMapping } from '../../../../shared/domain/intake/mapping.ts';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ExportEnd, ExportProgress, ExportTask } from '../export/export-task.ts';
import type { FileAnswers, FileQuestion } from '../choosing/file-reader.ts';
import type { ReadPart } from '../import-log.ts';
import type { Importer } from '../importer.ts';
import type { FileStamp } from '../reading/open-regular.ts';
import type { RowReportTo } from '../report/row-report.ts';
import type { TakenBackEnd } from '../taking-back/take-back-import.ts';
import type { Look, SeenFile } from '../watching/look.ts';
import type { PutAway, PutAwayProblem } from '../watching/put-away.ts';

/** What an import is started with. Paths are whole. */
export type ImportTask = {
  readonly file: string;
  readonly databaseFile: string;
  /** Where the report of refused rows and of remarks is written. */
  readonly reportsDir: string;
  /** IANA zone of the library: for moments that the file gives without an offset. */
  readonly timeZone: string;
  /** With whose rights. */
  readonly importer: Importer;
  /** What a person says of how a table is read. */
  readonly mapping: Mapping;
  /** What the file was when it was chosen; null: nobody looked at it. */
  readonly stamp: FileStamp | null;
  /** Where what became of each row goes; null: nobody asks. */
  readonly rowReport: RowReportTo | null;
  /** Its line in the log of steps, under which its journal is kept; null: nobody takes it back. */
  readonly importNumber: number | null;
  /** Whether the report lists the first rows of each outcome. */
  readonly listsRows: boolean;
  /** Of a dry run the path of a copy of the database, into which it imports; otherwise null. */
  readonly dryRunCopy: string | null;
  /** Nobody works beside it: no step waits for it. */
  readonly isUnattended: boolean;
};

/** What a caller may say of an import: how the file is read, and where what became of its rows goes. */
export type HowToImport = Partial<Pick<ImportTask, 'mapping' | 'rowReport' | 'isUnattended'>>;

/**
 * What an import of a file is started with.
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
  dryRunCopy: null,
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

/** What stopped it, for staff. What was taken back before stays so, and the rest can be gone on with. */
export type TakingBackFailed = { readonly kind: 'failed'; readonly failure: string };

/** The kinds of work: what each is started with, how far it is, and how it ended. */
export type Works = {
  readonly import: {
    readonly task: ImportTask;
    readonly progress: ImportProgress;
    readonly end: { readonly report: ImportReport; readonly read: ReadPart };
  };
  readonly 'take-back': {
    readonly task: TakeBackTask;
    readonly progress: { readonly done: number; readonly total: number };
    readonly end: TakenBackEnd | TakingBackFailed;
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

/** What a process can be asked about a file or a folder. It changes nothing in the library, but for a profile that is kept. */
export type Question =
  | FileQuestion
  /** Looks at a watched folder. */
  | {
      readonly what: 'look';
      readonly folder: string;
      /** Files whose turn does not come again. */
      readonly passedOver: readonly SeenFile[];
    }
  /** A file of the folder was dealt with. */
  | { readonly what: 'put-away'; readonly moved: PutAway };

export type Answers = FileAnswers & {
  readonly look: Look;
  /** Why it could not be moved; null: it was. */
  readonly 'put-away': PutAwayProblem | null;
};

/** What the program sends to a process. */
export type ToProcess =
  | Work
  /** Numbered. An earlier question of the same kind needs no answer any more. */
  | { readonly kind: 'ask'; readonly request: number; readonly question: Question }
  /** Stop after the rows that are being stored. */
  | { readonly kind: 'cancel' }
  /** A step is to be stored: begin no transaction until `go-on`. Numbered, so that no late answer is taken for this one's. */
  | { readonly kind: 'wait'; readonly request: number }
  | { readonly kind: 'go-on' }
  /** The last message was received: the process may end. */
  | { readonly kind: 'heard' };

/** What a process sends to the program. */
export type FromProcess =
  | { readonly kind: 'answer'; readonly request: number; readonly answer: Answers[keyof Answers] }
  /** Why there is no answer, as a sentence for staff. `isStale`: a later question of its kind was asked. */
  | {
      readonly kind: 'no-answer';
      readonly request: number;
      readonly why: string;
      readonly isStale: boolean;
    }
  /** The drive has answered something. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'progress'; readonly progress: Works[WorkKind]['progress'] }
  /** It stores in bulk: until its end nobody else can store anything, and all of it is stored or nothing. */
  | { readonly kind: 'in-bulk' }
  | { readonly kind: 'done'; readonly end: Works[WorkKind]['end'] }
  /** The answer to `wait`: nothing is being written. */
  | { readonly kind: 'waiting'; readonly request: number }
  /** The last message: the file takes more memory than any sound one does. */
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'fault'; readonly fault: FaultMessage };

/** An error on its way to the log of the program: errors lose their codes between processes. */
export type FaultMessage = {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly stack: string;
};

/** The error as a message. */
export const asFaultMessage = (error: unknown): FaultMessage => {
  if (!(error instanceof Error)) return { name: t('Error'), message: '', code: '', stack: '' };
  const { name, message, stack = '' } = error;
  return { name, message, stack, code: 'code' in error ? String(error.code) : '' };
};

/** The error of such a message. */
export const errorOfFault = ({ name, message, code, stack }: FaultMessage): Error =>
  Object.assign(new Error(message), { name, stack, ...(code === '' ? {} : { code }) });
