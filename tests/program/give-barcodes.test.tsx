import { expect, test } from 'vitest';
import { scan } from '../support/page/scan.ts';
import { showProgram } from '../support/page/program-page.tsx';

test('undoing a barcode takes back the warning that it is in use, and chooses its item again', async () => {
  const program = await showProgram('demo', {
    before: ({ raw }) => void raw.exec("UPDATE item SET barcode = '' WHERE status = 'on-loan'"),
  });
  const { page, user } = program;
  await page.role('link', { name: /^Today/ }).click();
  await page.role('link', { name: /^Give barcodes/ }).click();
  const giving = page.role('region', { name: 'Give barcodes' });
  const box = giving.role('textbox', { name: /^Barcode for/ });
  await expect.poll(() => box.hasFocus()).toBe(true);
  const about = () => giving.text().slice(0, 40);
  const first = about();
  scan(program, 'G-90001');
  await expect.poll(() => page.text()).toContain('Barcode G-90001 given');
  scan(program, 'G-90001');
  await expect.poll(() => giving.text()).toContain('CHECK');
  await user.keyboard('{Control>}z{/Control}');
  await expect.poll(() => page.text()).toContain('Undone: Barcode given');
  await expect.poll(() => giving.text()).not.toContain('CHECK');
  // The same book is in hand again: the next scan must not give its barcode to another one.
  await expect.poll(about).toBe(first);
  expect(giving.role('textbox', { name: /^Barcode for/ }).value()).toBe('');
});
