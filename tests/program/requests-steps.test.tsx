import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';

test('several at once: cancelling says which were done and which not, and why; slips go to the printer', async () => {
  const { page, ask } = await showProgram('demo');
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await page.role('textbox', { name: 'Search requests' }).fill('01main00001');
  // One that may be cancelled, one that may not.
  await page.role('checkbox', { name: 'Select 01MAIN0000104' }).click();
  await page.role('checkbox', { name: 'Select 01MAIN0000106' }).click();
  const bar = page.role('region', { name: 'Selected requests' });
  expect(bar.text()).toContain('2 selected');
  await bar.role('button', { name: 'Print slips' }).click();
  const result = page.role('list', { name: 'Print slips: result' });
  await expect
    .poll(() => result.all('listitem').map(({ textContent }) => textContent))
    .toEqual([
      expect.stringMatching(/01MAIN0000104.*no item of it is with us/),
      expect.stringMatching(/01MAIN0000106.*Slip sent to the printer/),
    ]);
  await bar.role('button', { name: 'Cancel requests' }).click();
  const dialog = page.role('dialog', { name: 'Cancel' });
  await dialog.role('combobox', { name: 'Cancellation reason' }).choose(1);
  await dialog.role('button', { name: /^Confirm/ }).click();
  await expect.poll(() => page.role('region', { name: 'Last step' }).text()).toMatch(/1 done, 1 not done/);
  expect(ask(`SELECT status FROM request WHERE external_id = '01MAIN0000104'`)).not.toEqual([
    { status: 'CONDITIONAL' },
  ]);
});
