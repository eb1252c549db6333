import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
let box: Locator;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
    box = desk.page.getByRole('combobox', { name: 'Command or request' });
  },
);

const zoom = (factor: number): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }, given) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.webContents.setZoomFactor(given);
  }, factor);

const pressKey = (): Promise<void> =>
  desk.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('show.palette')?.click();
  });

/** The same, and waits until the page has received it: typed letters can arrive before the message from the main process. */
const pressKeyAndBeHeard = async (): Promise<void> => {
  await desk.page.evaluate(() => {
    const { desk: api } = globalThis as unknown as {
      desk: { on: (event: string, heard: () => void) => void };
    };
    api.on('command', () => document.body.setAttribute('data-commanded', ''));
  });
  await pressKey();
  await desk.page.locator('body[data-commanded]').waitFor({ state: 'attached' });
};

/** Opens the palette from the window's menu, as its key does, and types into it. */
const type = async (words: string): Promise<void> => {
  await desk.page.getByRole('link', { name: 'Today', exact: true }).waitFor();
  await pressKey();
  await expect(box).toBeFocused();
  await desk.page.keyboard.type(words);
};

test('text typed before the palette or New request are loaded is kept', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).waitFor();
  // Reload, so that neither is loaded yet.
  await page.reload();
  await page.getByRole('link', { name: 'Today', exact: true }).waitFor();
  await pressKeyAndBeHeard();
  await page.keyboard.type('new req');
  await expect(box).toHaveValue('new req');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Mina Field');
  await expect(page.getByRole('combobox', { name: 'Requester' })).toHaveValue('Mina Field');
});

test('text typed immediately goes into the palette, wherever the focus was', async () => {
  const { page } = desk;
  const { identifier } = await openReceiving(desk);
  // Like the key of the menu: the letters follow before the palette has the focus.
  await pressKeyAndBeHeard();
  await desk.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().find((candidate) => candidate.isVisible())?.webContents;
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'q' });
    contents?.sendInputEvent({ type: 'char', keyCode: 'q' });
    contents?.sendInputEvent({ type: 'keyUp', keyCode: 'q' });
  });
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('q');
  await page.keyboard.press('Escape');
  await expect(identifier).toHaveValue('');
});

test('palette, collapsed menu and filters have no serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(120_000);
  const { page } = desk;
  await type('re');
  await expect(page.getByRole('option').filter({ hasText: '01' }).first()).toBeAttached();
  expect(await seriousIssues(page), 'the palette').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await zoom(2);
  await page.getByRole('button', { name: /^Filters/ }).click();
  await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
  expect(await seriousIssues(page), 'the filters over the list').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  expect(await seriousIssues(page), 'the menu').toEqual([]);
  await zoom(1);
});

test('a scan while the palette is open goes to the page, whatever the code, and closes the palette', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Receiving Items' }).click();
  await type('');
  await scan(desk, '01MAIN0000101');
  await expect(box).toBeHidden();
  await expect(page.getByRole('heading', { name: 'The Voyage of the Beagle' })).toBeVisible();
  await type('to');
  // A barcode that starts like the name of a page.
  await scan(desk, 'TODAY');
  await expect(box).toBeHidden();
  await expect
    .poll(() => ask(desk.dataDir, 'SELECT barcode FROM item WHERE barcode = ?', 'TODAY'))
    .toHaveLength(1);
  await expect(page.getByRole('heading', { name: 'Receiving Items' })).toBeVisible();
});
