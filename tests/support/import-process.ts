import { fork } from 'node:child_process';
import type { WriteProcess } from '../../electron/main/files/going-out/running-write.ts';
import type { ImportProcess } from '../../electron/main/files/running-import.ts';
import { childScript } from './child-scripts.ts';

type NodeProcess<ToProcess, FromProcess> = {
  readonly send: (message: ToProcess) => void;
  readonly onMessage: (hear: (message: FromProcess) => void) => void;
  readonly onExit: (hear: () => void) => void;
  readonly kill: () => void;
};

/** Starts the process of an import as a process of Node, where the program starts one of Electron. */
export const startNodeProcess = (
  file = childScript('electron/main/files/import-process.ts'),
): ImportProcess => start(file);

/** The same for the process that writes a file. */
export const startNodeWriter = (): WriteProcess =>
  start(childScript('electron/main/files/going-out/write-process.ts'));

const start = <ToProcess extends object, FromProcess>(file: string): NodeProcess<ToProcess, FromProcess> => {
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
