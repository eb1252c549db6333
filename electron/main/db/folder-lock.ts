import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

// Electron's lock keeps a second start of one account of one computer away. This one keeps away other accounts, and other
// computers that reach the folder through a drive that looks like a disk.

type Holder = {
  readonly host: string;
  readonly pid: number;
  readonly token: string;
  /** It shows no window. */
  readonly isUnattended?: boolean;
};

/** A data folder that is held. */
export type FolderLock = {
  /** Says that it is still held. @returns false when somebody else has taken the folder over. */
  readonly refresh: () => boolean;
  readonly release: () => void;
};

const refreshEveryMs = 30_000;
/** Nobody who lives is silent for so long, unless the computer sleeps. */
const silentMs = 180_000;

const lockFile = (folder: string): string => join(folder, 'borrow-desk.lock');

/** Who else holds a folder now, by what its lock says; null when it is free. */
export const holderOf = (folder: string): Pick<Holder, 'host' | 'isUnattended'> | null => {
  const holder = readHolder(folder);
  return holder && isHeld(folder, holder) ? holder : null;
};

/**
 * Holds a data folder for this process, and takes over what a process left that ended.
 * @param isUnattended whether it shows no window.
 * @returns the lock, or the computer where the folder is in use.
 * @throws a system error when the folder cannot be written.
 */
export const holdFolder = (
  folder: string,
  isUnattended = false,
): { readonly lock: FolderLock } | { readonly lock: null; readonly host: string } => {
  const held = holderOf(folder);
  if (held) return { lock: null, host: held.host };
  const own: Holder = { host: hostname(), pid: process.pid, token: randomUUID(), isUnattended };
  const write = (): void => writeFileSync(lockFile(folder), JSON.stringify(own));
  try {
    write();
  } catch (error) {
    // A full disk leaves an empty one.
    rmSync(lockFile(folder), { force: true });
    throw error;
  }
  // Of two who begin at once the later one has it.
  const isOurs = (): boolean => readHolder(folder)?.token === own.token;
  return {
    lock: {
      refresh: () => {
        const now = new Date();
        if (readHolder(folder) === null) write();
        if (!isOurs()) return false;
        utimesSync(lockFile(folder), now, now);
        return true;
      },
      release: () => {
        if (isOurs()) rmSync(lockFile(folder), { force: true });
      },
    },
  };
};

/** Says again and again that the folder is held. @param lost is told when it is not any more. @returns ends it. */
export const keepFolder = (lock: FolderLock, lost: () => void): (() => void) => {
  const timer = setInterval(() => {
    try {
      if (lock.refresh()) return;
      clearInterval(timer);
      lost();
    } catch {
      // The drive does not answer: steps will tell of it.
    }
  }, refreshEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    try {
      lock.release();
    } catch {
      // It is silent from here on, which says the same.
    }
  };
};

const readHolder = (folder: string): Holder | null => {
  try {
    const { host, pid, token, isUnattended } = JSON.parse(
      readFileSync(lockFile(folder), 'utf8'),
    ) as Partial<Holder>;
    return typeof host === 'string' && typeof pid === 'number' && typeof token === 'string'
      ? { host, pid, token, isUnattended: isUnattended === true }
      : null;
  } catch {
    return null;
  }
};

const isHeld = (folder: string, holder: Holder): boolean => {
  if (Math.abs(nowOn(folder) - statSync(lockFile(folder)).mtimeMs) > silentMs) return false;
  if (holder.host !== hostname()) return true;
  return holder.pid !== process.pid && isAlive(holder.pid);
};

// By the clock of the drive: another computer's may go differently.
const nowOn = (folder: string): number => {
  const probe = `${lockFile(folder)}.now`;
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs;
  } finally {
    rmSync(probe, { force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
