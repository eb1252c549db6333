import * as z from 'zod';
import type { ReadableDB } from '../../../db/types.ts';
import { writeSetting } from '../settings/raw-settings.ts';
import { readSetting } from '../settings/settings.service.ts';

const key = 'secondFolder';
const longestPath = 4_096;

/** The folder on a share or a stick for a second copy of each backup: of this workstation. */
export type SecondFolderNote = {
  readonly folder: () => string | null;
  readonly choose: (folder: string | null) => void;
};

/** Opens the note of the second folder. A person chooses it in a dialog of the system: no page can name it. */
export const openSecondFolder = (db: ReadableDB): SecondFolderNote => {
  let kept = readSetting(db, key, z.string().max(longestPath).nullable());
  return {
    folder: () => kept,
    choose: (folder) => {
      writeSetting(db, key, folder);
      kept = folder;
    },
  };
};
