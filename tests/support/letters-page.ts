import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** Opens a section of Settings. */
export const openSettings = async (
  page: Page,
  name: 'Mail' | 'Letters' | 'Which letters to send' | 'Operators and roles' | 'Library file',
): Promise<Locator> => {
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
  return page.getByRole('region', { name, exact: true });
};

/** Opens the mail account in Settings. */
export const mailSettings = async (page: Page): Promise<Locator> => {
  const section = await openSettings(page, 'Mail');
  await section.getByRole('textbox', { name: 'Mail server' }).waitFor();
  return section;
};

/** Enters an account at a local server and saves it. */
export const storeAccount = async (
  page: Page,
  values: {
    readonly port: number;
    readonly protection: RegExp;
    readonly user?: string;
    readonly password?: string;
  },
): Promise<Locator> => {
  const mail = await mailSettings(page);
  await mail.getByRole('textbox', { name: 'Mail server' }).fill('127.0.0.1');
  await mail.getByRole('combobox', { name: 'Encryption' }).selectOption({
    label: (await mail.getByRole('option', { name: values.protection }).textContent()) ?? '',
  });
  await mail.getByRole('textbox', { name: 'Port' }).fill(String(values.port));
  if (values.user !== undefined) {
    await mail.getByRole('textbox', { name: 'User name' }).fill(values.user);
    await mail.getByLabel('Password').fill(values.password ?? '');
  }
  await mail.getByRole('textbox', { name: 'Sender name' }).fill('Interlibrary Loan');
  await mail.getByRole('textbox', { name: 'Sender address' }).fill('ill@main.example');
  await mail.getByRole('button', { name: 'Save' }).click();
  await expect(mail.getByRole('button', { name: 'Remove account' })).toBeVisible();
  return mail;
};

/** Sends a test letter with the saved account. */
export const sendTest = async (mail: Locator): Promise<void> => {
  await mail.getByRole('textbox', { name: 'Test address' }).fill('me@main.example');
  await mail.getByRole('button', { name: 'Send a test letter' }).click();
};

/** The pane beside the list: the letter of a row, with its actions. */
export const letterBeside = (page: Page): Locator =>
  page.getByRole('region', { name: 'Letter', exact: true });

/** Selects a letter by its row and presses a button beside the list. */
export const pressForLetter = async (page: Page, row: Locator, button: string): Promise<void> => {
  const name = await row.getByRole('checkbox').getAttribute('aria-label');
  await row.click();
  const [kind = '', identifier = ''] = (name ?? '').replace(/^Select /, '').split(/ (?=\S+$)/);
  const letter = letterBeside(page);
  await letter.getByRole('heading', { name: `${kind} · ${identifier}` }).waitFor();
  await letter.getByRole('button', { name: button, exact: true }).click();
};

/** Opens Letters and messages. Returns its table. */
export const openLetters = async (page: Page): Promise<Locator> => {
  await page.getByRole('link', { name: 'Letters and messages' }).click();
  await page.getByRole('heading', { name: 'Letters and messages' }).waitFor();
  return page.getByRole('grid', { name: 'Letters and messages' });
};
