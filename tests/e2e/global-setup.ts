import { say } from '../../electron/tooling/lib/processes.ts';
import { hasPrintServer, startPrintServer } from '../support/cups.ts';
import { useOwnDisplay } from '../support/display.ts';
import { electronExecutable } from '../support/launch.ts';

/** What all end-to-end tests share: the runtime, one display and one print server, in the environment of the workers. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await electronExecutable();
  const endDisplay = await useOwnDisplay();
  const endPrinting = await sharePrinter();
  return async () => {
    await endPrinting();
    endDisplay();
  };
}

async function sharePrinter(): Promise<() => Promise<void>> {
  if (!hasPrintServer()) {
    say('There is no CUPS as Debian has it: the tests that print will fail here.');
    return () => Promise.resolve();
  }
  const printServer = await startPrintServer();
  process.env['BORROW_DESK_PRINT_SERVER'] = printServer.folder;
  Object.assign(process.env, printServer.environment);
  return printServer.stop;
}
