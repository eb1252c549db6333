import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { receivingPage, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;
test.beforeAll(async () => {
  desk = await launchDesk({ library: 'demo' });
});
test.afterAll(() => desk.close());

/** Opens a card from the start page and waits for its list. */
const openCard = async (title: string): Promise<Locator> => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  return page.getByRole('table', { name: title });
};
const lastStep = (): Locator => desk.page.getByRole('region', { name: 'Last step' });
const identifierOf = async (row: Locator): Promise<string> =>
  (await row.getByRole('link').innerText()).trim();

test('a condition is answered from its card with the keyboard, and taken back', async () => {
  const { page } = desk;
  const table = await openCard('Conditional');
  const rows = table.getByRole('row');
  const before = await rows.count();
  const row = rows.nth(1);
  const identifier = await identifierOf(row);
  await expect(row.getByRole('button', { name: `Receive ${identifier}` })).toHaveCount(0);
  await row.getByRole('button', { name: `Conditional Reply ${identifier}` }).press('Enter');
  const window = page.getByRole('dialog', { name: 'Conditional Reply' });
  await window.getByRole('radio', { name: 'Yes' }).press(' ');
  await window.getByRole('textbox', { name: 'Note' }).fill('We agree.');
  await window.getByRole('button', { name: 'Send' }).press('Enter');
  await expect(lastStep()).toContainText('Condition accepted');
  await expect(rows).toHaveCount(before - 1);
  // The row is gone, and the focus is on the one that came in its place.
  await expect(rows.nth(1).getByRole('button', { name: /^Conditional Reply / })).toBeFocused();

  await lastStep().getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep()).toContainText('UNDONE');
  await expect(rows).toHaveCount(before);
});

test('a row has the menu of Borrowing Requests: it decides here, and views and receives there', async () => {
  const { page } = desk;
  const table = await openCard('No partner left');
  const row = table.getByRole('row').nth(1);
  const identifier = await identifierOf(row);
  await expect(row.getByRole('button', { name: `Add partners ${identifier}` })).toBeVisible();
  const actions = row.getByRole('button', { name: `Actions for ${identifier}` });
  await actions.press('Enter');
  const menu = page.getByRole('menu', { name: `Actions for ${identifier}` });
  await expect(menu.getByRole('menuitem', { name: 'Receive' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions).toBeFocused();

  await actions.press('Enter');
  await menu.getByRole('menuitem', { name: 'Cancel' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Cancel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(actions).toBeFocused();

  await actions.press('Enter');
  await menu.getByRole('menuitem', { name: 'View' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Borrowing Requests' })).toBeVisible();
  await expect(page.getByRole('heading', { name: identifier })).toBeVisible();
});

test('from the details opened on a card, Escape and Back lead to the row that was left', async () => {
  const { page } = desk;
  const table = await openCard('Conditional');
  const row = table.getByRole('row').nth(3);
  const identifier = await identifierOf(row);
  await row.getByRole('link', { name: identifier }).press('Enter');
  const details = page.getByRole('region', { name: 'Request details' });
  await expect(details.getByRole('heading', { name: identifier })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Conditional', level: 1 })).toBeVisible();
  await expect(row.getByRole('link', { name: identifier })).toBeFocused();

  await row.getByRole('button', { name: `Actions for ${identifier}` }).press('Enter');
  await page.getByRole('menuitem', { name: 'View' }).press('Enter');
  await details.getByRole('button', { name: 'Back to Conditional' }).press('Enter');
  await expect(row.getByRole('button', { name: `Actions for ${identifier}` })).toBeFocused();

  // Whoever comes by the menu begins at the top, and details opened there know no way back.
  await openCard('Conditional');
  await expect(row.getByRole('button', { name: `Actions for ${identifier}` })).not.toBeFocused();
});

test('notes are dismissed one after the other with the keyboard', async () => {
  const { page } = desk;
  const rows = (await openCard('Active notes')).getByRole('row');
  const dismiss = rows.nth(1).getByRole('button', { name: /^Dismiss note / });
  const first = await identifierOf(rows.nth(1));
  await dismiss.press('Enter');
  await expect(lastStep()).toContainText(/dealt with/);
  await expect(lastStep()).toContainText(first);
  await expect(page.getByRole('button', { name: `Dismiss note ${first}` })).toHaveCount(0);
  await expect(dismiss).toBeFocused();
  const second = await identifierOf(rows.nth(1));
  await page.keyboard.press('Enter');
  await expect(lastStep()).toContainText(second);
  await lastStep().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: `Dismiss note ${second}` })).toBeVisible();
});

test('a code that nobody knows is refused in words that are read whole', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await expect(page.getByRole('link', { name: /^To receive/ })).toBeVisible();
  await scan(desk, 'N-NOBODY');
  const scanned = page.getByRole('region', { name: 'Scanned' });
  await expect(scanned).toContainText('STOP · unknown identifier');
  const sentence = scanned.getByText(/Check the code, or look for the title under Borrowing Requests\.$/);
  await expect(sentence).toBeVisible();
  const isCut = (words: Element): boolean => {
    for (let at: Element | null = words; at !== null; at = at.parentElement)
      if (getComputedStyle(at).webkitLineClamp !== 'none') return at.scrollHeight > at.clientHeight;
    return false;
  };
  expect(await sentence.evaluate(isCut)).toBe(false);
  await page.keyboard.press('Escape');
});

test('the focus is on the new page, and comes back from the help', async () => {
  const { page } = desk;
  for (const name of ['Slips', 'Letters and messages']) {
    await page.getByRole('link', { name: 'Receiving Items' }).click();
    await expect(receivingPage(page).identifier).toBeFocused();
    // As Ctrl+7 and Ctrl+8 go: no link takes the focus.
    await page.evaluate((to) => (location.hash = to), name === 'Slips' ? '#/slips' : '#/letters');
    await expect(page.getByRole('main', { name })).toBeFocused();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the keys go from a card to its list and back to the card; a window that was left does not come again', async () => {
  const { page } = desk;
  await openCard('Ready to be sent');
  const main = page.getByRole('main', { name: 'Today' });
  await expect(main).toBeFocused();
  await page.getByRole('link', { name: '← Today' }).press('Enter');
  await expect(page.getByRole('link', { name: /^Ready to be sent/ })).toBeFocused();

  const table = await openCard('Ready to be sent');
  await table
    .getByRole('button', { name: /^Send / })
    .first()
    .press('Enter');
  await expect(page.getByRole('dialog', { name: 'Send' })).toBeVisible();
  await page.evaluate(() => (location.hash = '#/receiving'));
  await expect(receivingPage(page).identifier).toBeFocused();
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a note is read from its card, and what has come is received', async () => {
  const { page } = desk;
  const notes = await openCard('Active notes');
  const row = notes.getByRole('row').nth(1);
  const identifier = await identifierOf(row);
  const note = await row.locator('p[title]').innerText();
  await row.getByRole('button', { name: `Read note ${identifier}` }).click();
  const messages = page.getByRole('region', { name: 'Messages and notes' });
  await expect(messages).toBeFocused();
  await expect(messages).toContainText(note);

  const parcels = await openCard('To receive');
  await parcels
    .getByRole('button', { name: /^Receive / })
    .first()
    .press('Enter');
  await expect(receivingPage(page).barcode).toBeFocused();
  expect(desk.problems).toEqual([]);
});
