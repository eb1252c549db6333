import { expect } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFacts, reportIds, reports } from '../../shared/domain/reports.ts';
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

test('with the keyboard: the page, a period, a number, its table and its chart as files', async () => {
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
  // Like its key: the keys of the menu belong to the system.
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
  // The chart is not empty: an image with a single colour has only a few kilobytes.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(600);
  expect(bytes.byteLength).toBeGreaterThan(20_000);

  await page.getByRole('tab', { name: 'Requests by status' }).focus();
  for (const id of reportIds) {
    await expect(page.getByRole('tab', { name: reports[id].label })).toBeFocused();
    const { counts } = reportFacts(id);
    await expect(page.getByText(typeof counts === 'string' ? counts : counts('month'))).toBeVisible();
    await expect(
      page
        .getByRole('tabpanel')
        .getByText(/vs previous \d+ days|same as previous \d+ days|no comparison|nothing to count/)
        .first(),
    ).toBeVisible();
    expect(await seriousIssues(page), reports[id].label).toEqual([]);
    await page.keyboard.press('ArrowRight');
  }
});

/** Returns the positions of the axis labels of the bars, one for each line. */
const labelsOf = (): Promise<readonly (readonly DOMRect[])[]> =>
  desk.page.evaluate(() =>
    [...document.querySelectorAll('.recharts-xAxis-tick-labels text')].map((label) =>
      [...label.querySelectorAll('tspan')]
        .filter((line) => line.textContent !== '')
        .map((line) => line.getBoundingClientRect().toJSON() as DOMRect),
    ),
  );

/** Lines of the same label are slightly closer than the height of a line. */
const meet = (one: DOMRect, other: DOMRect): boolean =>
  Math.min(one.right, other.right) > Math.max(one.left, other.left) &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 3;

const openReports = async (): Promise<void> => {
  await desk.page.getByRole('link', { name: 'Reports' }).click();
  await expect(desk.page.getByRole('img', { name: /^Chart of Requests by status/ })).toBeVisible();
};

test('every bar is labelled, and no labels overlap, also at 200 percent', async () => {
  const { app, page } = desk;
  for (const zoom of [1, 2]) {
    await app.evaluate(({ BrowserWindow }, factor) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      window?.setContentSize(1280, 800);
      window?.webContents.setZoomFactor(factor);
    }, zoom);
    await page.waitForFunction((width) => Math.abs(innerWidth - width) < 10, 1280 / zoom);
    await page.evaluate(() => (location.hash = '#/reports'));
    for (const report of ['Requests by status', 'Overdue by age']) {
      await page.getByRole('tab', { name: report }).click();
      await expect(page.getByRole('img', { name: `Chart of ${report}. ` })).toBeVisible();
      const rows = page.getByRole('table', { name: `${report}, table` }).getByRole('rowheader');
      await expect(rows).not.toHaveCount(0);
      const labels = await labelsOf();
      expect(labels.map((lines) => lines.length > 0)).toEqual((await rows.all()).map(() => true));
      const boxes = labels.flat();
      expect(boxes.filter((one, at) => boxes.some((other, place) => place > at && meet(one, other)))).toEqual(
        [],
      );
    }
  }
});

test('a bar’s numbers are visible while the pointer is on it, and its series are hatched on paper and in forced colours only', async () => {
  const { page } = desk;
  await openReports();
  const chart = page.getByRole('img', { name: /^Chart of Requests by status/ });
  const row = page
    .getByRole('table', { name: 'Requests by status, table' })
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: /^[1-9]\d*( |$)/ }) })
    .last();
  const name = (await row.getByRole('rowheader').textContent()) ?? '';
  const index = await row.evaluate((shown) => [...(shown.parentElement?.children ?? [])].indexOf(shown));
  const label = (await labelsOf())[index]?.[0];
  const box = await chart.boundingBox();
  await page.mouse.move((label?.x ?? 0) + 5, (box?.y ?? 0) + 60);
  await page.mouse.move((label?.x ?? 0) + 6, (box?.y ?? 0) + 60);
  await expect(chart).toContainText(name);
  await expect(chart.locator('dd').first()).toHaveText(/^[1-9]/);
  const isHatched = (): Promise<boolean> =>
    page.evaluate(() =>
      [...document.querySelectorAll('pattern g')].every(
        (drawing) => getComputedStyle(drawing).display !== 'none',
      ),
    );
  expect(await isHatched()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await isHatched()).toBe(true);
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  expect(await isHatched()).toBe(true);
  await page.emulateMedia({ media: 'screen', forcedColors: 'none' });
  expect(await isHatched()).toBe(false);
});
