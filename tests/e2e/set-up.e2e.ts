import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { startMailServer } from '../support/mail-server.ts';

let desk: Desk;

test.afterEach(() => desk.close());

/** The time that a new user may need until the first receipt, at the speed of this test. */
const firstReceiptMs = 120_000;

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const next = (page: Page) => page.getByRole('button', { name: 'Next' });

/** Verifies the page of the guide and its place among the seven. */
const isOn = async (page: Page, name: string, place: number): Promise<void> => {
  await expect(heading(page, name)).toBeVisible();
  await expect(page.getByText(`Step ${place} of 7`)).toBeVisible();
  expect(await seriousIssues(page)).toEqual([]);
};

test('an empty installation leads from the welcome page in seven steps to the first receipt, with the keyboard, within two minutes', async () => {
  const begun = Date.now();
  desk = await launchDesk();
  const { app, page, dataDir } = desk;
  await expect(heading(page, 'Welcome to Borrow Desk')).toBeVisible();
  // Without queues or settings beside it.
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Import requests from Alma, ILLiad, …/ })).toBeFocused();
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Start empty/ })).toBeFocused();
  await page.keyboard.press('Enter');

  await isOn(page, 'Library and desk', 1);
  await expect(page.getByRole('textbox', { name: 'Library name' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Hill College Library');
  await page.getByRole('textbox', { name: 'Library e-mail' }).fill('ill@hill.example');
  await page.getByRole('textbox', { name: 'Desk name' }).fill('Front desk');
  await page.keyboard.press('Enter');

  await isOn(page, 'Operator and PIN', 2);
  await expect(page.getByText('Leave blank for no PIN.')).toBeVisible();
  await expect(page.getByText('four-digit')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeFocused();
  await page.keyboard.type('Rosa Luz');
  const pin = page.getByLabel('New PIN (6 to 12 digits)');
  await pin.fill('4829');
  await page.keyboard.press('Enter');
  // Both errors together.
  await expect(page.getByText('A PIN has 6 to 12 digits.')).toBeVisible();
  await expect(page.getByText('The PINs don’t match.')).toBeVisible();
  await pin.fill('482915');
  await page.getByLabel('Confirm new PIN').fill('482915');
  await page.keyboard.press('Enter');

  await isOn(page, 'Printer', 3);
  // The program was started with --printer=pdf: the page shows no other choice.
  await expect(page.getByText('Started with --printer=pdf')).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      Object.assign(globalThis, { openedPath: path });
      return Promise.resolve('');
    };
  });
  await page.getByRole('button', { name: 'Print a test slip' }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved as PDF' })).toBeVisible();
  await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await expect
    .poll(() => app.evaluate(() => String((globalThis as { openedPath?: string }).openedPath)))
    .toMatch(/slips.1-test\.pdf$/);
  await page.getByRole('combobox', { name: 'Paper' }).press('Enter');

  await isOn(page, 'Scanner', 4);
  await expect(page.getByRole('textbox', { name: 'Scan here' })).toBeFocused();
  // Users without a serial scanner see nothing about ports.
  await expect(page.getByText(/port/)).toHaveCount(0);
  await page.keyboard.press('Enter');

  await isOn(page, 'Mail', 5);
  await expect(page.getByRole('textbox', { name: 'Mail server' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Sender address' })).toHaveValue('ill@hill.example');
  await page.keyboard.press('Enter');

  await isOn(page, 'Partners without an address', 6);
  await expect(page.getByText('No partners yet.')).toBeVisible();
  await expect(next(page)).toBeFocused();
  await page.keyboard.press('Enter');

  await isOn(page, 'Ready', 7);
  await expect(
    page.getByText('No mail account is set up. Letters wait until there is one; you can print them.'),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import requests' })).toBeFocused();
  await page.getByRole('button', { name: 'Enter the first request' }).press('Enter');

  const form = page.getByRole('dialog', { name: 'New request' });
  await expect(form.getByRole('combobox', { name: 'Requester' })).toBeFocused();
  await page.keyboard.type('Mina Field');
  await expect(form.getByRole('button', { name: 'Add as a new patron' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'Card' })).toBeFocused();
  await page.keyboard.type('P-1');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('The first of all');
  await form.getByRole('button', { name: 'Save and receive' }).press('Enter');
  // No partner exists yet that could have sent it.
  await expect(page.getByRole('textbox', { name: 'Temporary barcode' })).toBeFocused();
  await page.keyboard.type('T-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('T-1');

  expect(ask(dataDir, 'SELECT name, email FROM library')).toEqual([
    { name: 'Hill College Library', email: 'ill@hill.example' },
  ]);
  expect(ask(dataDir, 'SELECT name FROM desk')).toEqual([{ name: 'Front desk' }]);
  expect(ask(dataDir, 'SELECT name, length(pin_hash) > 0 AS pin FROM operator')).toEqual([
    { name: 'Rosa Luz', pin: 1 },
  ]);
  expect(ask(dataDir, 'SELECT barcode FROM item')).toEqual([{ barcode: 'T-1' }]);
  expect(Date.now() - begun).toBeLessThan(firstReceiptMs);
});

test('sample data needs no guide; the guide is opened in Settings, and going to a page closes it', async () => {
  desk = await launchDesk();
  const { page } = desk;
  await page.getByRole('button', { name: /^Try with sample data/ }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Set up this workstation' })
    .click();
  await page.getByRole('button', { name: 'Open the guide' }).click();
  await isOn(page, 'Library and desk', 1);
  // It is the first page: the installation is not empty.
  await expect(page.getByRole('button', { name: 'Back' })).toHaveCount(0);
  for (const place of [
    'Operator and PIN',
    'Printer',
    'Scanner',
    'Mail',
    'Partners without an address',
    'Ready',
  ]) {
    await next(page).click();
    await expect(heading(page, place)).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Start working' })).toBeFocused();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(heading(page, 'Partners without an address')).toBeVisible();
  // The current page of the guide is stored.
  await page.reload();
  await expect(heading(page, 'Partners without an address')).toBeVisible();
  await chooseFromMenu(desk, 'go.slips');
  await expect(page.getByRole('heading', { name: 'Slips' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Slips' })).toBeVisible();
});

test('an export of another system is imported first; then its partners get addresses, and a test letter is sent', async () => {
  const server = await startMailServer({ protection: 'none' });
  try {
    desk = await launchDesk();
    const { app, page, dataDir } = desk;
    await app.evaluate(
      ({ dialog }, filePath) => {
        dialog.showOpenDialog = (() =>
          Promise.resolve({ canceled: false, filePaths: [filePath] })) as typeof dialog.showOpenDialog;
      },
      join(import.meta.dirname, '../fixtures/exports/alma-list.csv'),
    );
    await page.getByRole('button', { name: /^Import requests from Alma/ }).press('Enter');
    const window = page.getByRole('dialog', { name: 'Import a file' });
    await window.getByRole('button', { name: 'Choose a file…' }).press('Enter');
    // It gets the focus when the file has been read.
    await expect(window.getByRole('button', { name: 'Preview import' })).toBeFocused();
    await page.keyboard.press('Enter');
    await window.getByRole('button', { name: 'Import', exact: true }).press('Enter');
    await window.getByRole('button', { name: 'Continue setup' }).press('Enter');

    await isOn(page, 'Library and desk', 1);
    const place = page.getByRole('combobox', { name: 'This workstation is at' });
    await expect(place).toBeFocused();
    await expect(place.getByRole('option')).toHaveText([
      'Main Circulation Desk',
      'Mill Street Branch',
      'Add another desk',
    ]);
    await expect(page.getByRole('textbox', { name: 'Desk name' })).toHaveValue('Main Circulation Desk');
    // Another desk with the name of one that exists is that desk.
    await place.selectOption('Add another desk');
    await page.getByRole('textbox', { name: 'Desk name' }).fill('main circulation  desk');
    await page.keyboard.press('Enter');
    await isOn(page, 'Operator and PIN', 2);
    expect(ask(dataDir, 'SELECT name FROM desk ORDER BY name')).toEqual([
      { name: 'Main Circulation Desk' },
      { name: 'Mill Street Branch' },
    ]);
    await page.getByRole('button', { name: 'Back' }).click();
    await expect(place).toHaveValue(/\d/u);
    for (const after of ['Operator and PIN', 'Printer', 'Scanner', 'Mail']) {
      await page
        .getByRole('button', { name: /^(Skip|Next)$/ })
        .first()
        .click();
      await expect(heading(page, after)).toBeVisible();
    }
    await page.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
    await page.getByRole('combobox', { name: 'Encryption' }).selectOption('none');
    await page.getByRole('textbox', { name: 'Port' }).fill(String(server.port));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Add the sender address.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Sender address' })).toBeFocused();
    await page.keyboard.type('ill@hill.example');
    const to = page.getByRole('textbox', { name: 'Test address' });
    await to.fill('rosa@hill.example');
    // A user without a password is neither saved nor tested: the page says what is missing, at its field.
    await page.getByRole('textbox', { name: 'User name' }).fill('rosa');
    for (const button of ['Next', 'Send a test letter']) {
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByText('Enter the password, or clear the user name')).toBeVisible();
      await expect(page.getByLabel('Password')).toBeFocused();
      await page.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
    }
    expect(ask(dataDir, "SELECT count(*) AS kept FROM setting WHERE key = 'mailAccount'")).toEqual([
      { kept: 0 },
    ]);
    await page.getByRole('textbox', { name: 'User name' }).fill('');
    expect(await seriousIssues(page)).toEqual([]);
    await to.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'The mail server accepted' })).toBeVisible();
    expect(server.received).toHaveLength(1);
    await next(page).click();

    await isOn(page, 'Partners without an address', 6);
    await expect(page.getByText(/partners? ha(s|ve) no e-mail address/)).toBeVisible();
    const boxes = page.getByRole('textbox');
    await expect(boxes.first()).toBeFocused();
    await page.keyboard.type('nowhere');
    await page.keyboard.press('Enter');
    await expect(boxes.first()).toHaveAttribute('aria-invalid', 'true');
    await boxes.first().fill('ill@partner.example');
    await page.keyboard.press('Enter');
    await isOn(page, 'Ready', 7);
    await expect(page.getByText('Letters wait')).toHaveCount(0);
    const missing = page.getByRole('list', { name: 'Still missing' });
    await expect(missing).toContainText(/\d+ partners? ha(s|ve) no e-mail address/u);
    await missing.getByRole('button', { name: 'Add addresses' }).click();
    await isOn(page, 'Partners without an address', 6);
    await page.getByRole('button', { name: 'Skip' }).click();
    await expect(page.getByRole('button', { name: 'Start working' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
    expect(ask(dataDir, "SELECT email FROM partner WHERE email <> ''")).toEqual([
      { email: 'ill@partner.example' },
    ]);
    expect(ask(dataDir, 'SELECT count(*) > 0 AS is_in FROM request')).toEqual([{ is_in: 1 }]);
  } finally {
    await server.close();
  }
});
