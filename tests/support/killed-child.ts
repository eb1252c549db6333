import { spawn } from 'node:child_process';
import { childScript, type ChildScript } from './child-scripts.ts';

/** A child is killed a moment after this many lines at the most. */
const maxLines = 10;
/** About two steps are stored in this time, so that kills happen at different moments of a step. */
const longestMomentMs = 8;

/**
 * Runs a script that prints its steps line by line, kills it at a random moment, and returns the lines printed so far.
 * @throws if the script exits on its own
 */
export const runUntilKilled = (script: ChildScript, args: readonly string[]): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [childScript(script), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const enoughLines = 1 + Math.floor(Math.random() * maxLines);
    let told = '';
    let errors = '';
    let ending = false;
    running.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    running.stdout.on('data', (data: Buffer) => {
      told += data.toString();
      if (ending || told.split('\n').length <= enoughLines) return;
      ending = true;
      setTimeout(() => running.kill('SIGKILL'), Math.random() * longestMomentMs);
    });
    running.once('error', reject);
    running.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(told.split('\n').slice(0, -1));
      else
        reject(new Error(`The child ended by itself (${code}): ${told.slice(-500)} ${errors.slice(-2000)}`));
    });
  });
