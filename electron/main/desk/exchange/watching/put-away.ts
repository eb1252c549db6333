import { copyFile, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Look, PutAwayFolder, ReadyFile } from './look.ts';
import { folderProblem } from './look.ts';
import { t } from '../../../../../shared/words/words.ts';

/** A file that was dealt with, and where it goes. */
export type PutAway = {
  readonly folder: string;
  readonly file: Pick<ReadyFile, 'name' | 'sizeBytes' | 'modifiedMs'>;
  readonly to: PutAwayFolder;
  /** Path of the report of its rows, which goes beside it; null: there is none. */
  readonly report: string | null;
};

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** A name that is free in a folder, for the file and for its report: `list.csv`, `list (2).csv` … */
const freeName = async (folder: string, name: string): Promise<string> => {
  const { name: stem, ext } = parse(name);
  let free = name;
  for (
    let number = 2;
    (await isThere(join(folder, free))) || (await isThere(join(folder, reportOf(free))));
    number += 1
  )
    free = `${stem} (${number})${ext}`;
  return free;
};

const reportOf = (name: string): string => `${name}.report.jsonl`;

/**
 * Moves a file out of the way, with its report beside it. One that was changed meanwhile is another file by now, and stays.
 * @returns why it could not be moved; null: it was, or is not there any more.
 */
export const putAway = async ({ folder, file, to, report }: PutAway): Promise<Look['problem']> => {
  const path = join(folder, file.name);
  try {
    const now = await lstat(path).catch(() => null);
    if (now === null || now.size !== file.sizeBytes || now.mtimeMs !== file.modifiedMs) return null;
    const target = join(folder, to);
    await mkdir(target, { recursive: true });
    // A link there would lead files somewhere else.
    if (!(await lstat(target)).isDirectory())
      return { code: 'ENOTDIR', why: t('exchange.isNoFolder', { to }) };
    const name = await freeName(target, file.name);
    if (report !== null && (await isThere(report))) await copyFile(report, join(target, reportOf(name)));
    await rename(path, join(target, name));
    if (report !== null) await rm(report, { force: true });
    return null;
  } catch (error) {
    return folderProblem(error);
  }
};
