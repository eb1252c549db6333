import {
  type BrowserWindow,
  dialog,
  type FileFilter,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { libraryEnding } from '../../../shared/domain/backups.ts';
import { logoLimits } from '../../../shared/domain/slips/logo.ts';
import { t } from '../../../shared/words/words.ts';
import { openRegularFile } from '../db/regular-file.ts';
import type { ChosenPlace } from '../files/export/files.service.ts';
import { textOf } from '../text-decoder.ts';
import { pemTextOf } from './pem-text.ts';
import { askForPlace } from './windows-names.ts';

// Each dialog returns null if the user closed it. Functions that read or write a file reject if that fails.

/** Asks the user at the window; without a window the answer is null. */
export const askInWindow =
  (windowNow: () => BrowserWindow | null) =>
  async <T>(ask: (window: BrowserWindow) => Promise<T | null>): Promise<T | null> => {
    const window = windowNow();
    return window ? await ask(window) : null;
  };

const openPath = async (window: BrowserWindow, options: OpenDialogOptions): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    ...options,
  });
  return canceled ? null : (filePaths[0] ?? null);
};

const savePath = (window: BrowserWindow, options: SaveDialogOptions): Promise<string | null> =>
  askForPlace(
    async () => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        properties: ['showOverwriteConfirmation', 'createDirectory'],
        ...options,
      });
      return canceled || filePath === '' ? null : filePath;
    },
    (name) =>
      dialog.showMessageBox(window, {
        type: 'warning',
        message: t('Windows does not allow the name “{name}”. Use another name.', { name }),
      }),
  );

/** Writes a file that only this account can read; an existing file is replaced, as the dialog says. @returns its name. */
const saveFile = async (
  window: BrowserWindow,
  options: SaveDialogOptions,
  content: string | Uint8Array,
): Promise<string | null> => {
  const path = await savePath(window, options);
  if (path === null) return null;
  await writeFile(path, content, { mode: 0o600 });
  return basename(path);
};

type Read = { readonly name: string; readonly bytes: Buffer };

/** Reads the first bytes of a file. */
const readFile = async (
  window: BrowserWindow,
  options: OpenDialogOptions,
  maxBytes: number,
): Promise<Read | null> => {
  const path = await openPath(window, options);
  if (path === null) return null;
  const { file } = await openRegularFile(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(maxBytes) });
    return { name: basename(path), bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
};

const allFiles = (): FileFilter => ({ name: t('All files'), extensions: ['*'] });
/** Returns the filter for files with the same extension as this name. */
const endingAs = (name: string): FileFilter => ({
  name: extname(name).slice(1).toUpperCase(),
  extensions: [extname(name).slice(1)],
});

/** Chooses a library file to import. */
export const chooseLibraryFile = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Import a file'),
    buttonLabel: t('Import'),
    filters: [
      {
        name: t('Exports and library files'),
        extensions: ['xlsx', 'csv', 'tsv', 'tab', 'txt', 'xls', 'zip', 'json'],
      },
      allFiles(),
    ],
  });

/** Chooses the folder whose files are imported automatically. */
export const chooseWatchedFolder = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Choose a folder to watch'),
    buttonLabel: t('Watch this folder'),
    properties: ['openDirectory'],
  });

/** Chooses the folder from which messages of partners' systems are taken. */
export const chooseMessageFolder = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Choose a folder for messages'),
    buttonLabel: t('Use this folder'),
    properties: ['openDirectory', 'createDirectory'],
  });

/** @param name the default name of the file; its extension determines the type. */
export const saveTextFile = (window: BrowserWindow, name: string, text: string): Promise<string | null> =>
  saveFile(
    window,
    {
      title: name.endsWith('.csv') ? t('Save the list') : t('Save all data about the patron'),
      defaultPath: name,
      filters: [endingAs(name)],
    },
    text,
  );

/** Saves messages for support. */
export const saveMessageFile = (window: BrowserWindow, name: string, text: string): Promise<string | null> =>
  saveFile(
    window,
    { title: t('Save messages for support'), defaultPath: name, filters: [endingAs(name)] },
    text,
  );

/** Saves a report: its table as text, or its chart as the bytes of a picture. */
export const saveReportFile = (
  window: BrowserWindow,
  name: string,
  content: string | Uint8Array,
): Promise<string | null> =>
  saveFile(
    window,
    {
      title: typeof content === 'string' ? t('Save the table') : t('Save the chart'),
      defaultPath: name,
      filters: [endingAs(name)],
    },
    content,
  );

/** Chooses the folder on a network share or USB stick for second copies. */
export const chooseBackupFolder = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Choose a second folder for backups'),
    buttonLabel: t('Use this folder'),
    properties: ['openDirectory', 'createDirectory'],
  });

/** Chooses a backup, or a library file from another workstation. */
export const chooseWholeLibrary = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Open a library or a backup'),
    buttonLabel: t('Preview'),
    filters: [{ name: t('Libraries and backups'), extensions: [libraryEnding, 'sqlite'] }, allFiles()],
  });

/** Chooses where to save the library for another workstation. */
export const chooseMoveTarget = (window: BrowserWindow, name: string): Promise<string | null> =>
  savePath(window, {
    title: t('Save the library for another workstation'),
    defaultPath: name,
    filters: [{ name: t('Libraries and backups'), extensions: [libraryEnding] }],
  });

/**
 * Chooses where to save a file, with the extension of its name; if the extension was added here, the dialog has not asked about replacing
 * that file.
 */
export const choosePlaceForFile = async (
  window: BrowserWindow,
  name: string,
): Promise<ChosenPlace | null> => {
  const path = await savePath(window, {
    title: t('Save the file'),
    defaultPath: name,
    filters: [endingAs(name)],
  });
  if (path === null) return null;
  return extname(path) === ''
    ? { path: `${path}${extname(name)}`, mayReplace: false }
    : { path, mayReplace: true };
};

const certificateLimitBytes = 65_536;

const pemTitles = {
  certificate: t('Choose the certificate'),
  key: t('Choose the key of the certificate'),
  authority: t('Choose the certificate of the authority'),
} as const;

/** Reads a certificate or its key, up to 64 KB. A certificate in DER becomes PEM. What an authority has signed is trusted from then on. */
export const choosePemFile =
  (what: keyof typeof pemTitles) =>
  async (window: BrowserWindow): Promise<{ readonly name: string; readonly text: string } | null> => {
    const title = pemTitles[what];
    const filters = [
      { name: t('Certificates and keys'), extensions: ['pem', 'crt', 'cer', 'key'] },
      allFiles(),
    ];
    const read = await readFile(
      window,
      { title, filters, ...(what === 'authority' && { buttonLabel: t('Trust it') }) },
      certificateLimitBytes,
    );
    return read && { name: read.name, text: pemTextOf(read.bytes) };
  };

/** Reads a picture for slips, up to one byte more than allowed. */
export const choosePicture = (window: BrowserWindow): Promise<Read | null> =>
  readFile(
    window,
    {
      title: t('Choose a logo for slips'),
      buttonLabel: t('Print on slips'),
      filters: [{ name: t('Pictures'), extensions: ['png', 'jpg', 'jpeg'] }, allFiles()],
    },
    logoLimits.bytes + 1,
  );

const joiningFiles = (): FileFilter => ({ name: t('Joining files'), extensions: ['json'] });

/** Saves the joining file for one more workstation. */
export const saveJoiningFile = (window: BrowserWindow, name: string, text: string): Promise<string | null> =>
  saveFile(window, { title: t('Save joining file'), defaultPath: name, filters: [joiningFiles()] }, text);

/** The maximum size of a joining file: anything longer is not one. */
const longestJoiningFile = 100_000;

/** Reads the text of a joining file. */
export const chooseJoiningFile = async (window: BrowserWindow): Promise<string | null> => {
  const options = { title: t('Choose a joining file'), filters: [joiningFiles()] };
  const read = await readFile(window, options, longestJoiningFile);
  return read && textOf(read.bytes);
};

/** Chooses the folder for the joining files of several computers. */
export const chooseJoiningFolder = (window: BrowserWindow): Promise<string | null> =>
  openPath(window, {
    title: t('Choose a folder for the joining files'),
    buttonLabel: t('Use this folder'),
    properties: ['openDirectory', 'createDirectory'],
  });
