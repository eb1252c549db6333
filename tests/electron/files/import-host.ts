import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import {
  type DeskSession,
  openSession,
} from '../../../electron/main/desk/records/session/session.service.ts';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { LibraryFile, LibraryFileOptions } from '../../../electron/main/files/library-file.service.ts';
import {
  type ImportProgress,
  type ImportReport,
  importProgress,
  importReport,
} from '../../../shared/ipc/import-views.ts';
import { writeLibraryFile } from '../../bench/make-library.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { howMany } from '../../support/how-many.ts';
import { openLibraryFile } from '../../support/library-file.ts';
import type { ImportDesk } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

/** How many requests a file has whose import is interrupted. For a longer run: `IMPORT_ROWS=60000`. */
export const rows = howMany('IMPORT_ROWS', 5_000, 60_000);

/** Enough requests to take a moment. */
export const someRows = 1_000;

/** The number of rows before the requests in such a file: patrons, and 46 places. */
export const beforeRequests = (requests: number): number => requests / 5 + 46;

/** An import service with a process, like the program's, and the events it sent. */
type ImportHost = {
  session: DeskSession;
  service: LibraryFile;
  progress: ImportProgress[];
  ended: ImportReport[];
  shown: string[];
  /** The errors that ended an import or concerned a row. */
  faults: Error[];
  /** The file that the dialog returns. */
  chosen: string | null;
  onProgress: (progress: ImportProgress) => void;
};

/** Creates such a host for each test of a file; `prepare` fills the database before the session opens. */
export const useImportHost = (
  options: Partial<LibraryFileOptions> = {},
  prepare: (desk: ImportDesk) => Promise<unknown> = () => Promise.resolve(),
) => {
  const desk = useImportDesk();
  const host = {} as ImportHost;
  const serviceWith = (more: Partial<LibraryFileOptions> = {}): LibraryFile =>
    openLibraryFile(
      { file: desk.databaseFile, context: { ...desk.context(), session: host.session } },
      {
        startProcess: startNodeProcess,
        emitProgress: (progress) => {
          host.progress.push(importProgress.parse(progress));
          host.onProgress(progress);
        },
        emitEnded: (report) => host.ended.push(importReport.parse(report)),
        chooseFile: () => Promise.resolve(host.chosen),
        showInFolder: (path) => host.shown.push(path),
        logFault: (fault) => host.faults.push(fault),
        ...options,
        ...more,
      },
    );
  beforeEach(async () => {
    await prepare(desk);
    const session = openSession(desk.db as ReadableDB);
    const told = {
      progress: [],
      ended: [],
      shown: [],
      faults: [],
      chosen: null,
      onProgress: () => undefined,
    };
    Object.assign(host, { session, ...told });
    host.service = serviceWith();
  });
  afterEach(() => host.service.close());
  return {
    desk,
    host,
    serviceWith,
    importPath: (file: string): Promise<ImportReport> =>
      host.service.importPath(file, authorizeImporter(host.session)),
    bigFile: (requests: number): string => {
      const path = join(desk.folder, 'big.json');
      writeLibraryFile(path, requests);
      return path;
    },
    /** Makes the report count requests, as in a library in use: then even a large file is not imported in bulk. */
    besideTheWork: (): void => void desk.db.exec('UPDATE report_state SET requests_to = 1'),
    integrity: (): unknown => desk.db.pragma('integrity_check', { simple: true }),
    requestCount: (): number => desk.value('SELECT count(*) FROM request') as number,
  };
};
