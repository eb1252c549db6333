import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** How a database was left, in a small file beside it: what the next start holds against what it finds. */
export type Mark = {
  /** `open`: a program works with it, or ended without closing it; then a write-ahead log belongs to it. */
  readonly state: 'open' | 'closed';
  readonly sizeBytes: number;
  /** When the file was last changed; only where it was closed. */
  readonly changedMs: number | null;
  /** The stamp of the file itself (stamp.ts). */
  readonly stored: number;
  /** The stamp of the file with its write-ahead log. */
  readonly newest: number;
  /** Something showed that a look at the pages alone may not find: the next start compares every index too. */
  readonly fullCheck: boolean;
};

const markFile = (databaseFile: string): string => `${databaseFile}.mark`;

/** The mark beside a database; null where there is none, or one that a power cut left half written. */
export const readMark = (databaseFile: string): Mark | null => {
  try {
    const mark = JSON.parse(readFileSync(markFile(databaseFile), 'utf8')) as Partial<Mark> | null;
    const { state, sizeBytes, changedMs, stored, newest, fullCheck } = mark ?? {};
    if (typeof sizeBytes !== 'number' || typeof stored !== 'number' || typeof newest !== 'number')
      return null;
    return {
      state: state === 'closed' ? 'closed' : 'open',
      sizeBytes,
      changedMs: typeof changedMs === 'number' ? changedMs : null,
      stored,
      newest,
      fullCheck: fullCheck === true,
    };
  } catch {
    return null;
  }
};

/** Writes the mark, whole or not at all. @throws a system error; the old mark stands then. */
const writeMark = (databaseFile: string, mark: Mark): void => {
  const partial = `${markFile(databaseFile)}.partial`;
  writeFileSync(partial, JSON.stringify(mark));
  renameSync(partial, markFile(databaseFile));
};

/** Takes the mark away: what will stand there has no past. */
export const removeMark = (databaseFile: string): void => {
  rmSync(markFile(databaseFile), { force: true });
};

/**
 * Notes that the database is open from here on, and which stamps it has.
 * @throws a system error when it cannot be noted.
 */
export const markOpen = (
  databaseFile: string,
  { stored, newest }: Pick<Mark, 'stored' | 'newest'>,
  fullCheck = false,
): void => {
  const { size } = statSync(databaseFile);
  writeMark(databaseFile, { state: 'open', sizeBytes: size, changedMs: null, stored, newest, fullCheck });
};

/** Notes that the database was closed in good order, and how its file looked then. @throws as `markOpen`. */
export const markClosed = (databaseFile: string, stamp: number): void => {
  const { size, mtimeMs } = statSync(databaseFile);
  writeMark(databaseFile, {
    state: 'closed',
    sizeBytes: size,
    changedMs: Math.floor(mtimeMs),
    stored: stamp,
    newest: stamp,
    fullCheck: readMark(databaseFile)?.fullCheck ?? false,
  });
};

/** Notes that the write-ahead log holds something that the file does not: with it the database has this stamp. */
export const markLogUsed = (databaseFile: string, stamp: number): void =>
  change(databaseFile, (mark) => ({ ...mark, newest: Math.max(mark.newest, stamp) }));

/** Asks for a check of every index at the next start. */
export const markForFullCheck = (databaseFile: string): void =>
  change(databaseFile, (mark) => ({ ...mark, fullCheck: true }));

// Where no mark stands nobody keeps one; one that cannot be written costs the next start its knowledge, no step its end.
const change = (databaseFile: string, how: (mark: Mark) => Mark): void => {
  const mark = readMark(databaseFile);
  if (mark?.state !== 'open') return;
  try {
    writeMark(databaseFile, how(mark));
  } catch {
    // The disk is full, say: steps will tell of it.
  }
};

/** Whether the file is just as it was when it was closed in good order: then the costly check at the start is spared. */
export const isCleanlyClosed = (databaseFile: string, mark: Mark | null): boolean => {
  if (mark?.state !== 'closed' || mark.fullCheck) return false;
  // A write-ahead log with content is work that nobody closed, whatever the mark says.
  if (logBytes(databaseFile) > 0) return false;
  const { size, mtimeMs } = statSync(databaseFile);
  return mark.sizeBytes === size && mark.changedMs === Math.floor(mtimeMs);
};

/** How much the write-ahead log of a database holds. */
export const logBytes = (databaseFile: string): number =>
  statSync(`${databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0;
