import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/** The largest file of a test has 200 MB; containers often give this folder only 64. */
const leastBytes = 2_000_000_000;

/**
 * Creates a folder in memory for temporary files of this process and its children, if the machine has one that behaves like
 * a disk: otherwise the thousands of steps in tests wait for the disk. Test doubles of full and slow disks are mounted elsewhere.
 * @returns a function that deletes the folder with everything in it.
 */
export const useWorkFolder = (): (() => void) => {
  if (!existsSync(inMemory) || freeBytes() < leastBytes) return () => undefined;
  const folder = mkdtempSync(join(inMemory, 'borrow-desk-tests-'));
  // A print server started by root runs as another user.
  chmodSync(folder, 0o711);
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (!isLikeDisk(folder)) {
    remove();
    return () => undefined;
  }
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    remove();
  };
};

const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize;
};

// Tests start programs there, and as root they protect files against themselves.
const isLikeDisk = (folder: string): boolean => {
  const script = join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const can = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
  return (
    can(script) && (process.getuid?.() !== 0 || (can('chattr', '+i', script) && can('chattr', '-i', script)))
  );
};
