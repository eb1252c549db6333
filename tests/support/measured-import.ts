import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FromProcess, ToProcess } from '../../electron/main/files/process/messages.ts';
import { childScript } from './child-scripts.ts';

/** How a process that read a file ended, and the most memory that it ever held, in MB. */
export type MeasuredRun = { readonly last: FromProcess | null; readonly peakMb: number };

/** The most memory that a process ever held, in MB: Linux keeps count. */
const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

/**
 * Lets a process of the import do something, up to the message that answers it. What follows the first message is sent when a file is open.
 * @param limitMs after which it is ended.
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
        // It is gone.
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
