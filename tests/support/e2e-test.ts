import { test as base } from '@playwright/test';
import { say } from '../../electron/tooling/lib/processes.ts';
import { hasPrintServer, startPrintServer } from './cups.ts';
import { useOwnDisplay } from './display.ts';
import { beforeLaunch } from './launch.ts';
import { endSharedProgram } from './shared-program.ts';

/**
 * Playwright's `test`, in a worker with a display and a print server of its own, and the program that its tests share: the keyboard of a display goes to the window in
 * front, and a printer that one test jams must not keep another one waiting.
 */
export const test = base.extend<object, { readonly workplace: void }>({
  workplace: [
    // Playwright reads from the first parameter what a fixture needs.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // A process less to start: pages come from the program's own files. The ways out are tried in programs with all processes.
      beforeLaunch.switches = ['--enable-features=NetworkServiceInProcess2'];
      const endDisplay = await useOwnDisplay();
      const endPrinting = await useOwnPrinter();
      await use();
      await endSharedProgram();
      await endPrinting();
      endDisplay();
    },
    { scope: 'worker', auto: true },
  ],
});

const useOwnPrinter = async (): Promise<() => Promise<void>> => {
  if (!hasPrintServer()) {
    say('There is no CUPS as Debian has it: the tests that print will fail here.');
    return () => Promise.resolve();
  }
  const printServer = await startPrintServer();
  process.env['BORROW_DESK_PRINT_SERVER'] = printServer.folder;
  Object.assign(process.env, printServer.environment);
  return printServer.stop;
};
