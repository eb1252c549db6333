import { fork } from 'node:child_process';
import type { FileProcess } from '../../electron/main/files/process/child-process.ts';
import type { FromProcess } from '../../electron/main/files/process/messages.ts';
import { childScript } from './child-scripts.ts';

/** Starts the process that reads and writes files as a Node process; the program starts an Electron process. */
export const startNodeProcess = (
  file = childScript('electron/main/files/process/file-process.ts'),
): FileProcess => {
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (hear) => void child.on('message', (message) => hear(message as FromProcess)),
    onExit: (hear) => void child.once('exit', hear),
    kill: () => void child.kill('SIGKILL'),
  };
};
