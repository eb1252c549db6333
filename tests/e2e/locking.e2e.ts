import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { ownPin, setOwnPin, setPin } from '../support/pins-page.ts';

let desk: Desk;
test.afterEach(() => desk.close());

/** Simulates the event of a locked computer, which cannot be locked under Xvfb. */
const lockSystem = (): Promise<unknown> =>
  desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });

/** Starts a request and leaves it unfinished. */
const beginRequest = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  await title(page).fill('The Sea Around Us');
};

test('locking the computer signs out; the same operator finds their page unchanged, another one does not', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await setOwnPin(page);
  await page.getByRole('button', { name: 'Add operator' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bea Clerk');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await setPin(page, '246813');
  await expect(page.getByRole('form', { name: 'PIN' })).toContainText('PIN set.');
  await beginRequest(page);

  await lockSystem();
  await expect(
    page.getByText('You were signed out because this workstation was idle or locked.'),
  ).toBeVisible();
  await expect(title(page)).not.toBeVisible();
  await expect(page.getByRole('link', { name: 'Today', exact: true })).toHaveCount(0);
  expect(await page.evaluate(() => document.body.innerText)).not.toContain('Borrowing Requests');
  expect(await seriousIssues(page)).toEqual([]);
  await page.getByLabel('PIN for Operator').fill(ownPin);
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveValue('The Sea Around Us');
  // It still counts as unsaved.
  await page.evaluate(() => (location.hash = '#/today'));
  await page.getByRole('button', { name: 'Keep editing' }).click();

  await lockSystem();
  await page.getByRole('button', { name: 'Switch operator' }).click();
  await page.getByRole('option', { name: /Bea Clerk/ }).click();
  await page.getByLabel('PIN for Bea Clerk').fill('246813');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Operator: Bea Clerk' })).toBeVisible();
  await expect(page.getByText('The Sea Around Us')).toHaveCount(0);
  await expect(title(page)).toHaveCount(0);
  expect(desk.problems).toEqual([]);
});
