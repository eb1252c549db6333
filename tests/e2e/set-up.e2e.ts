import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;

test.afterEach(() => desk.close());

/** What somebody who has never seen the program may need for the first receipt, with this test's quick hands. */
const firstReceiptMs = 120_000;

test('an empty installation leads in five steps to the first receipt, by the keyboard, within two minutes', async () => {
  const begun = Date.now();
  desk = await launchDesk();
  const { page, dataDir } = desk;
  const next = page.getByRole('button', { name: 'Next' });
  const heading = (words: string) => page.getByRole('heading', { name: words, level: 3 });
  await page.getByRole('button', { name: 'Set up this workstation' }).press('Enter');

  await expect(page.getByRole('textbox', { name: 'Library name' })).toBeFocused();
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Hill College Library');
  await page.getByRole('textbox', { name: 'Desk name' }).fill('Front desk');
  await page.keyboard.press('Enter');

  await expect(heading('Step 2 of 5: Operator and PIN')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Rosa Luz');
  await page.getByLabel('New PIN ()').fill('482915');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is not what you typed')).toBeVisible();
  await page.getByLabel('Confirm new PIN').fill('482915');
  await page.keyboard.press('Enter');

  await expect(heading('Step 3 of 5: Printer')).toBeVisible();
  await page.getByRole('button', { name: 'Print a test slip' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved as PDF' })).toBeVisible();
  await next.press('Enter');
  await expect(heading('Step 4 of 5: Scanner')).toBeVisible();
  await next.press('Enter');

  await expect(heading('Step 5 of 5: Requests')).toBeVisible();
  await page.getByRole('button', { name: 'Enter the first request' }).press('Enter');
  await page.getByRole('button', { name: 'New request' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByRole('textbox', { name: 'External identifier' }).fill('HILL-0001');
  await form.getByRole('textbox', { name: 'Title' }).fill('The first of all');
  await form.getByRole('combobox', { name: 'Requester' }).fill('Mina Field');
  await form.getByRole('button', { name: 'Add as a new patron' }).press('Enter');
  await expect(form.getByRole('textbox', { name: 'Card' })).toBeFocused();
  await page.keyboard.type('P-1');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Save and receive' }).press('Enter');
  // There is no partner yet that could have sent it.
  await expect(page.getByRole('textbox', { name: 'Temporary barcode' })).toBeFocused();
  await page.keyboard.type('T-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('T-1');

  expect(ask(dataDir, 'SELECT name FROM library')).toEqual([{ name: 'Hill College Library' }]);
  expect(ask(dataDir, 'SELECT name FROM desk')).toEqual([{ name: 'Front desk' }]);
  expect(ask(dataDir, 'SELECT name, length(pin_hash) > 0 AS pin FROM operator')).toEqual([
    { name: 'Rosa Luz', pin: 1 },
  ]);
  expect(ask(dataDir, 'SELECT barcode FROM item')).toEqual([{ barcode: 'T-1' }]);
  expect(Date.now() - begun).toBeLessThan(firstReceiptMs);
});
