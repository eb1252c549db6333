import { app } from 'electron';
import { parseSwitches, type Switches } from './switches.ts';

type Message = { readonly argv: readonly string[]; readonly cwd: string };

const isMessage = (data: unknown): data is Message =>
  typeof data === 'object' &&
  data !== null &&
  'argv' in data &&
  Array.isArray(data.argv) &&
  data.argv.every((argument) => typeof argument === 'string') &&
  'cwd' in data &&
  typeof data.cwd === 'string';

/**
 * Claims the data folder for this process. Call it after `settleDataDir` and before anything opens a file there.
 * @param argv what this start was asked for; the first instance hears it when this is the second.
 * @param onSecondStart called in the first instance: bring the window to the front, import the file that was named.
 * @returns false when another instance works with the folder already: quit then.
 */
export const claimDataDir = (
  argv: readonly string[],
  cwd: string,
  onSecondStart: (switches: Switches) => void,
): boolean => {
  if (!app.requestSingleInstanceLock({ argv, cwd })) return false;
  // Electron's own argument list of the second start has Chromium's switches mixed in, in any order: ours is sent along.
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    onSecondStart(isMessage(data) ? parseSwitches(data.argv, data.cwd) : parseSwitches([], cwd));
  });
  return true;
};
