import { expect } from '@playwright/test';
import { openCirculation } from '../support/circulation-page.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openLetters, pressForLetter, storeAccount } from '../support/letters-page.ts';
import type { MailServer } from '../support/mail-server.ts';
import { startMailServer } from '../support/mail-server.ts';

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
