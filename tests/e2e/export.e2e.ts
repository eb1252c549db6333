import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tablesIn } from '../electron/files/reading/tables.ts';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/launch.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
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
  // The save dialog returns the suggested name.
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

test('the current list is exported as a workbook or text with the key alone, as filtered and sorted', async () => {
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
  await expect(window.getByText(/^Saved Borrowing Requests .*\.xlsx: \d+ rows\.$/)).toBeVisible();
  const { bytes } = saved();
  const [table = []] = Object.values(await tablesIn(bytes));
  expect(table[0]?.cells.slice(0, 3)).toEqual(['External identifier', 'Due back', 'Title']);
  const first = table[1]?.cells[0] ?? 'empty';
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(rows.filter({ hasText: first })).toHaveCount(1);
  expect(table.length).toBeGreaterThan(2);
});
