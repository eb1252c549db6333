import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

// Electron's lock prevents a second start by the same account on the same computer. This one prevents starts by other accounts, and by
// other computers that reach the folder through a drive that looks like a local disk.

type Holder = {
  readonly host: string;
  readonly pid: number;
  readonly token: string;
  /** Whether it shows no window. */
  readonly isUnattended?: boolean;
};

/** The lock on a data folder. */
export type FolderLock = {
  /** Renews the lock. @returns false if another process has taken the folder over. */
  readonly refresh: () => boolean;
  readonly release: () => void;
};

const refreshEveryMs = 30_000;
/** A lock not renewed for this long is abandoned, unless its computer sleeps. */
const silentMs = 180_000;

const lockFile = (folder: string): string => join(folder, 'borrow-desk.lock');

/** Returns which other process holds a folder according to its lock; null if it is free. */
export const holderOf = (folder: string): Pick<Holder, 'host' | 'isUnattended'> | null => {
  const holder = readHolder(folder);
  return holder && isHeld(folder, holder) ? holder : null;
};

/**
 * Locks a data folder for this process, replacing the lock of a process that has exited.
 * @param isUnattended whether this process shows no window.
 * @returns the lock, or the name of the computer on which the folder is in use.
 * @throws a system error if the folder cannot be written to.
 */
export const holdFolder = (
  folder: string,
  isUnattended = false,
): { readonly lock: FolderLock } | { readonly lock: null; readonly host: string } => {
  const held = holderOf(folder);
  if (held) return { lock: null, host: held.host };
  const own: Holder = {
    host: hostname(),
    pid: process.pid,
    token: `${Date.now()} ${Math.random()}`,
    isUnattended,
  };
  const write = (): void => writeFileSync(lockFile(folder), JSON.stringify(own));
  try {
    write();
  } catch (error) {
    // A full disk leaves an empty lock file.
    rmSync(lockFile(folder), { force: true });
    throw error;
  }
  // If two processes start at the same time, the later one gets the lock.
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

/**
 * Renews the lock regularly. @param lost called when the folder is no longer held. @returns a function that stops it and releases the lock.
 */
export const startLockRenewal = (lock: FolderLock, lost: () => void): (() => void) => {
  const timer = setInterval(() => {
    try {
      if (lock.refresh()) return;
      clearInterval(timer);
      lost();
    } catch {
      // The drive does not respond: steps will report that.
    }
  }, refreshEveryMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    try {
      lock.release();
    } catch {
      // The lock is no longer renewed, which has the same effect.
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

// Returns the time by the clock of the drive, since another computer's clock may differ.
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
    // The process of another account may not be signalled, but it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
