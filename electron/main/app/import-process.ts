import { utilityProcess } from 'electron';
import type { ImportProcess } from '../desk/exchange/running-import.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Starts processes of Electron that run a file of code: the import's.
 * @param codeFile path of its bundle, which may lie in the program's archive.
 */
export const importProcessOf = (codeFile: string) => (): ImportProcess => {
  const child = utilityProcess.fork(codeFile, [], {
    serviceName: t('program.borrowDeskImport'),
    stdio: 'ignore',
  });
  const killNow = (): void => {
    // Its own `kill` asks politely; a process that waits in the system hears nothing.
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  };
  return {
    send: (message) => child.postMessage(message),
    onMessage: (hear) => void child.on('message', hear),
    onExit: (hear) => void child.once('exit', hear),
    kill: () => {
      if (child.pid === undefined) child.once('spawn', killNow);
      else killNow();
    },
  };
};
