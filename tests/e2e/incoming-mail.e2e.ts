import { expect } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import { type Dovecot, startDovecot } from '../support/incoming-mail/dovecot.ts';
import { type Desk, launchDesk } from '../support/launch.ts';
import { openSettings } from '../support/letters-page.ts';

let desk: Desk;
let server: Dovecot;
test.afterEach(async () => {
  await desk.close();
  await server.stop();
});

test('from a mailbox in Settings to a mail that waits on Today, in the built program', async () => {
  server = await startDovecot();
  server.deliver(
    'From: North <ill@north.example>\r\nSubject: Where is it?\r\nContent-Type: text/html\r\n\r\n<p>We miss <b>our</b> book.<img src="https://tracker.example/1.png"></p>\r\n',
  );
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  const section = await openSettings(page, 'Mail');
  const mailbox = section.getByRole('group', { name: 'Incoming mail' });
  await mailbox.getByRole('button', { name: 'Set up incoming mail…' }).click();
  await mailbox.getByLabel('Mail server').fill('127.0.0.1');
  await mailbox
    .getByLabel('Encryption')
    .selectOption({ label: 'None (only for a server on your own network)' });
  await mailbox.getByLabel('Port').fill(String(server.port));
  await mailbox.getByLabel('User name').fill(server.user);
  await mailbox.getByLabel('Password').fill('wrong');
  await mailbox.getByRole('button', { name: 'Save mailbox' }).click();
  await mailbox.getByRole('button', { name: 'Test mailbox' }).click();
  await expect(mailbox.getByRole('alert')).toContainText('does not accept the user name and password');
  await mailbox.getByLabel('Password').fill(server.password);
  await mailbox.getByRole('button', { name: 'Save mailbox' }).click();
  await expect(mailbox).toContainText('New e-mails are read every two minutes.');
  await mailbox.getByRole('button', { name: 'Test mailbox' }).click();
  await expect(mailbox).toContainText('The mailbox can be read. Borrow Desk changes nothing in it.');
  await page.getByRole('link', { name: 'Today' }).click();
  await page.getByRole('link', { name: /^Mail without a request/ }).click();
  const mail = page.getByRole('article', { name: 'Where is it?' });
  await expect(mail).toContainText('We miss our book.');
  expect(await mail.locator('img').count()).toBe(0);
  expect(server.files().filter((name) => name.includes(':2,'))).toEqual([]);
});
