import { utilityProcess } from 'electron';
import type { WriteProcess } from '../desk/exchange/going-out/running-write.ts';
import type { ImportProcess } from '../desk/exchange/running-import.ts';
import { t } from '../../../shared/words/words.ts';

type FileProcess<ToProcess, FromProcess> = {
  readonly send: (message: ToProcess) => void;
  readonly onMessage: (hear: (message: FromProcess) => void) => void;
  readonly onExit: (hear: () => void) => void;
  readonly kill: () => void;
};

/**
 * Starts processes of Electron that run a file of code.
 * @param codeFile path of its bundle, which may lie in the program's archive.
 * @param serviceName what the system's list of processes says.
 */
const start = <ToProcess, FromProcess>(
  codeFile: string,
  serviceName: string,
): FileProcess<ToProcess, FromProcess> => {
  const child = utilityProcess.fork(codeFile, [], { serviceName, stdio: 'ignore' });
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

/** Starts the process of an import. */
export const importProcessOf = (codeFile: string) => (): ImportProcess =>
  start(codeFile, t('program.borrowDeskImport'));

/** Starts the process that writes a file. */
export const writeProcessOf = (codeFile: string) => (): WriteProcess =>
  start(codeFile, t('program.borrowDeskExport'));
