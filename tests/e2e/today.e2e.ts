import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { receivingPage, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

/** Opens a card from the start page and waits for its list. */
const openCard = async (title: string): Promise<Locator> => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
  await expect(page.getByRole('heading', { name: title, level: 2 })).toBeVisible();
  return page.getByRole('grid', { name: title });
};
const lastStep = (): Locator => desk.page.getByRole('region', { name: 'Last step' });
const identifierOf = async (row: Locator): Promise<string> =>
  ((await row.getByRole('button', { name: /^Actions for / }).getAttribute('aria-label')) ?? '').replace(
    'Actions for ',
    '',
  );
const details = (): Locator => desk.page.getByRole('region', { name: 'Request details' });

test('the details follow the cursor through a queue, show the result for the row, and close with Escape', async () => {
  const { page } = desk;
  const table = await openCard('Conditional');
  const rows = table.getByRole('row');
  const before = await rows.count();
  const [first = '', second = '', third = ''] = await Promise.all(
    [1, 2, 3].map((at) => identifierOf(rows.nth(at))),
  );
  await page.keyboard.press('F6');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(details().getByRole('heading', { name: first })).toBeVisible();
  expect(await seriousIssues(page), 'the details beside the rows').toEqual([]);
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2)).toBeFocused();
  await expect(details().getByRole('heading', { name: second })).toBeVisible();

  await page.keyboard.press('F6');
  await expect(details().getByRole('group', { name: 'Everything about the request' })).toBeFocused();
  await details()
    .getByRole('button', { name: `Conditional Reply ${second}` })
    .press('Enter');
  const window = page.getByRole('dialog', { name: 'Conditional Reply' });
  await window.getByRole('radio', { name: 'Yes' }).press(' ');
  await window.getByRole('textbox', { name: 'Note' }).fill('We agree.');
  await window.getByRole('button', { name: 'Send' }).press('Enter');
  await expect(rows).toHaveCount(before - 1);
  await expect(details().getByRole('heading', { name: second })).toBeVisible();
  await expect(details()).toContainText('Request sent to partner');
  await expect(details()).toContainText('No longer in Conditional.');
  // The cursor is on the row in its place, and continues from there.
  await expect(rows.nth(2)).toBeFocused();
  expect(await identifierOf(rows.nth(2))).toBe(third);
  await page.keyboard.press('ArrowUp');
  await expect(details().getByRole('heading', { name: first })).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(details()).toBeHidden();
  await expect(rows.nth(1)).toBeFocused();
});

test('an unknown code is refused with fully readable words', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await expect(page.getByRole('link', { name: /^To receive/ })).toBeVisible();
  await scan(desk, 'N-NOBODY');
  const scanned = page.getByRole('region', { name: 'Scanned' });
  await expect(scanned).toContainText('STOP · unknown identifier');
  const sentence = scanned.getByText(/for a title in Borrowing Requests\.$/);
  await expect(sentence).toBeVisible();
  const isCut = (words: Element): boolean => {
    for (let at: Element | null = words; at !== null; at = at.parentElement)
      if (getComputedStyle(at).webkitLineClamp !== 'none') return at.scrollHeight > at.clientHeight;
    return false;
  };
  expect(await sentence.evaluate(isCut)).toBe(false);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Scan anything' })).toBeFocused();
});

test('scanning the paperwork and then the book receives it, on any page', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('textbox', { name: 'Scan anything' }).fill('01MAIN0000101');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Receive it' })).toBeFocused();
  await scan(desk, 'N-TODAY-1');
  await expect(page.getByRole('heading', { name: 'Receiving Items' })).toBeVisible();
  await expect(lastStep()).toContainText('N-TODAY-1');
  await lastStep().getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep()).toContainText('UNDONE');
});

test('the focus moves from a queue to its requests and back; a window that was left does not reappear', async () => {
  const { page } = desk;
  await openCard('Ready to be sent');
  const queue = page.getByRole('link', { name: /^Ready to be sent/ });
  await expect(queue).toBeFocused();
  await expect(queue).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('F6');
  await expect(page.getByRole('grid', { name: 'Ready to be sent' }).getByRole('row').nth(1)).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(queue).toBeFocused();

  const table = await openCard('Ready to be sent');
  await table
    .getByRole('button', { name: /^Send / })
    .first()
    .press('Enter');
  await expect(page.getByRole('dialog', { name: 'Send' })).toBeVisible();
  await page.evaluate(() => (location.hash = '#/receiving'));
  await expect(receivingPage(page).identifier).toBeFocused();
  await page
    .getByRole('navigation', { name: 'Menu' })
    .getByRole('link', { name: 'Borrowing Requests' })
    .click();
  await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
