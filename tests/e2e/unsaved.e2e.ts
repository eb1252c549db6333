import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
let page: Page;
let question: Locator;
test.beforeEach(async () => {
  desk = await sharedDesk({ library: 'demo' });
  page = desk.page;
  question = page.getByRole('dialog', { name: 'Not saved yet' });
});
test.afterEach(() => desk.close());

const section = (name: string): Locator =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true });

test('leaving a form of Settings with unsaved input asks first; Escape keeps the form', async () => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await section('Partners').click();
  await page.getByRole('button', { name: 'North University Library' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('North University Libraries');
  await press('go.receiving');
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(name).toHaveValue('North University Libraries');

  await press('go.today');
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await section('Partners').click();
  await expect(page.getByRole('button', { name: 'North University Library' })).toBeVisible();
  await section('Mail').click();
  await expect(page.getByRole('heading', { name: 'Mail', level: 2 })).toBeVisible();
  await expect(question).toBeHidden();
});

/** Presses a key of the window's menu. */
const press = (id: string): Promise<void> =>
  desk.app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);

test('a state change during navigation does not close the form before the question', async () => {
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  const title = page.getByRole('dialog', { name: 'New request' }).getByRole('textbox', { name: 'Title' });
  await title.fill('Half written');
  // The address changes immediately, but the page is notified later: the shell re-renders in between.
  await page.evaluate(() => {
    location.hash = '#/receiving';
    document.querySelector<HTMLElement>('[data-menu-button]')?.click();
  });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(title).toHaveValue('Half written');
});
