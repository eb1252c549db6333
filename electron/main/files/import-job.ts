import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import type { ImportProgress } from '../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../db/types.ts';
import type { Importer } from './importer.ts';
import type { FileStamp } from './reading/open-regular.ts';
import type { FileDigest } from './reading/source-file.ts';
import type { RowReportTo } from './row-report.ts';
import type { WriterTurns } from './turns.ts';

/** What one import works with. */
export type ImportJob = {
  readonly file: string;
  readonly db: ReadableDB;
  /** With whose rights. */
  readonly importer: Importer;
  /** What a person says of how a table is to be read; left out: its columns say it. */
  readonly mapping?: Mapping;
  /** What the file was when it was chosen; left out: whatever it is. */
  readonly stamp?: FileStamp | null;
  /** A file to which goes what became of each row; null: nobody asks. */
  readonly rowReport?: RowReportTo | null;
  /** Its line in the log of steps, under which what was is noted; null: nobody takes it back. */
  readonly importNumber?: number | null;
  /** Whether the report lists the first rows of each outcome. */
  readonly listsRows?: boolean;
  /** Nobody works beside it: no step has to go first. */
  readonly isUnattended?: boolean;
  /** A file of so many bytes is stored in bulk where the library has no requests; left out: one that would keep steps waiting long. */
  readonly bulkFromBytes?: number;
  /** Hears that it is stored in bulk: until its end nobody else can store anything. */
  readonly onBulk?: () => void;
  /** Takes in what is read of the file. */
  readonly digest: FileDigest;
  /** Where the report of refused rows and of remarks is written. */
  readonly reportsDir: string;
  /** IANA zone of the library: for moments that the file gives without an offset. */
  readonly timeZone: string;
  readonly now: () => Date;
  readonly cancelled: () => boolean;
  readonly progress: (progress: ImportProgress) => void;
  /** Lets steps of staff go first. */
  readonly turns: WriterTurns;
  /** Takes every error that ends the import, and those of ours for which a row is refused, for the log. */
  readonly onFault: (error: unknown) => void;
  /** Makes sure of what was stored before it is reported. @throws errors of the disk. */
  readonly beforeReport?: () => void;
};
