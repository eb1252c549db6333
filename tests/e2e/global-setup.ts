import { startPrintServer } from '../support/cups.ts';
import { useOwnDisplay } from '../support/display.ts';
import { electronExecutable } from '../support/launch.ts';

/** What all end-to-end tests share: the runtime, one display and one print server, in the environment of the workers. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await electronExecutable();
  const endDisplay = await useOwnDisplay();
  const printServer = await startPrintServer();
  process.env['BORROW_DESK_PRINT_SERVER'] = printServer.folder;
  Object.assign(process.env, printServer.environment);
  return async () => {
    await printServer.stop();
    endDisplay();
  };
}
