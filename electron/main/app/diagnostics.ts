import { app, clipboard, dialog, type BrowserWindow } from 'electron';
import { arch, release, type } from 'node:os';
import { databaseFacts, type DatabaseFacts } from '../db/database-facts.ts';
import type { ReadableDB } from '../db/types.ts';
import { lastErrors } from '../log/last-errors.ts';
import { diagnosticsText } from './diagnostics-text.ts';
import { t } from '../../../shared/words/words.ts';

const errorsShown = 20;

/** Copies what support asks for first, and shows it, so that nobody sends on what they have not seen. */
export const copyDiagnostics = async (
  window: BrowserWindow,
  sources: { readonly db: ReadableDB; readonly logFolder: string; readonly now: () => Date },
): Promise<void> => {
  const text = diagnosticsText({
    program: `${app.getName()} ${app.getVersion()}`,
    isPackaged: app.isPackaged,
    versions: process.versions,
    system: `${type()} ${release()}, ${arch()}`,
    takenAt: sources.now(),
    database: readFacts(sources.db),
    lastErrors: lastErrors(sources.logFolder, errorsShown),
  });
  await clipboard.writeText(text);
  await dialog.showMessageBox(window, {
    type: 'info',
    title: t('program.diagnostics'),
    message: t('program.theDiagnosticsWereCopiedPasteThem'),
    detail: text,
    buttons: ['Close'],
  });
};

// Most of all when the database cannot be read support wants to know the rest.
const readFacts = (db: ReadableDB): DatabaseFacts | null => {
  try {
    return databaseFacts(db);
  } catch {
    return null;
  }
};
