import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { makeCertificate } from '../support/certificate.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import {
  letterBeside,
  mailSettings,
  openLetters,
  openSettings,
  pressForLetter,
  sendTest,
  storeAccount,
} from '../support/letters-page.ts';
import type { MailServer } from '../support/mail-server.ts';
import { startMailServer } from '../support/mail-server.ts';
import { startBadServer } from '../support/scripted-mail-server.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
let server: MailServer | undefined;
test.afterEach(async () => {
  await desk.close();
  await server?.close();
  server = undefined;
});

const receive = async (): Promise<void> => {
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
};

/** Makes the next file dialog return this file. */
const chooseFile = (path: string) =>
  desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);

test('from an account in Settings to the letters of a received item, over STARTTLS with a password', async () => {
  const certificate = makeCertificate();
  server = await startMailServer({
    protection: 'starttls',
    certificate,
    user: { name: 'ill', password: 'open sesame' },
  });
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  const mail = await storeAccount(page, {
    port: server.port,
    protection: /^STARTTLS/,
    user: 'ill',
    password: 'wrong',
  });

  await sendTest(mail);
  await expect(mail.getByRole('alert')).toContainText('certificate is not trusted');
  const authority = join(temporaryFolder(), 'authority.pem');
  writeFileSync(authority, certificate.cert);
  await chooseFile(authority);
  await mail.getByRole('button', { name: 'Choose certificate authority…' }).click();
  await expect(mail.getByText('authority.pem')).toBeVisible();
  await expect(
    mail.getByText('The certificate authority was changed, so the password was cleared'),
  ).toBeVisible();
  await mail.getByLabel('Password').fill('wrong again');
  await mail.getByRole('button', { name: 'Save' }).click();
  await expect(mail.getByText('so the password was cleared')).toBeHidden();
  await sendTest(mail);
  await expect(mail.getByRole('alert')).toContainText('535 5.7.8 Wrong user or password');
  await mail.getByLabel('Password').fill('open sesame');
  await mail.getByLabel('Port').fill('1');
  await expect(mail.getByLabel('Password')).toHaveAccessibleDescription(/^Enter the password again/);
  await mail.getByLabel('Port').fill(String(server.port));
  await expect(mail.getByLabel('Password')).toHaveAccessibleDescription(/^A password is already set/);
  await mail.getByRole('button', { name: 'Save' }).click();
  await expect(mail.getByLabel('Password')).toHaveValue('');
  await sendTest(mail);
  await expect(mail.getByText('The mail server accepted the message')).toContainText('2.0.0 Taken as TEST1');
  expect(server.received).toHaveLength(1);

  await receive();
  await expect.poll(() => server?.received.length, { timeout: 15_000 }).toBe(3);
  const subjects = server.received.map(({ headers }) => headers.get('subject'));
  expect(subjects[1]).toBe('Received: 01MAIN0000101');
  expect(subjects[2]).toMatch(/^Ready for you: /);
  await expect(page.getByRole('link', { name: 'Connections: all in order' })).toBeVisible();

  const list = await openLetters(page);
  await page.getByRole('radio', { name: 'Done' }).check();
  await expect(list.getByRole('row', { name: /Item ready.*Reader, A\./ })).toContainText('Sent');
  // The letter beside the list follows the row; Enter moves into it, and Escape back.
  const letter = letterBeside(page);
  await list.getByRole('row', { name: /Item ready/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(letter.getByRole('heading', { name: 'Received · 01MAIN0000101' })).toBeVisible();
  // The sender, as received by the server.
  const [, name = '', address = ''] =
    /^"?([^"<]*?)"? <(.*)>$/.exec(server.received[1]?.headers.get('from') ?? '') ?? [];
  await expect(letter).toContainText(`From ${name} (${address})`);
  await expect(letter.getByRole('region', { name: 'Letter text' })).toContainText('N-90001');
  await page.keyboard.press('Enter');
  await expect(letter.getByRole('button', { name: 'Print a copy' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(list.getByRole('row', { name: /Received/ })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(letter).toBeFocused();
  expect(desk.problems).toEqual([]);
});

test('after a crash between submission and response the letter waits for the operator and is not sent again', async () => {
  const silent = await startBadServer('letter', 'silence');
  desk = await launchDesk({ library: 'demo' });
  await storeAccount(desk.page, { port: silent.port, protection: /^None/ });
  await receive();
  const waiting = await openLetters(desk.page);
  await expect(waiting.getByRole('row', { name: /Received.*North University Library/ })).toContainText(
    'Sending',
  );
  await expect.poll(() => silent.seen.length, { timeout: 10_000 }).toBe(1);
  await desk.kill();
  await silent.close();
  server = await startMailServer({ port: silent.port });
  desk = await launchDesk({ dataDir: desk.dataDir });
  const list = await openLetters(desk.page);
  await expect(list.getByRole('row', { name: /Received.*North University Library/ })).toContainText(
    'it may or may not have been sent',
  );
  // The other letter is sent; this one only on request, with its old id.
  await expect.poll(() => server?.received.length, { timeout: 15_000 }).toBe(1);
  await expect(list.getByRole('row', { name: /Item ready/ })).toHaveCount(0);
  expect(server.received[0]?.headers.get('subject')).toMatch(/^Ready for you/);
  await pressForLetter(desk.page, list.getByRole('row', { name: /Received/ }), 'Send now');
  await expect.poll(() => server?.received.length, { timeout: 15_000 }).toBe(2);
  expect(silent.seen[0]).toContain(server.received[1]?.headers.get('message-id') ?? 'an id');
});

test('the text of a letter is edited with a preview, errors are shown, and the default text is restored', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const letters = await openSettings(page, 'Letters');
  const preview = letters.getByRole('region', { name: 'Preview' });
  await letters
    .getByRole('combobox', { name: 'Letter', exact: true })
    .selectOption({ label: 'Cancellation to the patron' });
  await expect(preview).toContainText('It cannot arrive in time');
  const subject = letters.getByRole('textbox', { name: 'Subject' });
  await subject.fill('{{titel}} <b>is off</b>');
  await expect(letters.getByRole('alert')).toContainText('Subject: This letter has no field “titel”.');
  await letters.getByRole('button', { name: 'Save text' }).click();
  await expect(letters.getByText('Correct it, then save the text.')).toBeVisible();
  await subject.fill('{{title}} <b>is off</b>');
  await letters.getByRole('button', { name: /^Insert reason: / }).press('Enter');
  await page.keyboard.type('!');
  await expect(subject).toHaveValue('{{title}} <b>is off</b>{{reason}}!');
  await page.keyboard.press('Control+z');
  await expect(subject).toHaveValue('{{title}} <b>is off</b>');
  await expect(preview).toContainText('The Sea Around Us <b>is off</b>');
  await letters.getByRole('button', { name: 'Save text' }).click();
  await expect(letters.getByText('Changed by this library')).toBeVisible();
  await letters.getByRole('textbox', { name: 'Preview for request' }).fill('01MAIN0000109');
  await expect(preview).toContainText('Roderick Hudson <b>is off</b>');
  await letters.getByRole('button', { name: 'Restore default text' }).click();
  await expect(letters.getByText('Default text', { exact: true })).toBeVisible();
  await expect(subject).toHaveValue('Cancelled: {{title}}');
  expect(desk.problems).toEqual([]);
});

test('letters and their settings have no serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(120_000);
  server = await startMailServer();
  server.answers = {
    recipient: (address) => (address.includes('north') ? { code: 550, words: '5.1.1 Nobody' } : null),
  };
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await receive();
  await openLetters(page);
  await page.getByText('No mail account is set up').waitFor();
  expect(await seriousIssues(page), 'letters that wait').toEqual([]);
  const mail = await storeAccount(page, { port: server.port, protection: /^None/ });
  await sendTest(mail);
  await mail.getByText('The mail server accepted the message').waitFor();
  expect(await seriousIssues(page), 'the account').toEqual([]);
  await openSettings(page, 'Letters');
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  expect(await seriousIssues(page), 'the texts').toEqual([]);
  await (await openSettings(page, 'Which letters to send')).getByRole('switch').first().waitFor();
  expect(await seriousIssues(page), 'the switches').toEqual([]);
  const list = await openLetters(page);
  await list.getByText('Needs attention').first().waitFor();
  expect(await seriousIssues(page), 'letters that need attention').toEqual([]);
  await list.getByRole('row', { name: /Received/ }).click();
  await page.getByRole('region', { name: 'Letter text' }).waitFor();
  expect(await seriousIssues(page), 'a letter').toEqual([]);
  await page.keyboard.press('Escape');
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2),
  );
  for (const open of [
    () => openLetters(page),
    () => openSettings(page, 'Letters'),
    () => mailSettings(page),
  ]) {
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await open();
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(tooWide).toBeLessThanOrEqual(0);
  }
});
