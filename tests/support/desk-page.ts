import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Desk } from './launch.ts';

/** The controls of Receiving Items, found by their accessible names. */
export type ReceivingPage = {
  readonly identifier: Locator;
  readonly barcode: Locator;
  readonly save: Locator;
  readonly ok: Locator;
  readonly done: Locator;
  readonly severalItems: Locator;
  readonly notifyPatron: Locator;
  readonly received: Locator;
  /** The line with the result of the last step. */
  readonly lastStep: Locator;
  /** This operator's steps here today. */
  readonly session: Locator;
};

export const receivingPage = (page: Page): ReceivingPage => ({
  identifier: page.getByRole('textbox', { name: 'External identifier' }),
  barcode: page.getByRole('textbox', { name: 'Temporary barcode' }),
  save: page.getByRole('button', { name: 'Save', exact: true }),
  ok: page.getByRole('button', { name: 'OK', exact: true }),
  done: page.getByRole('button', { name: 'Done', exact: true }),
  severalItems: page.getByRole('checkbox', { name: 'Multiple items' }),
  notifyPatron: page.getByRole('checkbox', { name: 'Automatically notify patron' }),
  received: page.getByRole('list', { name: 'Received barcodes' }),
  lastStep: page.getByRole('region', { name: 'Last step' }),
  session: page.getByRole('complementary', { name: /This session/ }),
});

/** Opens Receiving Items and waits until it is ready for a scan. */
export const openReceiving = async ({ page }: Desk): Promise<ReceivingPage> => {
  await page.getByRole('link', { name: 'Receiving Items' }).click();
  const receiving = receivingPage(page);
  await expect(receiving.identifier).toBeFocused();
  return receiving;
};

/**
 * Scans like a scanner gun: real key events to the window, faster than anyone types, ended by Enter.
 * They go through the main process, unlike Playwright's own keyboard.
 */
export const scan = async (
  { app }: Desk,
  code: string,
  terminator: 'Enter' | 'Tab' = 'Enter',
): Promise<void> => {
  await app.evaluate(
    async ({ BrowserWindow }, given) => {
      // This may run while a key is being dispatched, and Electron drops keys that are sent then.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const window = BrowserWindow.getAllWindows().find((candidate) => candidate.isVisible());
      if (!window) throw new Error('No window to scan into');
      const { webContents } = window;
      for (const character of given.code) {
        const keyCode = character === ' ' ? 'Space' : character;
        const modifiers: 'shift'[] = /[A-Z]/.test(character) ? ['shift'] : [];
        webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
        webContents.sendInputEvent({ type: 'char', keyCode: character, modifiers });
        webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
      }
      webContents.sendInputEvent({ type: 'keyDown', keyCode: given.terminator });
      webContents.sendInputEvent({ type: 'char', keyCode: given.terminator === 'Enter' ? '\r' : '\t' });
      webContents.sendInputEvent({ type: 'keyUp', keyCode: given.terminator });
    },
    { code, terminator },
  );
};
