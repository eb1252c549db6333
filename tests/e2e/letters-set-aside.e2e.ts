import { expect } from '@playwright/test';
import { openCirculation } from '../support/circulation-page.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { mailSettings, openLetters, pressForLetter, storeAccount } from '../support/letters-page.ts';
import type { MailServer } from '../support/mail-server.ts';
import { startMailServer } from '../support/mail-server.ts';
import { setOwnPin } from '../support/pins-page.ts';

let desk: Desk;
let server: MailServer;
test.beforeEach(async () => {
  server = await startMailServer();
  desk = await launchDesk({ library: 'demo' });
});
test.afterEach(async () => {
  await desk.close();
  await server.close();
});

test('an item that is lent before its letter left: the letter is set aside with the reason, and sent on purpose', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  const circulation = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(circulation.item).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(circulation.lastStep).toContainText('LENT TO');

  await storeAccount(page, { port: server.port, protection: /^None/ });
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(1);
  const list = await openLetters(page);
  await page.getByRole('radio', { name: 'Not sent' }).click();
  const row = list.getByRole('row', { name: /Item ready to the patron/ });
  await expect(row).toContainText('Not sent: the item was lent on');
  expect(server.received.map(({ headers }) => headers.get('subject'))).toEqual(['Received: 01MAIN0000101']);

  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('textbox', { name: 'Search requests' }).fill('N-90001');
  await page.getByRole('row', { name: /01MAIN0000101/ }).click();
  await expect(page.getByText('Not sent: the item was lent on')).toBeVisible();

  await openLetters(page);
  await page.getByRole('radio', { name: 'Not sent' }).click();
  await pressForLetter(page, row, 'Send now');
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(2);
  await expect(page.getByText('No letter was held back.')).toBeVisible();
  expect(desk.problems).toEqual([]);
});

test('the account is tried by those alone who may change it', async () => {
  const { page } = desk;
  await storeAccount(page, { port: server.port, protection: /^None/ });
  await setOwnPin(page);
  await page.getByRole('button', { name: 'Add operator' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bea Clerk');
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Circulation Desk Operator');
  await page.getByRole('combobox', { name: 'At desk' }).selectOption('Main Circulation Desk');
  await page.getByRole('button', { name: 'Add role' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Operator: / }).click();
  await page.keyboard.type('bea');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Operator: Bea Clerk' })).toBeVisible();

  const mail = await mailSettings(page);
  await expect(mail.getByText('Changing the mail account needs the role').first()).toBeVisible();
  await expect(mail.getByRole('button', { name: 'Send test message' })).toBeDisabled();
  await expect(mail.getByRole('textbox', { name: 'Address for the test' })).toBeDisabled();
  const refused = await page.evaluate(async () => {
    const { call } = (
      globalThis as unknown as { desk: { call: Record<string, (input: object) => Promise<unknown>> } }
    ).desk;
    return await call['mail.test']?.({ to: 'anybody@elsewhere.example' });
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  expect(server.connections()).toBe(0);
});
