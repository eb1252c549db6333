import { waitFor } from '@testing-library/react';
import type { ProgramPage } from './program-page.tsx';
import { scan } from './scan.ts';

/** Scans a request and a barcode on Receiving Items, and waits until the item has its place on the hold shelf. */
export const receive = async (shown: ProgramPage, externalId: string, barcode: string): Promise<void> => {
  const { page } = shown;
  await page.role('link', { name: /^Receiving Items/ }).click();
  await waitFor(() => focused(page.role('textbox', { name: 'External identifier' }).hasFocus()));
  scan(shown, externalId);
  await waitFor(() => focused(page.role('textbox', { name: 'Temporary barcode' }).hasFocus()));
  scan(shown, barcode);
  await waitFor(() => focused(page.role('region', { name: 'Last step' }).text().includes('HOLD SHELF')));
};

const focused = (yes: boolean): void => {
  if (!yes) throw new Error('Receiving Items is not as far as that yet.');
};
