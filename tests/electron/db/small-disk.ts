import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

// Also called outside of a test, to find out whether it is possible at all.
const tryMount = (options: string): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-disk-'));
  if (run('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)) return folder;
  rmSync(folder, { recursive: true });
  return null;
};

const unmount = (folder: string): void => {
  // Lazily: a log that is still open must not prevent it.
  run('umount', '-l', folder);
  rmSync(folder, { recursive: true, force: true });
};

const probe = process.platform === 'linux' && process.getuid?.() === 0 ? tryMount('size=64k') : null;
if (probe) unmount(probe);

/** A real disk of a few megabytes for one test. It needs privileges that a test machine has. */
export const onSmallDisk = {
  isPossible: probe !== null,
  /** @returns the folder where the disk is mounted until the test ends. */
  mount: (sizeMegabytes: number): string => {
    const folder = tryMount(`size=${sizeMegabytes}m`);
    if (!folder) throw new Error('The small disk could not be mounted.');
    onTestFinished(() => unmount(folder));
    return folder;
  },
  /** Remounts the disk read-only. */
  makeReadOnly: (folder: string): void => {
    if (!run('mount', '-o', 'remount,ro', folder))
      throw new Error('The small disk could not be made read-only.');
  },
};
