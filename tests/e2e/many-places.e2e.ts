import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { filledFolder, launchDesk } from '../support/launch.ts';

// An installation with as many desks and partners as the largest consortium.

const many = 20_000;
let desk: Desk;
test.afterEach(async () => {
  await desk.close();
  expect(desk.problems).toEqual([]);
});

test('one of 20,000 desks is found by words of its name and chosen, and so is a partner', async () => {
  const dataDir = await filledFolder('demo');
  const db = new BetterSqlite3(databaseFile(dataDir));
  const series = `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${many})`;
  db.exec(
    `${series} INSERT INTO desk (code, name, library_id, hold_shelf, receives)
       SELECT 'MANY-' || n, 'Reading room ' || n, (SELECT min(id) FROM library), 1, 1 FROM n;
     ${series} INSERT INTO partner (code, name, address) SELECT 'MANY-' || n, 'College library ' || n, '[]' FROM n;`,
  );
  db.close();

  desk = await launchDesk({ dataDir });
  const { page } = desk;
  const where = page.getByRole('combobox', { name: 'Currently at' });
  await expect(where).toBeEnabled();
  await where.click();
  const choices = page.getByRole('listbox').getByRole('option');
  // Only a part of them: rendering the whole list would take seconds.
  await expect(choices).toHaveCount(50);
  await where.fill('room 19777');
  await expect(choices).toHaveText(['Reading room 19777']);
  await choices.click();
  await expect(where).toHaveValue('Reading room 19777');
  // The desk is stored in the program, not only in the box.
  await page.reload();
  await expect(where).toHaveValue('Reading room 19777');
  await where.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('nowhere at all');
  await expect(page.getByText('No matches')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choices).toHaveCount(0);

  await page
    .getByRole('navigation', { name: 'Menu' })
    .getByRole('link', { name: 'Borrowing Requests' })
    .click();
  await page.getByRole('button', { name: 'New request' }).click();
  const partners = page.getByRole('combobox', { name: /^Partners, in the order/ });
  await partners.click();
  await partners.fill('college 12345');
  await page.getByRole('option', { name: 'College library 12345' }).click();
  await expect(page.getByRole('list', { name: 'Rota' })).toContainText('College library 12345');
  const pickup = page.getByRole('combobox', { name: 'Pickup location' });
  await pickup.click();
  await pickup.fill('room 4242');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(pickup).toHaveValue(/^Reading room 4242 ·/);
});
