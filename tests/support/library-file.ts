import { dirname } from 'node:path';
import { Files, type FilesOptions } from '../../electron/main/files/export/files.service.ts';
import { openImportLog } from '../../electron/main/files/import-log.ts';
import { LibraryFile, type LibraryFileOptions } from '../../electron/main/files/library-file.service.ts';
import type { TestDesk } from './desk.ts';
import { startNodeProcess } from './file-process.ts';
import { startFileThread } from './file-thread.ts';

type Desk = { readonly file: string; readonly context: Omit<TestDesk['context'], 'requestsIn'> };

/** Imports like the program, in a thread that is reused, without notifications; `more` overrides parts. */
export const openLibraryFile = (
  { file, context: { db, session, now, timeZone } }: Desk,
  more: Partial<LibraryFileOptions> = {},
): LibraryFile =>
  new LibraryFile({
    dataDir: dirname(file),
    databaseFile: file,
    timeZone,
    startProcess: startFileThread,
    emitProgress: () => undefined,
    emitDryRun: () => undefined,
    emitEnded: () => session.refresh(),
    session,
    importLog: openImportLog(db, now),
    chooseFile: () => Promise.resolve(null),
    showInFolder: () => undefined,
    now,
    ...more,
  });

/** Writes files like the program, in a process, without dialogs and notifications; `more` overrides parts. */
export const openFiles = (
  { file, context: { db, session, now, timeZone } }: Desk,
  more: Partial<FilesOptions> = {},
): Files =>
  new Files({
    db,
    databaseFile: file,
    timeZone,
    session,
    now,
    startProcess: startNodeProcess,
    choosePlace: () => Promise.resolve(null),
    showInFolder: () => undefined,
    emitProgress: () => undefined,
    emitEnded: () => undefined,
    ...more,
  });
