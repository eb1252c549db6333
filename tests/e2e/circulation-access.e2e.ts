import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { circulationFile, openCirculation } from '../support/circulation-page.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: circulationFile() }),
  (begun) => (desk = begun),
);

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
