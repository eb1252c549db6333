import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu, circulationFile, openCirculation } from '../support/circulation-page.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import { type Desk, launchDesk } from '../support/launch.ts';
import { type Responder, startResponder } from '../support/ncip/responder.ts';

let desk: Desk;
let there: Responder;
test.beforeEach(async () => {
  there = await startResponder({ users: { P1000001: 'Reader, A.' } });
});
test.afterEach(async () => {
  await desk.close();
  await there.stop();
});

test('with the keyboard, NCIP is set up and tested, and the list to key shows what the other system was told', async () => {
  desk = await launchDesk({ library: circulationFile() });
  const { page } = desk;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Other system', exact: true }).press('Enter');
  const form = page.getByRole('form', { name: 'Other system' });
  await form.getByRole('combobox', { name: 'Send steps to' }).selectOption('other');
  await form.getByRole('textbox', { name: 'Address' }).fill(there.address);
  await form.getByRole('textbox', { name: 'Our symbol' }).fill('01MAIN');
  await form.getByRole('textbox', { name: 'Profile' }).fill('DESK');
  await form.getByRole('switch', { name: 'Lent' }).press('Space');
  await form.getByRole('textbox', { name: 'Test card' }).fill('P1000001');
  await form.getByRole('button', { name: 'Test connection' }).press('Enter');
  await expect(form.getByRole('status').first()).toContainText('The connection works');
  expect(await seriousIssues(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Our symbol' }).press('Enter');
  await expect(form).toContainText('Saved');

  // The other system has N-3, so it takes its return. It never heard of N-1, and refuses the loan.
  there.book.items.set('N-3', {
    state: 'on-loan',
    user: 'P1000001',
    requestId: 'R-LOAN',
    title: 'The Descent of Man',
    pickupLocation: '',
    dueOn: '',
    recalled: false,
  });
  const lending = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(lending.item).toBeFocused();
  await scan(desk, 'N-1');
  await expect(lending.lastStep).toContainText('The Voyage of the Beagle');
  const returning = await openCirculation(desk, 'Return Items');
  await scan(desk, 'N-3');
  await returning.window.getByRole('button', { name: 'OK' }).press('Enter');
  await expect(returning.lastStep).toContainText('The Descent of Man');

  await chooseFromMenu(desk, 'go.done-here');
  const list = page.getByRole('grid', { name: 'Key into the other system' });
  const lent = list.getByRole('row', { name: /Lent to the patron.*R-SHELF/ });
  await expect(lent).toContainText('Refused');
  await page.getByRole('radio', { name: 'All' }).press('Space');
  const returned = list.getByRole('row', { name: /Returned to the partner.*R-LOAN/ });
  await expect(returned).toContainText('Sent');
  await expect(returned.getByRole('checkbox', { name: /^Done/ })).toBeChecked();
  await expect(lent.getByRole('checkbox', { name: /^Done/ })).not.toBeChecked();
  expect(await seriousIssues(page)).toEqual([]);
  // The header says that what is sent next does not arrive.
  await there.stop();
  const more = await openCirculation(desk, 'Return Items');
  await scan(desk, 'V-1');
  await more.window.getByRole('button', { name: 'OK' }).press('Enter');
  await expect(page.getByRole('link', { name: /^Other system: connection problem/ })).toBeVisible();
});
