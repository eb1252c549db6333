import { app, clipboard, dialog, screen, type BrowserWindow } from 'electron';
import { statSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { underPolicy } from '../../../shared/domain/policy.ts';
import type { Policy } from '../../../shared/domain/policy-checks.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { backupFolderOf, listBackups } from '../db/backup.ts';
import { databaseFacts } from '../db/database-facts.ts';
import { logBytes } from '../db/file-identity.ts';
import type { ReadableDB } from '../db/types.ts';
import { openSecondFolder } from '../desk/records/backups/second-folder.ts';
import { loadLibrarySettings, loadSettings } from '../desk/records/settings/settings.service.ts';
import { listLibraryNames } from '../desk/records/operators/operators.queries.ts';
import { listPrinters } from '../devices/printing/printers.ts';
import { lastErrors } from '../log/log.ts';
import { logFolderOf } from '../log/log.ts';
import { supportReportText, type SupportFacts } from './support-report-text.ts';
import { t } from '../../../shared/words/words.ts';

const errorsShown = 20;

/** Copies what support asks for first and shows it, so that users see what they send. Does nothing without a window. */
export const copySupportReport = async (
  window: BrowserWindow | null,
  sources: {
    readonly db: ReadableDB;
    readonly dataDir: string;
    readonly now: () => Date;
    readonly policy: Policy;
  },
): Promise<void> => {
  if (!window) return;
  const { db, dataDir, policy } = sources;
  const text = supportReportText({
    program: `${app.getName()} ${app.getVersion()}`,
    isPackaged: app.isPackaged,
    versions: process.versions,
    system: `${type()} ${release()}, ${arch()}`,
    takenAt: sources.now(),
    database: orNull(() => databaseFacts(db)),
    fileBytes: orNull(() => ({ database: statSync(db.name).size, log: logBytes(db.name) })),
    settings: orNull((): Settings => underPolicy(loadSettings(db), policy.values)),
    libraries: orNull(() => listLibraryNames(db).map(({ id }) => loadLibrarySettings(db, id))) ?? [],
    policy,
    printers: await listPrinters().then(
      ({ length }) => length,
      () => null,
    ),
    displays: screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor })),
    backups: backupFacts(db, dataDir),
    lastErrors: lastErrors(logFolderOf(dataDir), errorsShown),
  });
  await clipboard.writeText(text);
  await dialog.showMessageBox(window, {
    type: 'info',
    title: t('Support report'),
    message:
      policy.values.SupportAddress === undefined
        ? t('The support report was copied. Read it, then paste it into your message to support.')
        : t('The support report was copied. Read it, then paste it into your message to {address}.', {
            address: policy.values.SupportAddress,
          }),
    detail: text,
    buttons: [t('Close')],
  });
};

// Support needs the rest especially when the database cannot be read.
const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null;
  }
};

const backupFacts = (db: ReadableDB, dataDir: string): SupportFacts['backups'] => {
  const all = listBackups(backupFolderOf(dataDir));
  return {
    count: all.length,
    newestAt: all[0]?.takenAt ?? null,
    hasSecondFolder: orNull(() => openSecondFolder(db).folder() !== null) ?? false,
  };
};
