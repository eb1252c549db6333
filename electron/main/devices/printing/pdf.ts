import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import { savedAs } from '../../../../shared/domain/slips/printing.ts';

/** The folder for PDFs, inside the data folder. */
export const slipFolder = 'slips';

/** A file name for a job's PDF: the job's number, then as much of the identifier as is safe in a file name on every system. */
export const pdfFileName = (jobId: PrintJobId, externalId: string): string => {
  const safe = externalId.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 64);
  return safe === '' ? `${jobId}.pdf` : `${jobId}-${safe}.pdf`;
};

/**
 * Writes a PDF whole or not at all: under another name first, flushed, then renamed.
 * @returns the path inside the data folder, with `/`.
 * @throws the file system's error (disk full, folder not writable); nothing is left behind then.
 */
export const savePdf = async (dataDir: string, fileName: string, pdf: Uint8Array): Promise<string> => {
  const folder = join(dataDir, slipFolder);
  await mkdir(folder, { recursive: true });
  const target = join(folder, fileName);
  const partial = `${target}.partial`;
  // What a crash left there goes away, and so does a link that somebody put there: nothing is written through it.
  await rm(partial, { force: true });
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(pdf);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return `${slipFolder}/${fileName}`;
};

/** What is said of a slip that was saved. @param path inside the data folder */
export const savedNote = (path: string): string => `${savedAs} ${path}`;

/** The file of which such a note speaks; null where it speaks of none. Nothing outside of the folder for PDFs, whatever the note says. */
export const savedPath = (dataDir: string, note: string): string | null => {
  const name = basename(note);
  return note === savedNote(`${slipFolder}/${name}`) && name.endsWith('.pdf')
    ? join(dataDir, slipFolder, name)
    : null;
};
