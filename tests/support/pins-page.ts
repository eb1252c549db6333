import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Goes to a section of Settings and waits for it. */
export const openSection = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
};

/** Fills the form of a PIN that stands open. */
export const setPin = async (page: Page, pin: string, again = pin): Promise<void> => {
  const form = page.getByRole('form', { name: 'PIN' });
  await form.getByLabel('New PIN (6 to 12 digits)').fill(pin);
  await form.getByLabel('Confirm new PIN').fill(again);
  await form.getByRole('button', { name: 'Set PIN' }).click();
};

export const ownPin = '975310';

/** Sets the PIN of who works here from the first start on: before somebody else can be added. */
export const setOwnPin = async (page: Page): Promise<void> => {
  await openSection(page, 'Operators and roles');
  await page.getByRole('button', { name: 'Operator', exact: true }).click();
  await setPin(page, ownPin);
  await expect(page.getByRole('form', { name: 'PIN' })).toContainText('PIN set.');
  await page.getByRole('button', { name: 'Back to the list' }).click();
};
