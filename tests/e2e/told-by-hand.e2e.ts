import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { databaseFile } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { filledFolder, launchDesk, temporaryFolder } from '../support/launch.ts';
import { letterBeside } from '../support/letters-page.ts';

let desk: Desk;
test.afterEach(async () => desk.close());

/** Returns a data folder with the demo library, in which one partner has no e-mail address. */
const folderWithout = async (email: string): Promise<string> => {
  const dataDir = await filledFolder('demo');
  const db = new BetterSqlite3(databaseFile(dataDir));
  db.prepare("UPDATE partner SET email = '' WHERE email = ?").run(email);
  db.close();
  return dataDir;
};

const receive = async (externalId: string, barcode: string): Promise<void> => {
  const receiving = await openReceiving(desk);
  await scan(desk, externalId);
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, barcode);
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
};

test('letters to partners without an address are one list, marked as done together with the keyboard', async () => {
  desk = await launchDesk({ dataDir: await folderWithout('ill@north.example') });
  const { page } = desk;
  await receive('01MAIN0000101', 'N-90001');
  await receive('01MAIN0000152', 'N-90002');
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: /Contact by hand/ }).click();
  await page
    .getByRole('button', { name: /^Letters/ })
    .first()
    .press('Enter');
  await expect(page.getByRole('radio', { name: 'Contact by hand (2 requests)' })).toBeChecked();
  const list = page.getByRole('grid', { name: 'Contact by hand' });
  await expect(list.getByRole('row', { name: /North University Library .*Received/ })).toHaveCount(2);
  expect(await seriousIssues(page), 'the list').toEqual([]);

  const folder = temporaryFolder();
  await desk.app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...asked: readonly unknown[]) => {
      const { defaultPath = '' } = asked.at(-1) as { readonly defaultPath?: string };
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    };
  }, folder);
  await page.getByRole('button', { name: 'Save as file' }).press('Enter');
  await expect(page.getByText(/^Saved as Contact by hand .*\.csv\. Letters: 2\.$/)).toBeVisible();
  const [file = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, file), 'utf8')).toMatch(
    /\r\nNorth University Library,.*,Received,01MAIN0000101,/s,
  );

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await page.getByRole('button', { name: 'Print list' }).press('Enter');
  await expect(page.locator('body[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByRole('heading', { name: 'Contact by hand', level: 1 }).locator('..');
  await expect(paper.getByRole('row', { name: /North University Library .*Received/ })).toHaveCount(2);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));

  const first = list.getByRole('row', { name: /Received/ }).first();
  await list.getByRole('checkbox', { name: 'Select Received 01MAIN0000152' }).press('Space');
  const selected = page.getByRole('region', { name: 'Selected letters' });
  await expect(selected).toContainText('1 selected');
  await selected.getByRole('button', { name: 'Mark as done' }).press('Enter');
  await expect(page.getByText('1 letter marked as done by hand.')).toBeVisible();
  await expect(list.getByRole('row', { name: /Received/ })).toHaveCount(1);

  await first.press('Control+a');
  await selected.getByRole('button', { name: 'Mark as done' }).press('Enter');
  await expect(page.getByText('No one to contact by hand.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Contact by hand (0 requests)' })).toBeChecked();
  expect(await seriousIssues(page), 'the empty list').toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText('Undone: 1 letter.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Contact by hand (1 request)' })).toBeChecked();

  // With an address in the partner's record it is sent automatically.
  await first.press('Enter');
  await letterBeside(page).getByRole('button', { name: 'Add address' }).press('Enter');
  const address = page.getByRole('dialog', { name: 'E-mail address for North University Library' });
  await expect(address.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
  await page.keyboard.type('nowhere');
  await page.keyboard.press('Enter');
  await expect(address.getByText('Enter one e-mail address')).toBeVisible();
  expect(await seriousIssues(page), 'the address of the address').toEqual([]);
  await address.getByRole('textbox', { name: 'E-mail' }).fill('ill@north.example');
  await page.keyboard.press('Enter');
  await expect(address).toBeHidden();
  await expect(page.getByText('1 letter is queued for it.')).toBeVisible();
  await expect(page.getByText('No one to contact by hand.')).toBeVisible();
  await page.getByRole('radio', { name: /^Outbox/ }).press('Space');
  await expect(page.getByRole('row', { name: /Received.*Waiting/ })).toHaveCount(1);
  expect(desk.problems).toEqual([]);
});
