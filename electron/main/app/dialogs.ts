import { dialog, type BrowserWindow } from 'electron';
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { logoLimits } from '../../../shared/domain/slips/logo.ts';
import { libraryEnding } from '../desk/records/backups/library-ending.ts';
import type { ChosenPlace } from '../files/export/files.service.ts';
import { t } from '../../../shared/words/words.ts';
import { openRegularFile } from '../db/regular-file.ts';

/** Asks the person at the window, where there is one; without it nobody answers: null. */
export const askAt =
  (windowNow: () => BrowserWindow | null) =>
  async <T>(ask: (window: BrowserWindow) => Promise<T | null>): Promise<T | null> => {
    const window = windowNow();
    return window ? await ask(window) : null;
  };

/** Asks for a library file to import. @returns its path, or null when the person closed the dialog. */
export const chooseLibraryFile = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.importAFile'),
    buttonLabel: t('common.import'),
    properties: ['openFile'],
    filters: [
      {
        name: t('program.exportsAndLibraryFiles'),
        extensions: ['xlsx', 'csv', 'tsv', 'tab', 'txt', 'xls', 'zip', 'json'],
      },
      { name: t('program.allFiles'), extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

/** Asks for the folder whose files are imported by themselves. @returns its path, or null when the person closed the dialog. */
export const chooseWatchedFolder = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.folderToWatch'),
    buttonLabel: t('program.watchThisFolder'),
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

/**
 * Asks where a file is to be saved and writes it, for this account alone; what stands there is replaced, as the dialog says.
 * @param name what it is called unless the person says otherwise; its ending says what the file is
 * @returns its name, or null when the person closed the dialog. @throws when it cannot be written.
 */
export const saveTextFile = async (
  window: BrowserWindow,
  name: string,
  text: string,
): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: name.endsWith('.csv') ? t('program.saveTheList') : t('program.saveAllAboutThePatron'),
    defaultPath: name,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
    filters: [{ name: extname(name).slice(1).toUpperCase(), extensions: [extname(name).slice(1)] }],
  });
  if (canceled || filePath === '') return null;
  await writeFile(filePath, text, { mode: 0o600 });
  return basename(filePath);
};

/**
 * The same for a report: its table as text, or its plot as the bytes of a picture.
 * @returns its name, or null when the person closed the dialog. @throws when it cannot be written.
 */
export const saveReportFile = async (
  window: BrowserWindow,
  name: string,
  content: string | Uint8Array,
): Promise<string | null> => {
  const isText = typeof content === 'string';
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: isText ? t('program.saveTheTable') : t('program.saveThePlot'),
    defaultPath: name,
    filters: [isText ? { name: 'CSV', extensions: ['csv'] } : { name: 'PNG', extensions: ['png'] }],
  });
  if (canceled || filePath === '') return null;
  await writeFile(filePath, content, { mode: 0o600 });
  return basename(filePath);
};

/** Asks for the folder on a share or a stick for second copies. @returns its path, or null when the person closed the dialog. */
export const chooseBackupFolder = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.aSecondFolderForBackups'),
    buttonLabel: t('program.useThisFolder'),
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

/** Asks for a backup, or the file of a library from another workstation. As `chooseLibraryFile`. */
export const chooseWholeLibrary = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.openALibraryOrABackup'),
    buttonLabel: t('program.lookAtIt'),
    properties: ['openFile'],
    filters: [
      { name: t('program.librariesAndBackups'), extensions: [libraryEnding, 'sqlite'] },
      { name: t('program.allFiles'), extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

/** Asks where the library is to be saved for another workstation. @param name what it is called unless the person says otherwise */
export const chooseMoveTarget = async (window: BrowserWindow, name: string): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('program.saveTheLibraryForAnotherWorkstation'),
    defaultPath: name,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
    filters: [{ name: t('program.librariesAndBackups'), extensions: [libraryEnding] }],
  });
  return canceled || filePath === '' ? null : filePath;
};

/**
 * Asks where a file is to be saved; the system asks before one that is there is replaced.
 * @param name what it is called unless the person says otherwise; it ends with what kind of file it is.
 * @returns its path, with that end, or null when the person closed the dialog. One that got its end here was not asked about.
 */
export const choosePlaceForFile = async (
  window: BrowserWindow,
  name: string,
): Promise<ChosenPlace | null> => {
  const end = extname(name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('program.saveTheFile'),
    defaultPath: name,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
    filters: [{ name: end.slice(1).toUpperCase(), extensions: [end.slice(1)] }],
  });
  if (canceled || filePath === '') return null;
  return extname(filePath) === ''
    ? { path: `${filePath}${end}`, mayReplace: false }
    : { path: filePath, mayReplace: true };
};

const certificateLimitBytes = 65_536;

/**
 * Asks for the file of a certificate authority and reads it, up to 64 KB.
 * @returns its name and text, or null when the person closed the dialog. @throws when it cannot be read.
 */
export const chooseCertificateFile = async (
  window: BrowserWindow,
): Promise<{ readonly name: string; readonly text: string } | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.chooseTheCertificateOfYourOwn'),
    buttonLabel: t('program.trustIt'),
    properties: ['openFile'],
    filters: [
      { name: t('program.certificates'), extensions: ['pem', 'crt', 'cer'] },
      { name: t('program.allFiles'), extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return { name: basename(path), text: (await beginningOf(path, certificateLimitBytes)).toString('utf8') };
};

/** The first bytes of a file. @throws when it cannot be read. */
const beginningOf = async (path: string, mostBytes: number): Promise<Buffer> => {
  const { file } = await openRegularFile(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(mostBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/**
 * Asks for a picture for slips and reads it, up to one byte more than it may have.
 * @returns its name and bytes, or null when the person closed the dialog. @throws when it cannot be read.
 */
export const choosePicture = async (
  window: BrowserWindow,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('program.chooseALogo'),
    buttonLabel: t('program.printItOnSlips'),
    properties: ['openFile'],
    filters: [
      { name: t('program.pictures'), extensions: ['png', 'jpg', 'jpeg'] },
      { name: t('program.allFiles'), extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return { name: basename(path), bytes: await beginningOf(path, logoLimits.bytes + 1) };
};

/** Asks where the joining file of one more workstation is to be saved, and writes it for this account alone. */
export const saveJoiningFile = async (
  window: BrowserWindow,
  name: string,
  text: string,
): Promise<string | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('hub.saveTheJoiningFile'),
    defaultPath: name,
    filters: [{ name: t('hub.joiningFiles'), extensions: ['json'] }],
  });
  if (canceled || filePath === '') return null;
  await writeFile(filePath, text, { mode: 0o600 });
  return basename(filePath);
};

/** The most that a joining file has: longer files are none. */
const longestJoiningFile = 100_000;

/** Asks for a joining file. @returns its text, or null when the person closed the dialog. @throws when it cannot be read. */
export const chooseJoiningFile = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('hub.chooseAJoiningFile'),
    properties: ['openFile'],
    filters: [{ name: t('hub.joiningFiles'), extensions: ['json'] }],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  return (await beginningOf(path, longestJoiningFile)).toString('utf8');
};
