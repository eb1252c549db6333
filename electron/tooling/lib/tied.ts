import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync } from 'node:fs';

const keeper = '/usr/bin/setpriv';

/**
 * Starts a helper program that must not outlive this process.
 *
 * Where the system can (Linux), the kernel ends it with this process, even when this process is killed; elsewhere it is
 * ended at the normal exit of this process.
 */
export function spawnTied(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const kept = existsSync(keeper);
  // In a group of its own: Ctrl+C is for the program, which still needs its helpers to quit in good order.
  const settings = { ...options, detached: process.platform !== 'win32' };
  const child = kept
    ? spawn(keeper, ['--pdeathsig', 'TERM', '--', command, ...args], settings)
    : spawn(command, args, settings);
  const end = (): void => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return child;
}
