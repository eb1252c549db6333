import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/** The largest file that a test reads has 200 MB; containers often give this folder no more than 64. */
const leastBytes = 2_000_000_000;

/**
 * Gives this process and its children a folder in memory for temporary files, where the machine has one that can do what a disk
 * can: the thousands of steps that tests store wait for the disk otherwise. Test doubles of full and slow disks are mounted apart.
 * @returns removes the folder, and with it all that tests left.
 */
export const useWorkFolder = (): (() => void) => {
  if (!existsSync(inMemory) || freeBytes() < leastBytes) return () => undefined;
  const folder = mkdtempSync(join(inMemory, 'borrow-desk-tests-'));
  // A print server that root started works as somebody else.
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
