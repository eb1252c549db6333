import { expect } from '@playwright/test';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { Lender } from '../support/lender/lender.ts';
import { scripts } from '../support/lender/scripts.ts';
import { postTo } from '../support/post-to.ts';

let desk: Desk;
let lender: Lender | undefined;
test.afterEach(async () => {
  await desk.close();
  await lender?.crash();
});

const openSection = async (name: string): Promise<void> => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
};

test('with the keyboard, a partner is set to ISO 18626 and tested, and its messages arrive at the endpoint', async () => {
  lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: '1.2', prefix: 'ns1' },
    file: join(temporaryFolder(), 'book.json'),
    borrowerUrl: () => '',
    script: () => scripts.LOANED,
  });
  await lender.start();
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await openSection('Partners');
  await page.getByRole('button', { name: 'North University Library' }).press('Enter');
  const form = page.getByRole('form', { name: 'partner: North University Library' });
  await form.getByRole('radio', { name: /^By e-mail/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(form.getByRole('radio', { name: /^ISO 18626/ })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type(lender.url);
  await page.keyboard.press('Tab');
  await page.keyboard.type('NORTH');
  await page.keyboard.press('Tab');
  await page.keyboard.type('MAIN');
  await form.getByRole('button', { name: 'Test connection' }).press('Enter');
  await expect(form).toContainText('The connection works');
  await form.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(form).toContainText('Saved');
  expect(await seriousIssues(page)).toEqual([]);

  await openSection('Incoming messages');
  const incoming = page.getByRole('form', { name: 'Incoming messages' });
  await incoming.getByRole('switch', { name: 'Receive messages at this workstation' }).press('Space');
  const port = 20_000 + (process.pid % 10_000);
  await incoming.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await incoming.getByRole('button', { name: 'Save' }).press('Enter');
  const main = page.getByRole('main');
  await expect(main).toContainText(`at http://127.0.0.1:${port}/iso18626.`);
  const answer = await postTo(`http://127.0.0.1:${port}/iso18626`);
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('BadlyFormedMessage') });
  await expect(main).toContainText('Last message:');
  expect(await seriousIssues(page)).toEqual([]);

  await page.getByRole('link', { name: 'Connections', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Partners’ systems' })).toContainText(
    'North University Library',
  );
  await expect(page.getByRole('region', { name: 'This library' })).toContainText(
    '1 message matches no request',
  );
  await page
    .getByRole('region', { name: 'Message log' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .first()
    .press('Enter');
  await expect(page.getByRole('region', { name: 'Message', exact: true })).toContainText('<a/>');
  expect(await seriousIssues(page)).toEqual([]);
  expect(desk.problems).toEqual([]);
});
