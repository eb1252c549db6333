import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { failureMessage } from '../failures.ts';
import { openRegular } from '../reading/open-regular.ts';
import { t } from '../../../../shared/words/words.ts';

/** The subfolders for files after their import. */
const processedFolders = ['done', 'refused'] as const;
export type ProcessedFolder = (typeof processedFolders)[number];

/** A file that has stopped growing and can be read. */
export type ReadyFile = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly sha256: string;
};

/** The contents of a watched folder. */
export type Look = {
  /** Why the folder cannot be read, for staff, and as a code for the log; null if it can. */
  readonly problem: { readonly why: string; readonly code: string } | null;
  /** The number of files that wait for their turn, or until they are complete. */
  readonly waiting: number;
  /** The entries that are not imported, and why. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
  /** The next file to import; null if none is ready. */
  readonly ready: ReadyFile | null;
};

/** A file at the time of a look. */
export type SeenFile = Pick<ReadyFile, 'name' | 'sizeBytes' | 'modifiedMs'>;

type Seen = { readonly size: number; readonly modifiedMs: number };

/** Temporary names that programs use while they write a file. */
const unfinished = /^[.~]|\.(tmp|temp|part|partial|filepart|crdownload|download)$/i;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const seenOf = ({ size, mtimeMs }: Stats): Seen => ({ size, modifiedMs: mtimeMs });
const isSame = (one: Seen | undefined, other: Seen): boolean =>
  one?.size === other.size && one.modifiedMs === other.modifiedMs;

type Left = { readonly name: string; readonly why: string };

/**
 * Polls a watched folder: network shares do not report changes. A file is ready if it was unchanged between two looks and
 * can be opened; the oldest one comes first, then by name. Folders, links and hidden files are ignored.
 */
export class FolderLook {
  readonly folder: string;
  private readonly alive: () => void;
  private before = new Map<string, Seen>();

  /** @param alive called whenever the file system has responded. */
  constructor(folder: string, alive: () => void) {
    this.folder = folder;
    this.alive = alive;
  }

  /** Looks once. @param exclude files that were imported or refused but could not be moved; they are not imported again. */
  async look(exclude: readonly SeenFile[]): Promise<Look> {
    try {
      const { found, left } = await this.list();
      for (const { name, sizeBytes: size, modifiedMs } of exclude)
        if (isSame(found.get(name), { size, modifiedMs })) found.delete(name);
      const steady = [...found].filter(([name, seen]) => isSame(this.before.get(name), seen));
      this.before = found;
      const closed: Left[] = [];
      const ready = await this.firstReady(steady, closed);
      return {
        problem: null,
        waiting: found.size - (ready ? 0 : closed.length),
        left: [...left, ...closed],
        ready,
      };
    } catch (error) {
      this.before = new Map();
      return { problem: folderProblem(error), waiting: 0, left: [], ready: null };
    }
  }

  private async list(): Promise<{ readonly found: Map<string, Seen>; readonly left: readonly Left[] }> {
    const found = new Map<string, Seen>();
    const left: Left[] = [];
    const names = await readdir(this.folder, { encoding: 'buffer' });
    for (const bytes of names.toSorted((one, other) => one.compare(other))) {
      const name = bytes.toString();
      if (unfinished.test(name) || (processedFolders as readonly string[]).includes(name)) continue;
      const stats = await lstat(Buffer.concat([Buffer.from(this.folder + sep), bytes])).catch(() => null);
      this.alive();
      if (stats === null || stats.isDirectory()) continue;
      if (!isUtf8(bytes))
        left.push({
          name: escaped(bytes),
          why: t(
            'The file name has characters that cannot be read, so the file was not imported. Rename it.',
          ),
        });
      else if (stats.isSymbolicLink())
        left.push({ name, why: t('This is a link. Put the file itself in the folder.') });
      else if (stats.isFile()) found.set(name, seenOf(stats));
      else left.push({ name, why: t('This is not a file.') });
    }
    return { found, left };
  }

  /** The next file to import. @param closed receives those that cannot be opened. */
  private async firstReady(
    steady: readonly (readonly [string, Seen])[],
    closed: Left[],
  ): Promise<ReadyFile | null> {
    const oldestFirst = steady.toSorted(
      ([name, one], [otherName, other]) => one.modifiedMs - other.modifiedMs || (name < otherName ? -1 : 1),
    );
    for (const [name, seen] of oldestFirst) {
      const path = join(this.folder, name);
      try {
        const sha256 = await digestOf(path, this.alive);
        // A file that grew while it was read is a different file at the next look.
        if (isSame(seenOf(await lstat(path)), seen))
          return { name, sizeBytes: seen.size, modifiedMs: seen.modifiedMs, sha256 };
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') closed.push({ name, why: failureMessage(error) });
      }
    }
    return null;
  }
}

/** A name that is not valid UTF-8, with each byte outside of printable ASCII as `\\xE4`. */
const escaped = (name: Buffer): string =>
  name
    .toString('latin1')
    .replace(/[^ -~]/g, (letter) => `\\x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

const digestOf = async (path: string, alive: () => void): Promise<string> => {
  const { file } = await openRegular(path);
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      hash.update(chunk as Buffer);
      alive();
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
};

/** Returns why a folder cannot be used. */
export const folderProblem = (error: unknown): NonNullable<Look['problem']> => {
  const code = codeOf(error);
  const isForbidden = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return {
    code: code || 'unknown',
    why: isForbidden
      ? t(
          'Borrow Desk has no permission to read or write this folder. Give this account permission, or choose another folder.',
        )
      : code === 'ENOSPC' || code === 'EDQUOT'
        ? t('The folder’s disk is full. Free up space; Borrow Desk will try again automatically.')
        : t(
            'The folder cannot be reached. Check that it is there and its drive is connected; Borrow Desk will try again automatically.',
          ),
  };
};
