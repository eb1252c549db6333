import { WriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { execa, execaSync } from 'execa';
import { projectFolder } from './paths.ts';

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** 'stderr' keeps our own stdout free for an answer that another program reads; a stream gets all that it says, an open file without us in between. */
  readonly output?: 'inherit' | 'stderr' | Writable;
};

/**
 * Runs a program to its end, with its output shown.
 *
 * @returns the exit code; 1 when a signal ended it
 * @throws when the program cannot be started at all
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const { cwd = projectFolder, env = process.env, output = 'inherit' } = options;
  // Ended from outside, this process must not leave its child behind.
  const ended = new AbortController();
  const end = (): void => ended.abort();
  process.once('SIGTERM', end);
  const isShown = output === 'inherit' || output === 'stderr';
  const file = output instanceof WriteStream ? output : undefined;
  const child = execa(command, args, {
    cwd,
    env,
    extendEnv: false,
    stdin: 'inherit',
    stdout: output === 'stderr' ? process.stderr : isShown ? 'inherit' : (file ?? 'pipe'),
    stderr: isShown ? 'inherit' : (file ?? 'pipe'),
    all: true,
    buffer: false,
    // Ours waits for the child; execa's own would leave before it has ended.
    cleanup: false,
    cancelSignal: ended.signal,
    forceKillAfterDelay: false,
    reject: false,
  });
  if (!isShown && file === undefined) child.all?.pipe(output, { end: false });
  const result = await child;
  process.removeListener('SIGTERM', end);
  if (result.isCanceled) process.exit(1);
  if (result instanceof Error && result.exitCode === undefined && !result.isTerminated) throw result;
  return result.exitCode ?? 1;
}

export type Captured = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * Runs a short program and keeps what it writes.
 *
 * @param timeoutMs milliseconds after which it is ended; never by default
 * @param input what it reads from its standard input
 * @returns exit code and output; code 1 when it could not be started or was ended, with the reason in stderr
 */
export function capture(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly timeoutMs?: number;
    readonly input?: string;
  } = {},
): Captured {
  const { cwd = projectFolder, env = process.env, timeoutMs = 0, input } = options;
  const result = execaSync(command, args, {
    cwd,
    env,
    extendEnv: false,
    timeout: timeoutMs,
    ...(input === undefined ? {} : { input }),
    stripFinalNewline: false,
    reject: false,
  });
  const reason = result.exitCode === undefined ? (result.originalMessage ?? result.shortMessage) : '';
  return { code: result.exitCode ?? 1, stdout: result.stdout, stderr: `${result.stderr}${reason}` };
}

/** Tells the person at the terminal what goes on; on stderr, because stdout may be read by another program. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
