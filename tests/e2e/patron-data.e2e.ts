import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';

let desk: Desk;
test.afterEach(() => desk.close());

const openPatron = async (search: string) => {
  const { page } = desk;
  await page.evaluate(() => void (location.hash = '#/settings/patrons'));
  await page.getByRole('searchbox', { name: 'Search patrons' }).fill(search);
  const grid = page.getByRole('grid', { name: 'Patrons' });
  await grid.getByRole('row').filter({ hasText: search }).first().getByRole('button').first().click();
  return page.getByRole('dialog');
};

test('all about a patron is saved, somebody with something open stays, and who has nothing open is forgotten', async () => {
  desk = await launchDesk({ library: 'demo' });
  const target = join(temporaryFolder(), 'all.html');
  let record = await openPatron('Reader, A.');
  await desk.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, target);
  await record.getByRole('button', { name: 'Save all about them, to read' }).click();
  await expect(record.getByText('Saved as all.html.')).toBeVisible();
  expect(readFileSync(target, 'utf8')).toContain('<td>Reader, A.</td>');
  await record.getByRole('button', { name: 'Forget this patron' }).click();
  expect(await seriousIssues(desk.page)).toEqual([]);
  // The focus is where nothing is lost.
  await expect(record.getByRole('button', { name: 'Leave it' })).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await record.getByRole('button', { name: 'Forget this patron' }).click();
  await record.getByRole('button', { name: 'Forget for good' }).click();
  await expect(record.getByRole('alert')).toContainText('Something is still open, so nothing was forgotten');
  await desk.page.keyboard.press('Escape');

  await desk.page.getByRole('button', { name: /^(New|Add)/ }).click();
  record = desk.page.getByRole('dialog');
  await record.getByRole('textbox', { name: 'Name' }).fill('Nobody, Soon');
  await record.getByRole('textbox', { name: 'Card number' }).fill('SOON-1');
  await record.getByRole('button', { name: 'Save' }).click();
  await expect(record).toBeHidden();
  record = await openPatron('Nobody, Soon');
  await record.getByRole('button', { name: 'Forget this patron' }).click();
  await record.getByRole('button', { name: 'Forget for good' }).click();
  await expect(record.getByText('Forgotten.')).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await expect(desk.page.getByText('No patron has all these beginnings')).toBeVisible();
});
