import { expect, type Locator, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { framePng } from '../support/picture.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
let page: Page;
test.beforeEach(async () => {
  desk = await sharedDesk({ library: 'demo' });
  page = desk.page;
});
test.afterEach(() => desk.close());

const open = async (): Promise<void> => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Slip layout', exact: true })
    .click();
  await expect(page.getByRole('list', { name: 'Fields' })).toBeVisible();
};
/** The file dialog returns this file. */
const willChoose = (name: string, bytes: Buffer): Promise<void> => {
  const path = join(desk.dataDir, name);
  writeFileSync(path, bytes);
  return desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [filePath] })) as typeof dialog.showOpenDialog;
  }, path);
};
const paper = (): Locator => page.frameLocator('iframe').locator('.slip');
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

test('a logo is chosen with the keyboard, drawn in the preview and on slips, positioned, and removed; a bad file is refused', async () => {
  await open();
  await willChoose('notes.png', Buffer.from('no picture'));
  await button('Choose a logo…').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('“notes.png” isn’t a PNG or JPEG picture.');
  await willChoose('broken.png', framePng(300, 100).subarray(0, 60));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('“broken.png” can’t be displayed');

  await willChoose('logo.png', framePng(300, 100));
  await page.keyboard.press('Enter');
  const picture = paper().locator('.logo img');
  // The frame of the preview is reloaded with each change: queries on it must retry, as these assertions do automatically.
  const isDrawn = (): Promise<void> => expect(picture).toHaveJSProperty('naturalWidth', 300);
  await isDrawn();
  await expect(page.getByRole('alert')).toBeHidden();
  await page.getByRole('combobox', { name: 'Position on the slip' }).selectOption('centre');
  await expect(paper().locator('.logo.centre')).toBeVisible();
  await page.getByRole('combobox', { name: 'Size: Logo' }).selectOption('small');
  await expect(picture).toHaveAttribute('style', /height: 9\.00mm/);
  expect(await seriousIssues(page)).toEqual([]);

  await button('Save').click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await page.getByRole('link', { name: 'Slips', exact: true }).click();
  await page.getByRole('row', { name: /01MAIN0000101/ }).click();
  await isDrawn();

  await open();
  await button('Remove logo').focus();
  await page.keyboard.press('Enter');
  await expect(button('Choose a logo…')).toBeFocused();
  await expect(picture).toBeHidden();
  expect(desk.problems).toEqual([]);
});
