import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openLetters, openSettings, storeAccount } from '../support/letters-page.ts';
import type { MailServer } from '../support/mail-server.ts';
import { startMailServer } from '../support/mail-server.ts';

let desk: Desk;
let server: MailServer | undefined;
test.afterEach(async () => {
  await desk.close();
  await server?.close();
});

test('a library turns on overdue notices; the next start sends them to patrons', async () => {
  server = await startMailServer();
  desk = await launchDesk({ library: 'demo' });
  await storeAccount(desk.page, { port: server.port, protection: /^None/ });
  const section = await openSettings(desk.page, 'Which letters to send');
  const form = section.getByRole('form', { name: 'Letters from Main Library' });
  const overdue = form.getByRole('switch', { name: 'Scheduled notices, to the patron: Loan overdue' });
  await expect(overdue).not.toBeChecked();
  await overdue.press('Space');
  await form.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(form.getByText('Saved', { exact: true })).toBeVisible();
  await desk.close();

  desk = await launchDesk({ dataDir: desk.dataDir });
  const list = await openLetters(desk.page);
  await desk.page.getByRole('radio', { name: 'Done' }).check();
  await expect(list.getByRole('row', { name: /Loan overdue/ }).first()).toBeVisible({
    timeout: 15_000,
  });
  await expect.poll(() => ask(desk.dataDir, "SELECT 1 FROM outbox WHERE state <> 'sent'")).toEqual([]);
  const subjects = server.received.map(({ headers }) => headers.get('subject'));
  expect(ask(desk.dataDir, 'SELECT count(*) AS n FROM outbox WHERE op_id IS NULL')).toEqual([
    { n: subjects.length },
  ]);
  expect(subjects.filter((subject) => !subject?.startsWith('Overdue: '))).toEqual([]);
  expect(desk.problems).toEqual([]);
});
