import { expect } from '@playwright/test';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openActionWindow, openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: writeDecisionLibrary() }),
  (begun) => (desk = begun),
);
test.beforeEach(async () => {
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.setContentSize(1280, 800),
  );
  await openRequests(desk);
});

test('with the calendar open Renew stays visible; Escape closes the calendar first, and choosing a day returns the focus', async () => {
  const { page } = desk;
  const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
  const date = window.getByRole('textbox', { name: 'Choose a Date' });
  await expect(date).toBeFocused();
  await window.getByRole('button', { name: 'Show calendar' }).press('Enter');
  const days = window.getByRole('table');
  await expect(days).toBeVisible();
  await expect(window.getByRole('button', { name: 'Renew', exact: true })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(days).toHaveCount(0);
  await expect(date).toBeFocused();

  await window.getByRole('button', { name: 'Show calendar' }).press('Enter');
  await window.getByRole('button', { name: 'Next month' }).click();
  await days.getByRole('button', { name: /^20 / }).click();
  await expect(date).toBeFocused();
  await expect(date).toHaveValue(/^20 \w{3} \d{4}$/);
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
});

test('a new request for a new patron: patron and date are typed within the form, and it can be received next', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  const requester = form.getByRole('combobox', { name: 'Requester' });
  await expect(requester).toBeFocused();
  await form.getByRole('textbox', { name: 'Title' }).fill('Typed by hand');
  await requester.fill('Nobody of that name');
  await form.getByRole('button', { name: 'Create request' }).click();
  await expect(form).toContainText('Choose the patron from the list');
  await expect(requester).toBeFocused();
  await form.getByRole('button', { name: 'Add as a new patron' }).click();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Nobody of that name');
  await expect(form.getByRole('textbox', { name: 'Card' })).toBeFocused();
  await page.keyboard.type('P-7001');
  await page.keyboard.press('Enter');
  await expect(requester).toHaveValue('Nobody of that name · P-7001');
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await expect(form).not.toContainText('Choose the patron from the list');
  await form.getByRole('button', { name: 'More citation details' }).click();
  const neededBy = form.getByRole('textbox', { name: 'Needed by' });
  await neededBy.fill('soon');
  await page.keyboard.press('Control+Enter');
  await expect(form).toContainText('This isn’t a date');
  await neededBy.fill('15 Jan 2031');
  await expect(form).toContainText('15 Jan 2031, in ');
  await form.getByRole('button', { name: 'Save and receive' }).click();
  // It has no recorded partner: the operator says who sent it.
  await expect(page.getByRole('combobox', { name: 'Sent by' })).toBeFocused();
  await page.keyboard.type('Not');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Temporary barcode' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('Typed by hand');
  await openRequests(desk);
});
