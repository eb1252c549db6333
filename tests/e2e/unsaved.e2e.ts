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

test('a form of Settings with unsaved input is left only after the question; Escape keeps it', async () => {
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

test('another letter is chosen only after the question, and a new request is not lost by a key', async () => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await section('Letters').click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Ready');
  const letter = page.getByRole('combobox', { name: 'Letter', exact: true });
  await letter.selectOption({ index: 2 });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(subject).toHaveValue('Ready');
  await letter.selectOption({ index: 2 });
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(subject).not.toHaveValue('Ready');

  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  const title = page.getByRole('dialog', { name: 'New request' }).getByRole('textbox', { name: 'Title' });
  await title.fill('Half written');
  await desk.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('go.receiving')?.click();
  });
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(title).toHaveValue('Half written');
});

/** A key of the window's menu. */
const press = (id: string): Promise<void> =>
  desk.app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);

test('signing out asks before it throws away what was written', async () => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await section('Letters').click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Ready');
  await press('session.signOut');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(subject).toHaveValue('Ready');
  await page.getByRole('button', { name: /^Operator/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(subject).toBeHidden();
});

test('what was discarded is gone: the form does not stay open without its question', async () => {
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Half written');
  // Another place on the same page.
  await page.evaluate(() => {
    location.hash = '#/requests/view/overdue';
  });
  await question.getByRole('button', { name: 'Discard changes' }).click();
  await expect(form).toBeHidden();
});

test('news of the desk in the middle of a way out does not take the form away before the question', async () => {
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('button', { name: 'New request' }).click();
  const title = page.getByRole('dialog', { name: 'New request' }).getByRole('textbox', { name: 'Title' });
  await title.fill('Half written');
  // The address changes at once, the page hears of it later: in between the frame is drawn anew.
  await page.evaluate(() => {
    location.hash = '#/receiving';
    document.querySelector<HTMLElement>('[data-menu-button]')?.click();
  });
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(title).toHaveValue('Half written');
});
