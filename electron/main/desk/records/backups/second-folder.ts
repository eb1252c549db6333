import * as z from 'zod';
import type { ReadableDB } from '../../../db/types.ts';
import { writeSetting } from '../settings/raw-settings.ts';
import { readSetting } from '../settings/settings.service.ts';

const key = 'secondFolder';
const longestPath = 4_096;

/** This workstation's folder, on a share or a USB drive, for a second copy of each backup. */
export type SecondFolderNote = {
  readonly folder: () => string | null;
  readonly choose: (folder: string | null) => void;
};

/** Opens the stored second folder. It is chosen in a system dialog: no page can set it. */
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
