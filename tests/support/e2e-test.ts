import { test as base } from '@playwright/test';
import { say } from '../../electron/tooling/lib/processes.ts';
import { hasPrintServer, startPrintServer } from './cups.ts';
import { useOwnDisplay } from './display.ts';
import { beforeLaunch } from './launch.ts';
import { endSharedProgram } from './shared-program.ts';

/**
 * Playwright's `test`, in a worker with its own display and print server, and the program that its tests share: only the front window of
 * a display has the keyboard, and a printer that one test jams must not delay another one.
 */
export const test = base.extend<object, { readonly workplace: void }>({
  workplace: [
    // Playwright reads the dependencies of a fixture from its first parameter.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // One process less to start: pages come from the program's own files. Ways out of the page are tested in programs with all
      // processes.
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
