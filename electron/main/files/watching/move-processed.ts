import { copyFile, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Look, type ProcessedFolder, type SeenFile, folderProblem } from './look.ts';
import { t } from '../../../../shared/words/words.ts';

/** A file after its import, and where to move it. */
export type ProcessedFile = {
  readonly folder: string;
  readonly file: SeenFile;
  readonly to: ProcessedFolder;
  /** Path of the report of its rows, which is moved with it; null: none. */
  readonly report: string | null;
};

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Why a file could not be moved. `isOnlyThisFile`: only this file has the problem, and others can be imported. */
export type MoveProblem = NonNullable<Look['problem']> & { readonly isOnlyThisFile: boolean };

/** The maximum length of a file name, in bytes. */
const longestName = 255;
const reportEnding = '.report.jsonl';
/** A longer text after the last dot is not an extension. */
const longestExtension = 20;

/** A name with an ending. If both together are too long, the beginning is shortened by whole characters. */
const fitted = (beginning: string, ending: string): string => {
  const letters = [...beginning];
  let bytes = Buffer.byteLength(beginning) + Buffer.byteLength(ending);
  while (bytes > longestName && letters.length > 0) bytes -= Buffer.byteLength(letters.pop() ?? '');
  return letters.join('') + ending;
};

/** Returns unused names in a folder for the file and its report: `list.csv`, `list (2).csv` … */
const freeNames = async (
  folder: string,
  name: string,
): Promise<{ readonly file: string; readonly report: string }> => {
  const parsed = parse(name);
  const ext = parsed.ext.length > longestExtension ? '' : parsed.ext;
  const stem = name.slice(0, name.length - ext.length);
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? ext : ` (${number})${ext}`;
    const names = { file: fitted(stem, ending), report: fitted(stem, ending + reportEnding) };
    if (!(await isThere(join(folder, names.file))) && !(await isThere(join(folder, names.report))))
      return names;
  }
};

/**
 * Moves a file away, together with its report. A file that has changed since counts as a new file, and stays.
 * @returns why it could not be moved; null if it was moved or no longer exists.
 */
export const moveProcessed = async ({
  folder,
  file,
  to,
  report,
}: ProcessedFile): Promise<MoveProblem | null> => {
  const path = join(folder, file.name);
  const target = join(folder, to);
  try {
    const now = await lstat(path).catch(() => null);
    if (now === null || now.size !== file.sizeBytes || now.mtimeMs !== file.modifiedMs) return null;
    await mkdir(target, { recursive: true });
    // A link would lead elsewhere.
    if (!(await lstat(target)).isDirectory())
      return {
        code: 'ENOTDIR',
        why: t(
          '“{to}” in the watched folder is not a folder. Remove it; Borrow Desk will try again automatically.',
          { to },
        ),
        isOnlyThisFile: false,
      };
  } catch (error) {
    return { ...folderProblem(error), isOnlyThisFile: false };
  }
  try {
    const names = await freeNames(target, file.name);
    if (report !== null && (await isThere(report))) await copyFile(report, join(target, names.report));
    await rename(path, join(target, names.file));
    if (report !== null) await rm(report, { force: true });
    return null;
  } catch (error) {
    const { code } = folderProblem(error);
    return {
      code,
      why: t(
        'The file was imported or refused, but cannot be moved to “{to}” ({code}). Close it in other programs, or move it yourself.',
        { to, code },
      ),
      isOnlyThisFile: true,
    };
  }
};
