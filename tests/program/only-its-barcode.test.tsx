import { expect, test } from 'vitest';
import { scan } from '../support/page/scan.ts';
import { showProgram } from '../support/page/program-page.tsx';

test('an item on loan that only lacks its barcode gets it on Receiving, and stays with the patron', async () => {
  const program = await showProgram('demo', {
    before: ({ raw }) => void raw.exec("UPDATE item SET barcode = '' WHERE status = 'on-loan'"),
  });
  const { page, ask } = program;
  const [lent] = ask<{ externalId: string }>(
    "SELECT external_id AS externalId FROM request WHERE id = (SELECT min(request_id) FROM item WHERE status = 'on-loan')",
  );
  await page.role('link', { name: /^Receiving Items/ }).click();
  await expect.poll(() => page.role('textbox', { name: 'External identifier' }).hasFocus()).toBe(true);
  scan(program, lent!.externalId);
  await expect.poll(() => page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  expect(page.text()).toContain('WITH THE PATRON');
  await page.role('button', { name: 'More' }).click();
  await expect.poll(() => page.text()).toContain('Circulation note');
  // No letter and no slip are promised.
  expect(page.text()).not.toContain('Note to partner');
  expect(page.text()).not.toContain('Automatically print slip');
  (await page.role('textbox', { name: 'Temporary barcode' }).element()).focus();
  scan(program, 'G-90001');
  const card = page.role('region', { name: 'Last step' });
  await expect.poll(() => card.text()).toContain('Barcode given');
  expect(card.text()).toContain('WITH THE PATRON');
  const session = page.role('complementary', { name: 'This session' });
  await expect.poll(() => session.text()).toContain('WITH THE PATRON');
  expect(page.text()).not.toContain('HOLD SHELF');
  expect(ask('SELECT id FROM print_job')).toEqual([]);
});
