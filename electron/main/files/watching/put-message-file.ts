import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '../../../../shared/words/words.ts';
import { noLink } from '../../db/regular-file.ts';
import { folderProblem } from './look.ts';

/** The subfolder of the folder for messages into which messages to partners are put. */
export const outgoingFolder = 'out';

/** A message to a partner, and the name of its file. */
export type MessageFile = { readonly folder: string; readonly name: string; readonly text: string };

/**
 * Puts a message into the subfolder for messages to partners: under another name, which other programs ignore, until all of it is on the disk.
 * The same message, put again, replaces its file.
 * @returns why it was certainly not put there, for staff; null if it was
 */
export const putMessageFile = async ({ folder, name, text }: MessageFile): Promise<string | null> => {
  const target = join(folder, outgoingFolder);
  const unfinished = join(target, `.${name}.part`);
  try {
    // Only inside a folder that is there: of a drive that is gone, another one would be made in its place.
    await lstat(folder);
    await mkdir(target, { recursive: true });
    // A link would lead elsewhere.
    if (!(await lstat(target)).isDirectory())
      return t('“{to}” in the folder for messages is not a folder. Remove it.', { to: outgoingFolder });
    // Who may read it is what the folder says: another account fetches it.
    const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
    const file = await open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | noLink);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(target, name));
    return null;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    return folderProblem(error).why;
  }
};
