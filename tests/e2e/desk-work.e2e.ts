import { expect } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;
test.afterEach(async () => {
  await desk.close();
  expect(desk.problems).toEqual([]);
});

test('a desk with items is closed with the keyboard only, after another desk takes them over, and Undo restores everything', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Desks', exact: true })
    .click();
  const row = page.getByRole('button', { name: 'Information Desk' });
  await row.focus();
  await page.keyboard.press('Enter');
  const fields = page.getByRole('form', { name: 'desk: Information Desk' });
  const works = fields.getByRole('switch', { name: /^In use: offered under/ });
  await works.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');

  const question = page.getByRole('form', { name: 'Information Desk still has:' });
  await expect(question.getByRole('listitem')).toContainText([
    /items? on its hold shelf/,
    /back from patrons/,
  ]);
  const takesOver = question.getByRole('combobox', { name: 'Desk to move them to' });
  await expect(takesOver).toBeFocused();
  // Escape cancels the question, and the form keeps its input.
  await page.keyboard.press('Escape');
  await expect(fields.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(works).not.toBeChecked();
  await expect(fields.getByText('Not saved yet')).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(takesOver).toBeFocused();
  await page.keyboard.type('Main');
  await expect(takesOver.locator('option:checked')).toHaveText('Main Circulation Desk · Main Library');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(question.getByRole('button', { name: 'Save' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(
    page.getByText(/Information Desk is saved\. \d+ items are in transit to Main Circulation Desk/),
  ).toBeVisible();
  const info = page.getByRole('row').filter({ has: row });
  await expect(info).toBeFocused();
  await expect(info).toContainText('not in use', { ignoreCase: true });

  await page.getByRole('button', { name: 'Undo', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(info).toContainText('hold shelf', { ignoreCase: true });
});
