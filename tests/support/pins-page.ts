import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** Opens a section of Settings and waits for it. */
export const openSection = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
};

/** Fills in the open PIN form. */
export const setPin = async (page: Page, pin: string, again = pin): Promise<void> => {
  const form = page.getByRole('form', { name: 'PIN' });
  await form.getByLabel('New PIN (6 to 12 digits)').fill(pin);
  await form.getByLabel('Confirm new PIN').fill(again);
  await form.getByRole('button', { name: 'Set PIN' }).click();
};

export const ownPin = '975310';

/** Sets the PIN of the first operator, which is needed before another one can be added. */
export const setOwnPin = async (page: Page): Promise<void> => {
  await openSection(page, 'Operators and roles');
  await page.getByRole('button', { name: 'Operator', exact: true }).click();
  await setPin(page, ownPin);
  await expect(page.getByRole('form', { name: 'PIN' })).toContainText('PIN set.');
  await page.getByRole('button', { name: 'Back to the list' }).click();
};
