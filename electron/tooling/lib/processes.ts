import { spawn, spawnSync } from 'node:child_process';
import { projectFolder } from './paths.ts';

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** 'stderr' keeps our own stdout free for an answer that another program reads. */
  readonly output?: 'inherit' | 'stderr';
};

/**
 * Runs a program to its end, with its output shown.
 *
 * @returns the exit code; 1 when a signal ended it
 * @throws when the program cannot be started at all
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const { cwd = projectFolder, env = process.env, output = 'inherit' } = options;
  return new Promise((resolve, reject) => {
    const stdout = output === 'inherit' ? 'inherit' : process.stderr;
    const child = spawn(command, args, { cwd, env, stdio: ['inherit', stdout, 'inherit'] });
    // Ended from outside, this process must not leave its child behind.
    const passOn = (): void => {
      child.once('exit', () => process.exit(1));
      child.kill('SIGTERM');
    };
    process.once('SIGTERM', passOn);
    child.once('error', reject);
    child.once('exit', (code) => {
      process.removeListener('SIGTERM', passOn);
      resolve(code ?? 1);
    });
  });
}

export type Captured = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * Runs a short program and keeps what it writes.
 *
 * @param timeoutMs milliseconds after which it is ended; never by default
 * @returns exit code and output; code 1 when it could not be started or was ended, with the reason in stderr
 */
export function capture(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number } = {},
): Captured {
  const { cwd = projectFolder, env = process.env, timeoutMs } = options;
  const result = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
  const reason = result.error === undefined ? '' : result.error.message;
  return {
    code: result.status ?? 1,
    stdout: result.stdout ?? '',
    stderr: `${result.stderr ?? ''}${reason}`,
  };
}

/** Tells the person at the terminal what goes on; on stderr, because stdout may be read by another program. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
