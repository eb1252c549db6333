import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesIn } from '../electron/files/reading/tables.ts';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/launch.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { openSettings } from '../support/letters-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
let folder: string;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
  },
);
test.beforeEach(async () => {
  folder = temporaryFolder();
  // The person at the dialog takes the name that is offered.
  await desk.app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...asked: readonly unknown[]) => {
      const { defaultPath = '' } = asked.at(-1) as { readonly defaultPath?: string };
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    };
  }, folder);
});

const saved = (): { readonly name: string; readonly bytes: Buffer } => {
  const [name = '', ...more] = readdirSync(folder);
  expect(more).toEqual([]);
  return { name, bytes: readFileSync(join(folder, name)) };
};

test('the list in sight becomes a workbook or a text by the key alone, as it is filtered and sorted', async () => {
  const { page } = desk;
  await page.evaluate(() => (location.hash = '#/requests/view/recalled'));
  await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();
  const rows = page.getByRole('grid', { name: 'Requests' }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await chooseFromMenu(desk, 'export.list');
  const window = page.getByRole('dialog', { name: 'Export list…' });
  await expect(window.getByRole('button', { name: /^Excel workbook/ })).toBeFocused();
  expect(await seriousIssues(page), 'the window').toEqual([]);
  await page.keyboard.press('Enter');
  await expect(window.getByText(/^Borrowing Requests .*\.xlsx is saved: \d+ rows\.$/)).toBeVisible();
  const { bytes } = saved();
  const [table = []] = Object.values(await tablesIn(bytes));
  expect(table[0]?.cells.slice(0, 3)).toEqual(['External identifier', 'Title', 'Author']);
  const first = table[1]?.cells[0] ?? 'nothing';
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(rows.filter({ hasText: first })).toHaveCount(1);
  expect(table.length).toBeGreaterThan(2);
});

test('a page without a list says where lists are; a closed dialog leaves everything as it was', async () => {
  const { page } = desk;
  await chooseFromMenu(desk, 'go.receiving');
  await chooseFromMenu(desk, 'export.list');
  await expect(page.getByText(/^There is no list on this page\./)).toBeVisible();
  await page.keyboard.press('Escape');
  await desk.app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
  });
  await chooseFromMenu(desk, 'go.slips');
  await page.getByRole('button', { name: 'Export list…' }).press('Enter');
  const window = page.getByRole('dialog', { name: 'Export list…' });
  await window.getByRole('button', { name: /^CSV/ }).press('Enter');
  await expect(window.getByRole('button', { name: /^CSV/ })).toBeEnabled();
  await expect(window.getByText(/is saved/)).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
});

test('the library goes out of Settings into a file, without names where that is wanted', async () => {
  const { page } = desk;
  await openSettings(page, 'Library file');
  expect(await seriousIssues(page), 'the section').toEqual([]);
  await page.getByRole('checkbox', { name: 'Leave patrons’ names out' }).press('Space');
  await page.getByRole('button', { name: 'Export…' }).press('Enter');
  await expect(page.getByText(/^library without patrons .*\.json is saved: \d+ rows\.$/)).toBeVisible();
  const { name, bytes } = saved();
  expect(name).toMatch(/^library without patrons \d{4}-\d\d-\d\d\.json$/);
  const content = JSON.parse(bytes.toString('utf8')) as {
    readonly patrons: readonly { readonly name: string }[];
    readonly requests: readonly unknown[];
  };
  expect(content.requests.length).toBeGreaterThan(290);
  expect(content.patrons.every(({ name: called }) => /^Patron \d+$/.test(called))).toBe(true);
});
