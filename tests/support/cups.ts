import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '../../electron/tooling/lib/processes.ts';
import { spawnTied } from '../../electron/tooling/lib/tied.ts';
import { createPrinter, type Printer } from './printer.ts';
import { waitFor } from './waiting.ts';

export type PrintServer = Printer & {
  /** Stops CUPS and deletes its folder with all printed jobs. */
  readonly stop: () => Promise<void>;
};

// Debian's folder for CUPS's filters.
const serverPrograms = '/usr/lib/cups';

// A print system needs a device at its end: this one is a tray. A job's data is written there as a file, under its final name only when
// it is complete.
const trayDevice = `#!/bin/sh
if [ $# = 0 ]; then echo 'direct tray "Unknown" "Tray"'; exit 0; fi
folder="\${DEVICE_URI#tray:}"
cat "\${6:--}" > "$folder/$1.partial" && chmod 644 "$folder/$1.partial" && mv "$folder/$1.partial" "$folder/$1.ps"
`;

/**
 * Starts a separate, real CUPS next to any other: with its own settings, spool and socket, and a queue with a PostScript
 * driver (that of cups-pdf) whose device writes to a folder.
 *
 * Children connect to it through `environment`. It ends with this process at the latest.
 *
 * @throws if CUPS is missing or does not start
 */
export async function startPrintServer(): Promise<PrintServer> {
  const queue = 'Receipt';
  const folder = mkdtempSync(join(tmpdir(), 'desk-cups-'));
  layOut(folder);
  const daemon = spawnTied(
    '/usr/sbin/cupsd',
    ['-f', '-c', join(folder, 'etc/cupsd.conf'), '-s', join(folder, 'etc/cups-files.conf')],
    { stdio: 'ignore' },
  );
  const failure = new Promise<never>((_, reject) => {
    daemon.once('error', (error) => reject(new Error(`CUPS could not be started: ${error.message}`)));
    daemon.once('exit', () => reject(new Error('CUPS ended at once. `cupsd -t` says what it dislikes.')));
  });
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const printer = createPrinter(folder, queue);
  await Promise.race([failure, waitFor('The start of CUPS', () => answering(printer) || undefined)]);
  failure.catch(() => undefined);
  printer.addQueue(queue);
  return {
    ...printer,
    stop: async () => {
      await ended(daemon);
      process.removeListener('exit', removeFolder);
      removeFolder();
    },
  };
}

function answering(printer: Printer): boolean {
  const env = { ...process.env, ...printer.environment };
  return capture('lpstat', ['-r'], { env }).stdout.includes('is running');
}

function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    daemon.once('exit', () => resolve());
    daemon.kill();
  });
}

function layOut(folder: string): void {
  for (const name of ['etc', 'run', 'spool', 'cache', 'log', 'tmp', 'tray', 'bin', 'bin/backend']) {
    mkdirSync(join(folder, name));
  }
  // As root, CUPS runs its filters as another user, who needs access to these two.
  chmodSync(folder, 0o711);
  chmodSync(join(folder, 'tmp'), 0o1777);
  chmodSync(join(folder, 'tray'), 0o777);
  // CUPS looks for devices only next to its filters, so the filters are linked next to our device.
  for (const name of readdirSync(serverPrograms).filter((found) => found !== 'backend')) {
    symlinkSync(join(serverPrograms, name), join(folder, 'bin', name));
  }
  const device = join(folder, 'bin/backend/tray');
  writeFileSync(device, trayDevice);
  chmodSync(device, 0o755);
  writeFileSync(join(folder, 'etc/cups-files.conf'), fileSettings(folder));
  writeFileSync(join(folder, 'etc/cupsd.conf'), daemonSettings(folder));
}

function fileSettings(folder: string): string {
  const places = {
    ServerRoot: 'etc',
    ServerBin: 'bin',
    StateDir: 'run',
    RequestRoot: 'spool',
    CacheDir: 'cache',
    TempDir: 'tmp',
    AccessLog: 'log/access',
    ErrorLog: 'log/error',
    PageLog: 'log/page',
  };
  const lines = Object.entries(places).map(([name, place]) => `${name} ${join(folder, place)}`);
  return [...lines, 'Printcap', ''].join('\n');
}

function daemonSettings(folder: string): string {
  return `Listen ${join(folder, 'run/cups.sock')}
LogLevel info
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy stop-printer
PreserveJobFiles Yes
PreserveJobHistory Yes
MaxJobs 0
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
`;
}

/** Whether this machine has the programs that `startPrintServer` needs. */
export function hasPrintServer(): boolean {
  return existsSync('/usr/sbin/cupsd') && existsSync(serverPrograms);
}
