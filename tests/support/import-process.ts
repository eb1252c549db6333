import { fork } from 'node:child_process';
import type { FromImport } from '../../electron/main/desk/exchange/import-messages.ts';
import type { ImportProcess } from '../../electron/main/desk/exchange/running-import.ts';
import { childScript } from './child-scripts.ts';
import { withCompiledCode } from './compiled.ts';

/** Starts the process of an import as a process of Node, where the program starts one of Electron. */
export const startNodeProcess = (
  file = childScript('electron/main/desk/exchange/import-process.ts'),
): ImportProcess => {
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: [],
    env: withCompiledCode(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (hear) => void child.on('message', (message) => hear(message as FromImport)),
    onExit: (hear) => void child.once('exit', hear),
    kill: () => void child.kill('SIGKILL'),
  };
};
