import { utilityProcess } from 'electron';

/** A process that hears one kind of message and tells another. */
type ChildProcess<Heard, Told> = {
  readonly send: (message: Heard) => void;
  readonly onMessage: (hear: (message: Told) => void) => void;
  readonly onExit: (hear: () => void) => void;
  readonly kill: () => void;
};

/**
 * Starts processes of Electron that run a file of code: the import's, and the one that works on shares and sticks.
 * @param codeFile path of its bundle, which may lie in the program's archive.
 * @param serviceName what the system's list of processes calls it.
 */
export const childProcessOf =
  <Heard, Told>(codeFile: string, serviceName: string) =>
  (): ChildProcess<Heard, Told> => {
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
