import { fork } from 'node:child_process';
import { once } from 'node:events';
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
  // On Windows the exit can overtake the last messages. All of them have been read when the connection has ended.
  const gone = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(() => undefined);
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (hear) => void child.on('message', (message) => hear(message as FromProcess)),
    onExit: (hear) => void gone.then(hear),
    kill: () => void child.kill('SIGKILL'),
  };
};
