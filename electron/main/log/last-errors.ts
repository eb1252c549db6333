import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFileName } from './log.ts';

const warningOrError = /^\S+Z (?:warn|error) /;

/**
 * The last warnings and errors in the log of a folder, the newest last, of earlier runs too. Only their first lines: what happened,
 * the code and the facts beside it, without the trace. The log holds no data of patrons and no paths of files (redact.ts).
 * @param count how many at most
 * @returns none where there is no log, or it cannot be read.
 */
export const lastErrors = (folder: string, count: number): readonly string[] => {
  try {
    return readFileSync(join(folder, logFileName), 'utf8')
      .split('\n')
      .filter((line) => warningOrError.test(line))
      .slice(-count);
  } catch {
    return [];
  }
};
