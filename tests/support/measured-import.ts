import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FromProcess, ToProcess } from '../../electron/main/files/process/messages.ts';
import { childScript } from './child-scripts.ts';

/** The last message of a process that read a file, and its peak memory in MB. */
export type MeasuredRun = { readonly last: FromProcess | null; readonly peakMb: number };

/** The peak memory of a process in MB, as counted by Linux. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

/**
 * Runs an import process until its answer. The messages after the first are sent when a file is open.
 * @param limitMs after this time it is killed.
 */
export const measured = (
  [first, ...following]: readonly [ToProcess, ...ToProcess[]],
  isAnswer: (message: FromProcess) => boolean,
  limitMs: number,
): Promise<MeasuredRun> =>
  new Promise((resolve) => {
    const child = fork(childScript('electron/main/files/process/file-process.ts'), {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const afterOpening = [...following];
    let peakMb = 0;
    let last: FromProcess | null = null;
    const look = (): void => {
      try {
        if (child.pid !== undefined) peakMb = Math.max(peakMb, peakOf(child.pid));
      } catch {
        // The process is gone.
      }
    };
    const everyMs = 20;
    const looking = setInterval(look, everyMs);
    const end = (): void => void child.kill('SIGKILL');
    const late = setTimeout(end, limitMs);
    child.on('message', (message) => {
      look();
      if ((message as FromProcess).kind === 'answer')
        for (const further of afterOpening.splice(0)) child.send(further);
      if (!isAnswer(message as FromProcess)) return;
      last = message as FromProcess;
      end();
    });
    child.once('exit', () => {
      clearInterval(looking);
      clearTimeout(late);
      resolve({ last, peakMb });
    });
    child.send(first);
  });
