import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openRequests } from '../support/requests-page.ts';
import { sharedDesk } from '../support/shared-program.ts';

// Imports a file of another system with the keyboard only: choose, map, review, import; and the next file a week later.

let desk: Desk;
test.afterEach(() => desk.close());

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/exports', name);

/** The file dialog returns this file. */
const willChoose = (path: string): Promise<void> =>
  desk.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [filePath] })) as typeof dialog.showOpenDialog;
  }, path);

/** Presses Tab until a control has the focus. */
const tabTo = async (control: Locator): Promise<void> => {
  await control.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    await desk.page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('The Tab key does not lead there.');
};

const press = (key: string): Promise<void> => desk.page.keyboard.press(key);
const dialog = (): Locator => desk.page.getByRole('dialog', { name: 'Import a file' });
const button = (name: string): Locator => dialog().getByRole('button', { name, exact: true });
const tab = (name: RegExp): Locator => dialog().getByRole('tab', { name });
const rowsOf = (name: string): Locator =>
  dialog()
    .getByRole('table', { name, exact: true })
    .or(dialog().getByRole('grid', { name, exact: true }))
    .getByRole('row')
    .filter({ hasText: /\d/ });

/** Opens the window with the palette, which is opened from the menu like its key does. */
const openByPalette = async (): Promise<void> => {
  await desk.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('show.palette')?.click();
  });
  await desk.page.getByRole('combobox', { name: 'Command or request' }).waitFor();
  await desk.page.keyboard.type('import a file');
  await press('Enter');
  await dialog().waitFor();
};

test('an Alma list is imported in three steps, accessible and with the keyboard only', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  await openRequests(desk);
  await openByPalette();
  await expect(button('Choose a file…')).toBeFocused();
  expect(await seriousIssues(page), 'the choice of a file').toEqual([]);

  await willChoose(fixture('alma-list.csv'));
  await press('Enter');
  // The file is recognised: its first rows are shown large, and Enter continues.
  await expect(dialog().getByText(/^Recognised as Alma: \d+ of \d+ columns understood$/)).toBeVisible();
  await expect(dialog().getByText('5 rows · 1 status name not understood')).toBeVisible();
  await expect(button('Preview import')).toBeFocused();
  const preview = rowsOf('First rows');
  await expect(preview).toHaveCount(5);
  await expect(preview.nth(2)).toContainText('Waiting for the courier');
  await expect(preview.nth(3)).toContainText('Refused. Title:');
  expect(await seriousIssues(page), 'the first rows').toEqual([]);

  // An unknown word is mapped once, and the rows update immediately.
  await tabTo(button('Match columns'));
  await press('Enter');
  const system = dialog().getByRole('combobox', { name: 'Read as' });
  await expect(system).toHaveValue('alma-list');
  await expect(dialog().getByText('New: Mill Street Branch')).toBeVisible();
  const columns = await dialog().getByRole('table', { name: 'Columns' }).boundingBox();
  expect(columns?.height).toBeGreaterThan(400);
  expect(await seriousIssues(page), 'the columns').toEqual([]);
  await tabTo(dialog().getByRole('combobox', { name: 'Status for “Waiting for the courier”' }));
  await page.keyboard.type('Shipped ph');
  await tabTo(button('Hide columns'));
  await press('Enter');
  await expect(preview.nth(2)).toContainText('Shipped');

  await tabTo(button('Preview import'));
  await press('Enter');
  await expect(tab(/^New 4$/)).toBeFocused();
  await expect(
    dialog().getByText('Nothing is saved yet. alma-list.csv will add or change 4 rows.'),
  ).toBeVisible();
  await expect(dialog().getByText('To be added: Pickup locations 1, Partners 1, Patrons 2')).toBeVisible();
  await press('ArrowRight');
  await expect(tab(/^Refused 1$/)).toBeFocused();
  await expect(rowsOf('Refused')).toHaveText(/01SPC0000504.*Title: Missing/);
  expect(await seriousIssues(page), 'the preview').toEqual([]);
  expect(ask(desk.dataDir, "SELECT count(*) AS n FROM request WHERE external_id LIKE '01SPC%'")).toEqual([
    { n: 0 },
  ]);

  await tabTo(button('Import'));
  await press('Enter');
  await expect(dialog().getByRole('heading', { name: 'Import complete' })).toBeFocused();
  expect(await seriousIssues(page), 'the imported requests').toEqual([]);
  await tabTo(button('View imported requests'));
  await press('Enter');
  await expect(dialog()).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: '01SPC' })).toHaveCount(4);
  await expect(page.getByText('4 requests', { exact: true })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Filters in use' })).toHaveText(/From alma-list\.csv, today/);
  await expect(page.getByRole('row').filter({ hasText: '01SPC0000503' })).toContainText('Shipped');
  expect(desk.problems).toEqual([]);
});

/** Drags files onto an element and drops them, with the browser's own drag events. */
const dropFiles = async (on: Locator, files: readonly string[]): Promise<void> => {
  const devTools = await desk.page.context().newCDPSession(desk.page);
  const box = await on.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devTools.send('Input.dispatchDragEvent', { type, ...place, data });
  await devTools.detach();
};

test('a file dropped anywhere on the program is inspected, in every step; not behind a window that asks something', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  await openRequests(desk);
  const readAs = (name: string): Locator => dialog().getByText(`Recognised as ${name}:`);
  await dropFiles(page.getByRole('main'), [fixture('alma-list.csv')]);
  await expect(readAs('Alma')).toBeVisible();
  await expect(rowsOf('First rows')).toHaveCount(5);

  // Another file during the mapping, and during the review.
  await dropFiles(dialog(), [fixture('tipasa.csv')]);
  await expect(readAs('Tipasa')).toBeVisible();
  await button('Preview import').click();
  await expect(button('Import')).toBeEnabled();
  await dropFiles(dialog(), [fixture('alma-list.csv')]);
  await expect(readAs('Alma')).toBeVisible();

  // A folder is refused, and the page does not change.
  const before = page.url();
  await dropFiles(dialog(), [join(import.meta.dirname, '../../resources')]);
  await expect(dialog().getByRole('alert')).toContainText('This is a folder');
  expect(page.url()).toBe(before);
  await press('Escape');
  await expect(dialog()).toBeHidden();

  await page.getByRole('button', { name: 'New request' }).click();
  const other = page.getByRole('dialog');
  await other.waitFor();
  await dropFiles(other, [fixture('alma-list.csv')]);
  await press('Escape');
  await expect(other).toBeHidden();
  await expect(dialog()).toBeHidden();
  expect(page.url()).toBe(before);
  expect(desk.problems).toEqual([]);
});

test('a long import continues in the background: the header shows its progress, and its notice links to the report', async () => {
  test.setTimeout(180_000);
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const rows = Array.from({ length: 20_000 }, (_, at) => `L-${at},Book ${at},Request sent to partner,NORTH`);
  const folder = temporaryFolder();
  const long = join(folder, 'long.csv');
  writeFileSync(
    long,
    ['External identifier,Title,Status,Active partner', ...rows, ',No number,,'].join('\n'),
  );
  await openRequests(desk);
  await dropFiles(page.getByRole('main'), [long]);
  await button('Preview import').click();
  await button('Import').click({ timeout: 60_000 });
  await button('Continue in background').click();
  await expect(dialog()).toBeHidden();
  const running = page.getByRole('button', { name: /^Importing: \d+%$/ });
  await running.click();
  await expect(dialog().getByRole('progressbar', { name: 'Importing long.csv' })).toBeVisible();
  await press('Escape');
  await expect(running).toBeVisible();
  await expect(page.getByText('Import finished: 20,000 added, 1 refused')).toBeVisible({ timeout: 90_000 });
  await expect(running).toBeHidden();
  await page.getByRole('button', { name: 'Show the report', exact: true }).click();
  await expect(tab(/^Refused 1$/)).toBeVisible();
  await expect(dialog().getByText('long.csv')).toBeVisible();
  expect(desk.problems).toEqual([]);
});
