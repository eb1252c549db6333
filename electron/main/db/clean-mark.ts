import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

type Mark = { readonly sizeBytes: number; readonly changedMs: number };

const markFile = (databaseFile: string): string => `${databaseFile}.closed`;

const stateOf = (databaseFile: string): Mark => {
  const { size, mtimeMs } = statSync(databaseFile);
  return { sizeBytes: size, changedMs: Math.floor(mtimeMs) };
};

/**
 * Notes that the database was closed in good order, and how its file looked then.
 * @throws a system error when the note cannot be written; the next start then checks the database.
 */
export const writeCleanMark = (databaseFile: string): void => {
  writeFileSync(markFile(databaseFile), JSON.stringify(stateOf(databaseFile)));
};

/** From here on the database counts as not closed in good order. */
export const removeCleanMark = (databaseFile: string): void => {
  rmSync(markFile(databaseFile), { force: true });
};

/** Whether the file is just as it was when it was closed in good order: then the costly check at the start is spared. */
export const isCleanlyClosed = (databaseFile: string): boolean => {
  try {
    // A write-ahead log with content is work that nobody closed, whatever the mark says.
    if ((statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return false;
    // Whatever stands there: only the very state of the file counts.
    const noted = JSON.parse(readFileSync(markFile(databaseFile), 'utf8')) as Partial<Mark> | null;
    const found = stateOf(databaseFile);
    return noted?.sizeBytes === found.sizeBytes && noted.changedMs === found.changedMs;
  } catch {
    // No mark, or one that a power cut left half written: the check is the safe side.
    return false;
  }
};
