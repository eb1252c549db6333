import { waitFor } from '@testing-library/react';
import type { Part } from './part.ts';

// Actions in Settings that tests of the whole page share.

/** Opens a section of Settings and waits for it. */
export const openSection = async (page: Part, name: string): Promise<void> => {
  await page.role('link', { name: 'Settings' }).click();
  await page.role('navigation', { name: 'Settings' }).role('link', { name }).click();
  await page.role('heading', { name, level: 2 }).element();
};

/** Saves the open form, and waits for the confirmation. */
export const save = async (page: Part): Promise<void> => {
  await page.role('button', { name: 'Save' }).click();
  await waitFor(() => {
    if (!page.text().includes('Saved')) throw new Error('It does not say that it is saved.');
  });
};

/** Fills in the open PIN form. */
export const setPin = async (page: Part, pin: string): Promise<void> => {
  const form = page.role('form', { name: 'PIN' });
  await form.label('New PIN (6 to 12 digits)').fill(pin);
  await form.label('Confirm new PIN').fill(pin);
  await form.role('button', { name: 'Set PIN' }).click();
};

/** Sets the PIN of the first operator, which is needed before another one can be added. */
export const setOwnPin = async (page: Part): Promise<void> => {
  await openSection(page, 'Operators and roles');
  await page.role('button', { name: 'Operator' }).click();
  await setPin(page, '975310');
  await waitFor(() => {
    if (!page.role('form', { name: 'PIN' }).text().includes('PIN set.')) throw new Error('There is no PIN.');
  });
  await page.role('button', { name: 'Back to the list' }).click();
};

/** The button with the name of the operator. */
export const operatorButton = (page: Part): Part => page.role('button', { name: /^Operator: / });
