import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportIds, reports } from '../../shared/domain/reports.ts';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

test('by the keyboard: the page, a period, a number, its table and its plot as files', async () => {
  test.setTimeout(180_000);
  const { app, page } = desk;
  const folder = temporaryFolder();
  await app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...asked: readonly unknown[]) => {
      const { defaultPath = '' } = asked.at(-1) as { readonly defaultPath?: string };
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` });
    };
  }, folder);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  // As its key goes: keys of the menu are the system's.
  const key = await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('go.reports')?.click();
    return String(Menu.getApplicationMenu()?.getMenuItemById('go.reports')?.accelerator);
  });
  expect(key).toBe('CmdOrCtrl+9');
  await expect(page.getByRole('main', { name: 'Reports' })).toBeVisible();

  const year = page.getByRole('button', { name: 'This year', exact: true });
  await year.press('Enter');
  await expect(year).toHaveAttribute('aria-pressed', 'true');
  const table = page.getByRole('table', { name: 'Requests by status, table' });
  await expect(table.getByRole('row')).not.toHaveCount(0);
  const made = page.getByText('Requests created', { exact: true }).locator('..').locator('strong');
  const number = Number(await made.textContent());
  expect(number).toBeGreaterThan(100);

  await page.getByRole('button', { name: 'Save as CSV' }).press('Enter');
  await expect(page.getByText(/^Saved as Requests by status .*\.csv\.$/)).toBeVisible();
  const [csv = ''] = readdirSync(folder).filter((name) => name.endsWith('.csv'));
  const rows = readFileSync(join(folder, csv), 'utf8').trim().split('\r\n').slice(1);
  const inFile = rows
    .map((row) =>
      row
        .split(',')
        .slice(1)
        .filter((_, index) => index % 2 === 0),
    )
    .flat();
  expect(inFile.reduce((sum, cell) => sum + Number(cell), 0)).toBe(number);

  await page.getByRole('button', { name: 'Save as PNG' }).press('Enter');
  await expect(page.getByText(/^Saved as Requests by status .*\.png\.$/)).toBeVisible();
  const [png = ''] = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const bytes = readFileSync(join(folder, png));
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  // The plot is there, and not an empty sheet: a picture of one colour is a few kilobytes.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(600);
  expect(bytes.byteLength).toBeGreaterThan(20_000);

  await page.getByRole('tab', { name: 'Requests by status' }).focus();
  for (const id of reportIds) {
    await expect(page.getByRole('tab', { name: reports[id].label })).toBeFocused();
    await expect(page.getByText(reports[id].counts)).toBeVisible();
    await expect(
      page
        .getByRole('tabpanel')
        .getByText(/vs previous period|same as previous period|no comparison|Nothing was counted/)
        .first(),
    ).toBeVisible();
    expect(await seriousIssues(page), reports[id].label).toEqual([]);
    await page.keyboard.press('ArrowRight');
  }
});
