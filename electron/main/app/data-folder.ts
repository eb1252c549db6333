import { app } from 'electron';
import { standardDataFolder } from './system-variables.ts';

/**
 * Returns the data folder of a start. Contains no words: it is called before any are loaded.
 * @param typed the folder that the policy or the command line names; null if neither does.
 */
export const dataDirOf = (typed: string | null): string =>
  typed ?? standardDataFolder(app.getPath('appData'), app.getName());
