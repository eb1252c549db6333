import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from './waiting.ts';

/** A serial line: a real pseudo-terminal with the program at one end and a scanner at the other. */
export type SerialLineEnd = {
  /** The name of the program's port. */
  readonly port: string;
  /** Sends bytes like the scanner. */
  readonly send: (bytes: string | Uint8Array) => Promise<void>;
  /** Removes the port, as if the cable were pulled. */
  readonly unplug: () => Promise<void>;
  /** Adds the port again, with the same name. */
  readonly plugIn: () => Promise<void>;
};

/** Creates a line in a folder with socat, and plugs it in. */
export const makeSerialLine = async (folder: string): Promise<SerialLineEnd> => {
  const port = join(folder, 'port');
  const gun = join(folder, 'gun');
  let socat: ChildProcess | null = null;
  const plugIn = async (): Promise<void> => {
    socat = spawn('socat', [`pty,raw,echo=0,link=${port}`, `pty,raw,echo=0,link=${gun}`], {
      stdio: 'ignore',
    });
    await waitFor('A serial line', () => (existsSync(port) && existsSync(gun) ? true : undefined));
  };
  await plugIn();
  return {
    port,
    send: async (bytes) => {
      const line = await open(gun, 'r+');
      try {
        await line.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      } finally {
        await line.close();
      }
    },
    unplug: async () => {
      if (socat === null) return;
      const gone = once(socat, 'exit');
      socat.kill('SIGTERM');
      await gone;
      socat = null;
    },
    plugIn,
  };
};
