import { say } from './processes.ts';

/**
 * Runs a script's work; a failure is told in its own sentence, without the stack that helps nobody at a terminal.
 *
 * @param work gives the exit code
 */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
