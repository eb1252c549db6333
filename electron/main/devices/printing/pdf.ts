import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import { savedAs } from '../../../../shared/domain/slips/printing.ts';

/** The folder for PDFs, inside the data folder. */
export const slipFolder = 'slips';

/** The file name of a job's PDF: the job's number, then those characters of the identifier that are safe in file names on all systems. */
export const pdfFileName = (jobId: PrintJobId, externalId: string): string => {
  const safe = externalId.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 64);
  return safe === '' ? `${jobId}.pdf` : `${jobId}-${safe}.pdf`;
};

/**
 * Writes a PDF completely or not at all: to a temporary name first, flushed, then renamed.
 * @returns the path inside the data folder, with `/`.
 * @throws the file system's error (disk full, folder not writable); then no file is left.
 */
export const savePdf = async (dataDir: string, fileName: string, pdf: Uint8Array): Promise<string> => {
  const folder = join(dataDir, slipFolder);
  await mkdir(folder, { recursive: true });
  const target = join(folder, fileName);
  const partial = `${target}.partial`;
  // Deletes what a crash left, and also a link at this path, so that nothing is written through it.
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

/** The note on a slip that was saved. @param path inside the data folder */
export const savedNote = (path: string): string => `${savedAs} ${path}`;

/** Returns the file that such a note names; null for any other note. It is always inside the folder for PDFs, whatever the note says. */
export const savedPath = (dataDir: string, note: string): string | null => {
  const name = basename(note);
  return note === savedNote(`${slipFolder}/${name}`) && name.endsWith('.pdf')
    ? join(dataDir, slipFolder, name)
    : null;
};
