import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';

test('several at once: cancelling says which were done and which not, and why; slips go to the printer', async () => {
  const { page, ask } = await showProgram('demo');
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await page.role('textbox', { name: 'Search requests' }).fill('01main000010');
  // Of the second the item is here.
  await page.role('checkbox', { name: 'Select 01MAIN0000104' }).click();
  await page.role('checkbox', { name: 'Select 01MAIN0000106' }).click();
  const bar = page.role('region', { name: 'Selected requests' });
  expect(bar.text()).toContain('2 selected');
  await bar.role('button', { name: 'Print slips' }).click();
  const result = page.role('list', { name: 'Print slips: result' });
  await expect
    .poll(() => result.all('listitem').map(({ textContent }) => textContent))
    .toEqual([
      expect.stringMatching(/01MAIN0000104.*none of its items are here/),
      expect.stringMatching(/01MAIN0000106.*Slip sent to the printer/),
    ]);
  // One that was cancelled already.
  await page.role('checkbox', { name: 'Select 01MAIN0000105' }).click();
  await bar.role('button', { name: 'Cancel requests' }).click();
  const dialog = page.role('dialog', { name: 'Cancel' });
  await dialog.role('combobox', { name: 'Cancellation reason' }).choose(1);
  await dialog.role('button', { name: /^Confirm/ }).click();
  await expect.poll(() => page.role('region', { name: 'Last step' }).text()).toMatch(/2 done, 1 not done/);
  expect(
    ask(
      `SELECT request.status, use FROM request LEFT JOIN item ON item.request_id = request.id
        WHERE external_id IN ('01MAIN0000104', '01MAIN0000106') ORDER BY external_id`,
    ),
  ).toEqual([
    { status: 'CANCELLED_BY_STAFF', use: null },
    { status: 'CANCELLED_BY_STAFF', use: 'goes-back' },
  ]);
});
