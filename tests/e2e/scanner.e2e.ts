import { expect, type Locator, type Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, receivingPage, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import { launchDesk, temporaryFolder, type Desk } from '../support/launch.ts';
import { makeSerialLine, type SerialLineEnd } from '../support/serial-line.ts';

let desk: Desk;
let page: Page;
test.beforeEach(async () => {
  desk = await launchDesk({ library: 'demo' });
  page = desk.page;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Scanner', exact: true })
    .click();
});
test.afterEach(async () => {
  await desk.close();
});

const box = (): Locator => page.getByRole('textbox', { name: 'Scan here' });
const section = (): Locator => page.getByRole('region', { name: 'Scanner', exact: true });

/** Types real keys, like a scanner with a delay between its characters; xdotool splits each delay in two. */
const scanSlowly = (text: string, gapMs: number): void => {
  const { status, stderr } = spawnSync('xdotool', ['type', '--delay', String(gapMs * 2), `${text}\n`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
};

test('a test scan shows what arrived, and a slow scanner is learned and forgotten again', async () => {
  await box().focus();
  await scan(desk, 'N-31234');
  await expect(section()).toContainText('Recognised as a scan');
  await expect(box()).toHaveValue('');
  await page.getByRole('textbox', { name: 'Code on the label' }).fill('31234');
  await expect(section()).toContainText('sends “N-” before the code and nothing after it');
  expect(await seriousIssues(page)).toEqual([]);

  const take = page.getByRole('button', { name: /^Allow up to \d+ ms between characters$/ });
  await expect(async () => {
    await box().focus();
    scanSlowly('01n90001x', 55);
    await expect(section()).toContainText('Recognised as typing: two characters were');
    await expect(take).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(box()).toHaveValue('');
  await take.click();
  await expect(section()).toContainText('On this workstation, a scan may have up to');
  await expect(async () => {
    await box().focus();
    scanSlowly('01n90001x', 50);
    await expect(section()).toContainText('Recognised as a scan', { timeout: 1_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Reset to the usual 35 ms' }).click();
  await expect(section()).not.toContainText('On this workstation, a scan may have up to');
});

test('a serial scanner is chosen, receives, is reported missing when unplugged, and reconnects automatically', async () => {
  const line: SerialLineEnd = await makeSerialLine(temporaryFolder());
  try {
    await page.getByRole('button', { name: 'Set up a serial scanner…' }).click();
    const port = page.getByRole('combobox', { name: 'Serial port' });
    await port.selectOption({ label: 'Another port…' });
    const name = page.getByRole('textbox', { name: /^Port name/ });
    await name.fill(line.port);
    await name.press('Enter');
    await expect(section()).toContainText(`Port ${line.port} is open`);
    await line.send('\u0002N-31234\r');
    await expect(section()).toContainText('From the serial port');
    await expect(section().getByText('STX', { exact: true })).toBeVisible();
    expect(await seriousIssues(page)).toEqual([]);

    const receiving = await openReceiving(desk);
    await line.send('01MAIN0000101\r');
    await expect(receiving.barcode).toBeFocused();
    await line.send('N-90001\r');
    await expect(receiving.lastStep).toContainText('HOLD SHELF');
    await expect(receivingPage(page).identifier).toHaveValue('');
    await line.send('01MAIN');
    await expect(page.getByText('Only part of the code')).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();

    const missing = page.getByRole('banner').getByText(`No scanner responds on port ${line.port}.`);
    await line.unplug();
    await expect(missing).toBeVisible();
    await line.plugIn();
    await expect(missing).toBeHidden({ timeout: 20_000 });
    await line.send('01MAIN0000102\r');
    await expect(receiving.barcode).toBeFocused();
  } finally {
    await line.unplug();
  }
});
