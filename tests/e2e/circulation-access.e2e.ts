import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import {
  circulationFile,
  chooseFromMenu,
  circulationPage,
  openCirculation,
} from '../support/circulation-page.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: circulationFile() }),
  (begun) => (desk = begun),
);

test('the keyboard alone is enough: find by name, pick, lend, renew, and go on', async () => {
  const { page } = desk;
  await chooseFromMenu(desk, 'go.patron-services');
  const { patron, item, lastStep } = circulationPage(page);
  await expect(patron).toBeFocused();
  await page.keyboard.type('read', { delay: 70 });
  await page.keyboard.press('Enter');
  const found = page.getByRole('region', { name: 'Patrons found' });
  await expect(found.getByRole('button', { name: /Reade, Bertha/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(found.getByRole('button', { name: /Reader, A\./ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(item).toBeFocused();
  await page.keyboard.type('n-1', { delay: 70 });
  await page.keyboard.press('Enter');
  await expect(lastStep).toContainText('LENT TO · Reader, A.');
  const menu = page.getByRole('button', { name: 'Actions for N-3' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Renew' })).toBeVisible();
  // Escape closes the menu, not the patron.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem', { name: 'Renew' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Reader, A.' })).toBeVisible();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(lastStep).toContainText('Renewed until');
  await expect(item).toBeFocused();
  await page.getByRole('combobox', { name: 'Loans Display' }).focus();
  await chooseFromMenu(desk, 'focus.scanBox');
  await expect(item).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(patron).toBeFocused();
  await page.keyboard.type('nguyen mai', { delay: 70 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nguyễn Thị Mai' })).toBeVisible();
  await chooseFromMenu(desk, 'go.return-items');
  await expect(page.getByRole('heading', { name: 'Return Items' })).toBeVisible();
  await chooseFromMenu(desk, 'go.scan-in');
  await expect(page.getByRole('heading', { name: 'Scan In Items' })).toBeVisible();
  await expect(item).toBeFocused();
});

test('none of the three pages has a serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(180_000);
  const { page } = desk;
  const expectClean = async (what: string): Promise<void> => {
    expect(await seriousIssues(page), what).toEqual([]);
  };
  let { item, lastStep, window } = await openCirculation(desk, 'Scan In Items');
  await expectClean('Scan In Items, empty');
  await scan(desk, 'N-5');
  await expect(lastStep).toContainText('SEND TO');
  await expectClean('an item that is sent on');
  await scan(desk, 'N-3');
  await expect(lastStep).toContainText('STOP');
  await expectClean('a refusal with a way on');
  ({ lastStep, window } = await openCirculation(desk, 'Return Items'));
  await scan(desk, 'V-1');
  await expect(window).toBeVisible();
  await expectClean('the window of a return');
  await page.keyboard.press('Enter');
  await expect(lastStep).toContainText('RETURN TO');
  await expectClean('a return');
  const services = await openCirculation(desk, 'Manage Patron Services');
  await services.patron.fill('read');
  await services.ok.click();
  await page.getByRole('region', { name: 'Patrons found' }).waitFor();
  await expectClean('the pick list');
  await scan(desk, 'P1000001');
  ({ item, lastStep } = services);
  await expect(item).toBeFocused();
  await scan(desk, 'N-1');
  await expect(lastStep).toContainText('LENT TO');
  await expectClean('a patron after a loan');
  await page.getByRole('button', { name: 'Actions for N-3' }).click();
  await page.getByRole('menuitem', { name: 'Renew' }).waitFor();
  await expectClean('the menu of a loan');
});

test('the patron’s page is usable at 200 % zoom: nothing is cut off at the side', async () => {
  const { app, page } = desk;
  const { item, lastStep } = await openCirculation(desk, 'Manage Patron Services');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await scan(desk, 'P1000001');
  await expect(item).toBeFocused();
  await scan(desk, 'N-1');
  await expect(lastStep).toContainText('LENT TO');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});
