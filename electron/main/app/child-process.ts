import { utilityProcess } from 'electron';

/** A process that receives one type of message and sends another. */
type ChildProcess<Heard, Told> = {
  readonly send: (message: Heard) => void;
  readonly onMessage: (hear: (message: Told) => void) => void;
  readonly onExit: (hear: () => void) => void;
  readonly kill: () => void;
};

/**
 * Returns a function that starts an Electron process running a bundle: the one for imports, or the one for network shares and USB sticks.
 * @param codeFile path of the bundle, which may be inside the program's archive.
 * @param serviceName its name in the system's list of processes.
 */
export const childProcessOf =
  <Heard, Told>(codeFile: string, serviceName: string) =>
  (): ChildProcess<Heard, Told> => {
    const child = utilityProcess.fork(codeFile, [], { serviceName, stdio: 'ignore' });
    const killNow = (): void => {
      // Its own `kill` only sends a termination request, which a process blocked in the system does not receive.
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
