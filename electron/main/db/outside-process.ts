import { codeOf } from './errors.ts';
import { runOutsideTask, type OutsideAnswer, type OutsideTask } from './outside-tasks.ts';

// The process that outside.ts starts: one task, its progress, one answer. Its parent terminates it.
const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
const tell = (answer: OutsideAnswer): void => {
  if (parentPort) parentPort.postMessage(answer);
  else process.send?.(answer);
};

const run = async (task: OutsideTask): Promise<void> => {
  try {
    const done = await runOutsideTask(task, (bytes, of) => tell({ kind: 'progress', bytes, of }));
    tell({ kind: 'done', done });
  } catch (error) {
    tell({ kind: 'failed', code: codeOf(error), message: error instanceof Error ? error.message : '' });
  }
};

if (parentPort) parentPort.on('message', ({ data }) => void run(data as OutsideTask));
else process.on('message', (task) => void run(task as OutsideTask));
