import { dialog, type BrowserWindow } from 'electron';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';

/** Asks for a library file to import. @returns its path, or null when the person closed the dialog. */
export const chooseLibraryFile = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import a library file',
    buttonLabel: 'Import',
    properties: ['openFile'],
    filters: [
      { name: 'Library files', extensions: ['json', 'csv'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
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
    title: 'Choose the certificate of your own authority',
    buttonLabel: 'Trust it',
    properties: ['openFile'],
    filters: [
      { name: 'Certificates', extensions: ['pem', 'crt', 'cer'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  const [path] = filePaths;
  if (canceled || path === undefined) return null;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(certificateLimitBytes) });
    return { name: basename(path), text: buffer.toString('utf8', 0, bytesRead) };
  } finally {
    await file.close();
  }
};
