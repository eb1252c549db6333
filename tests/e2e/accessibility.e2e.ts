import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;
test.afterEach(() => desk.close());

test('no page has a serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(180_000);
  desk = await launchDesk({ library: 'demo', printer: 'No-Such-Printer' });
  const { page } = desk;
  const expectClean = async (what: string): Promise<void> => {
    expect(await seriousIssues(page), what).toEqual([]);
  };
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.getByText('To receive').first().waitFor();
  await expectClean('Today');
  await page.getByRole('link', { name: /To receive/ }).click();
  await page.getByRole('row').nth(1).waitFor();
  await expectClean('a list behind a card');

  const receiving = await openReceiving(desk);
  await expectClean('Receiving Items, empty');
  await scan(desk, '01MAIN0000104');
  await expect(receiving.barcode).toBeFocused();
  await expectClean('the form with a warning');
  await scan(desk, 'N-90004');
  await expect(receiving.lastStep).toContainText('The slip did not print');
  await expectClean('a confirmation whose slip failed');
  await scan(desk, '01MAIN0000106');
  await expect(page.getByRole('group', { name: 'What to do with the parcel' })).toBeFocused();
  await scan(desk, 'N-90006');
  await expect(receiving.lastStep).toContainText('STOP');
  await expectClean('a refusal, and the question about a parcel that nobody expects');
  await scan(desk, '01MAIN0000103');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'V-1');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(1);
  await receiving.done.click();
  await expect(page.getByRole('button', { name: 'Leave set open' })).toBeFocused();
  await expectClean('the question about an incomplete set');
  await page.getByRole('button', { name: 'The rest is not wanted' }).click();
  await expect(receiving.lastStep).toContainText('1 of 3');
  await expectClean('a finished set');

  await page.getByRole('link', { name: 'Slips' }).click();
  await page.getByRole('row', { name: /01MAIN0000104/ }).waitFor();
  await expectClean('Slips');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await expectClean('Settings');
  await page.keyboard.press('?');
  await page.getByRole('complementary', { name: 'Help' }).waitFor();
  await expectClean('the keys');
});
