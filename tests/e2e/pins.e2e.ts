import { randomBytes, scryptSync } from 'node:crypto';
import { expect } from '@playwright/test';
import { connect } from '../../electron/main/db/open.ts';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { seriousIssues } from '../support/axe.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { filledFolder, launchDesk } from '../support/launch.ts';

let desk: Desk;
test.afterEach(() => desk.close());

test('of an older database an administrator without a PIN sets one before anything else; a scan is not taken for it', async () => {
  const dataDir = await filledFolder('demo');
  const database = connect(databaseFileOf(dataDir));
  database.exec("INSERT INTO operator (name) VALUES ('Bea Clerk')");
  database.close();

  desk = await launchDesk({ dataDir });
  const { page } = desk;
  await expect(page.getByRole('heading', { name: 'Set a PIN for Operator' })).toBeVisible();
  const box = page.getByLabel('New PIN, 6 to 12 digits');
  await expect(box).toBeFocused();
  expect(await seriousIssues(page)).toEqual([]);
  await scan(desk, '123456789012');
  await expect(page.getByRole('alert')).toContainText('The code was not taken');
  await expect(box).toHaveValue('');
  await box.fill('246813');
  await page.getByLabel('The new PIN again').fill('246813');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(page.getByText('To receive').first()).toBeVisible();
  expect(desk.problems).toEqual([]);
});

test('an older PIN of four digits signs in, and a longer one is asked for until it is set', async () => {
  const dataDir = await filledFolder('demo');
  const salt = randomBytes(16);
  const key = scryptSync('2468', salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
  const database = connect(databaseFileOf(dataDir));
  database
    .prepare('UPDATE operator SET pin_hash = ?')
    .run(`scrypt-15-8-1$${salt.toString('base64')}$${key.toString('base64')}`);
  database.close();

  desk = await launchDesk({ dataDir });
  const { page } = desk;
  await page.getByLabel('PIN of Operator').fill('2468');
  await page.keyboard.press('Enter');
  const hint = page.getByRole('region', { name: 'Your PIN' });
  await expect(hint).toContainText('Your PIN has fewer than 6 digits');
  expect(await seriousIssues(page)).toEqual([]);
  await hint.getByRole('button', { name: 'Operators and roles' }).click();
  await page.getByRole('button', { name: 'Operator', exact: true }).click();
  await page.getByLabel('Current PIN').fill('2468');
  const form = page.getByRole('form', { name: 'PIN' });
  await form.getByLabel('New PIN, 6 to 12 digits').fill('246813');
  await form.getByLabel('The new PIN again').fill('246813');
  await form.getByRole('button', { name: 'Change PIN' }).click();
  await expect(form).toContainText('The PIN is set.');
  await expect(hint).toHaveCount(0);
  expect(desk.problems).toEqual([]);
});
