import { expect, type Locator } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import { type Desk, launchDesk } from '../support/launch.ts';
import { type SipServer, startSipServer } from '../support/sip2/server.ts';

let desk: Desk;
let server: SipServer;
test.beforeEach(async () => {
  server = await startSipServer();
});
test.afterEach(async () => {
  await desk.close();
  await server.close();
});

test('with the keyboard, SIP2 is set up and tested, and the desk shows that a patron is blocked', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('link', { name: 'Other system', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Set up SIP2…' }).press('Enter');
  const part = page.getByRole('group', { name: 'SIP2 connection' });
  await part.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1');
  await part.getByRole('combobox', { name: 'Encryption' }).selectOption('none');
  await part.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
  await part.getByRole('textbox', { name: 'User name' }).fill('desk');
  await part.getByLabel('Password').fill('opensesame');
  await page.keyboard.press('Enter');
  await expect(part).toContainText('Saved');
  // The patrons of requests that came in are looked up before anybody opens them.
  await expect
    .poll(() => server.received.filter((message) => message.startsWith('63')).length)
    .toBeGreaterThan(3);
  server.patrons.set('P1000001', {
    name: 'Reader, A.',
    email: 'reader.a@campus.example',
    library: 'Main',
    blocks: [0, 6, 10],
    more: ['PA20270131'],
    message: 'Please send the patron to the service desk.',
  });
  await part.getByRole('textbox', { name: 'Test card' }).fill('P1000001');
  await page.keyboard.press('Enter');
  await expect(part).toContainText('The connection works: Main Library answers.');
  await expect(part).toContainText('Blocked: too many items overdue, fines over the limit');
  expect(await seriousIssues(page)).toEqual([]);

  await page.getByRole('link', { name: 'Manage Patron Services' }).click();
  await page.getByRole('textbox', { name: 'Patron', exact: true }).fill('P1000001');
  await page.keyboard.press('Enter');
  const said = page.getByRole('status', { name: 'In the other system' });
  await expect(said).toContainText('Blocked: too many items overdue');
  // Below the box, which does not move when an answer arrives.
  const top = async (of: Locator): Promise<number> => (await of.boundingBox())?.y ?? 0;
  expect(await top(said)).toBeGreaterThan(await top(page.getByRole('textbox', { name: 'Item barcode' })));
  await expect(page.getByRole('textbox', { name: 'Item barcode' })).toBeFocused();
  expect(await seriousIssues(page)).toEqual([]);
});
