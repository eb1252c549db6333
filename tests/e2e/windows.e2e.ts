import type { Locator } from '@playwright/test';
import { expect, test } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { scan } from '../support/desk-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;
test.beforeEach(async () => {
  desk = await launchDesk({ args: [`--import=${writeDecisionLibrary()}`] });
});
test.afterEach(async () => {
  await desk.close();
  expect(desk.problems).toEqual([]);
});

/** Opens the window of an action on a request. */
const choose = async (externalId: string, action: string): Promise<Locator> => {
  const { page } = desk;
  await page.getByRole('textbox', { name: 'Search requests' }).fill(externalId);
  await page.getByRole('button', { name: `Actions for ${externalId}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  const window = page.getByRole('dialog', { name: action, exact: true });
  await expect(window).toBeVisible();
  return window;
};

/** The kinds of messages that wait to leave. */
const messages = (): unknown[] => {
  const db = new BetterSqlite3(join(desk.dataDir, 'borrow-desk.sqlite'), { readonly: true });
  try {
    return db.prepare('SELECT kind FROM outbox ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
};

test('while a window is open, Ctrl+Z takes no step back behind it, and a scan takes the focus from nobody', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  const reply = await choose('01DEC0001', 'Conditional Reply');
  await reply.getByRole('radio', { name: 'Yes' }).check();
  await reply.getByRole('textbox', { name: 'Note' }).fill('The patron will read it here');
  await reply.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('Condition accepted');

  const window = await choose('01DEC0001', 'Cancel');
  const note = window.getByRole('textbox', { name: 'Cancellation note' });
  await note.click();
  await page.keyboard.press('Control+z');
  await page.keyboard.type('No longer wanted');
  await scan(desk, '01DEC0010');
  await expect(page.getByRole('region', { name: 'Scanned', includeHidden: true })).toContainText('01DEC0010');
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('No longer wanted');
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  expect(messages()).toEqual(['condition-answered']);
});
