import { access } from 'node:fs/promises';
import type * as serialport from 'serialport';
import type { SerialPort } from 'serialport';
import type { Settings } from '../../../../shared/domain/settings.ts';

/** The module that reads serial lines. It is native code, so it may fail to load. */
export type SerialModule = Pick<typeof serialport, 'SerialPort'>;

type LineListener = {
  readonly opened: () => void;
  readonly data: (bytes: Uint8Array) => void;
  /** The port could not be opened, or is gone. Called once. */
  readonly over: (error: Error | null) => void;
};

export type SerialLine = {
  /** Settles when the port is free again. The listener is not called after that. */
  readonly close: () => Promise<void>;
};

/**
 * How often the port's file is checked, on systems where ports are files. If a cable is pulled during a read, the module repeats an empty
 * read forever, at full speed, without an event.
 */
const checkIntervalMs = 1_000;

const closed = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });

/**
 * Opens a serial port.
 * @throws Error if the system's module refuses the settings.
 */
export const openLine = (
  { SerialPort: Port }: SerialModule,
  settings: Settings['serialScanner'],
  listener: LineListener,
): SerialLine => {
  let isOver = false;
  let looking: NodeJS.Timeout | undefined;
  const over = (error: Error | null): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(looking);
    listener.over(error);
  };
  const port = new Port({
    path: settings.port,
    baudRate: Number(settings.rate),
    dataBits: settings.dataBits === '7' ? 7 : 8,
    parity: settings.parity,
    stopBits: settings.stopBits === '2' ? 2 : 1,
    autoOpen: false,
  });
  port.on('data', (bytes: Buffer) => {
    if (!isOver) listener.data(bytes);
  });
  port.on('error', over);
  port.on('close', over);
  const look = async (): Promise<void> => {
    try {
      await access(settings.port);
    } catch (error) {
      if (!port.isOpen) return;
      over(error instanceof Error ? error : null);
      await closed(port);
    }
  };
  if (process.platform !== 'win32') looking = setInterval(() => void look(), checkIntervalMs);
  port.open((error) => {
    // It was closed while it was being opened.
    if (isOver) void closed(port);
    else if (error) over(error);
    else listener.opened();
  });
  return {
    close: () => {
      isOver = true;
      clearInterval(looking);
      return closed(port);
    },
  };
};
