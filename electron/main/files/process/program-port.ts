/** The connection from a process to the program: a port in Electron, IPC in Node. */
type ProgramPort<To, From> = {
  readonly send: (message: From) => void;
  /** Receives messages from the program. In Node the process exits when the program disconnects. */
  readonly listen: (hear: (message: To) => void) => void;
  /** Lets the last message arrive, then exits: messages from an Electron process may be lost if it exits immediately. */
  readonly end: () => void;
  /** Exits now, because the last message was received. */
  readonly endNow: () => void;
};

/** By then the program has received the last message, or is gone. */
const receivedAtLatestMs = 1_000;

export const programPort = <To, From>(): ProgramPort<To, From> => {
  const { parentPort } = process as { readonly parentPort?: Electron.ParentPort };
  if (parentPort)
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (hear) => void parentPort.on('message', ({ data }) => hear(data as To)),
      end: () => void setTimeout(() => process.exit(0), receivedAtLatestMs),
      endNow: () => process.exit(0),
    };
  // A process that exits before the last message is written loses it.
  let written = Promise.resolve();
  return {
    send: (message) => {
      written = new Promise((resolve) => {
        if (process.send?.(message, undefined, undefined, () => resolve()) === undefined) resolve();
      });
    },
    listen: (hear) => {
      process.on('message', (message) => hear(message as To));
      process.once('disconnect', () => process.exit(0));
    },
    end: () =>
      void written.then(() => {
        if (process.connected) process.disconnect();
      }),
    endNow: () => undefined,
  };
};
