/** The way from a process of this folder to the program: the processes of Electron have a port, those of Node are one themselves. */
export type ProgramPort<To, From> = {
  readonly send: (message: From) => void;
  /** Hears what the program says. A process without a program ends. */
  readonly listen: (hear: (message: To) => void) => void;
  /** Lets the last message arrive, then ends: what a process of Electron has sent may be lost when it ends at once. */
  readonly end: () => void;
  /** The last message was received. */
  readonly endNow: () => void;
};

/** By then the program has received the last message, or is not there any more. */
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
  // A process that ends before the last message is written loses it.
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
