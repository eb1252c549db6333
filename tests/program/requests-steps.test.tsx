import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';

test('bulk actions: only possible ones are offered, and taken where allowed; each request has its result, and one press undoes all', async () => {
  const { page, ask } = await showProgram('demo');
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await page.role('textbox', { name: 'Search requests' }).fill('01main000010');
  // The item of the second request is here.
  await page.role('checkbox', { name: 'Select 01MAIN0000104' }).click();
  await page.role('checkbox', { name: 'Select 01MAIN0000106' }).click();
  const bar = page.role('region', { name: 'Selected requests' });
  expect(bar.text()).toContain('2 selected');
  await bar.role('button', { name: 'More' }).click();
  const more = page.role('menu', { name: 'More actions for the selected requests' });
  expect(more.all('menuitem').map(({ textContent }) => textContent)).not.toContain('Claim');
  await more.role('menuitem', { name: 'Print slips (1 of 2)' }).click();
  await expect
    .poll(() => page.role('region', { name: 'Last step' }).text())
    .toContain('01MAIN0000106: Slip sent to the printer.');
  // This request is already cancelled.
  await page.role('checkbox', { name: 'Select 01MAIN0000105' }).click();
  await bar.role('button', { name: 'Cancel requests (2 of 3)' }).click();
  const dialog = page.role('dialog', { name: 'Cancel' });
  await dialog.role('combobox', { name: 'Cancellation reason' }).choose('It was requested twice');
  await dialog.role('button', { name: /^Confirm/ }).click();
  await expect.poll(() => page.role('region', { name: 'Last step' }).text()).toMatch(/2 done/);
  const statuses = () =>
    ask(
      `SELECT request.status, use FROM request LEFT JOIN item ON item.request_id = request.id
        WHERE external_id IN ('01MAIN0000104', '01MAIN0000106') ORDER BY external_id`,
    );
  expect(statuses()).toEqual([
    { status: 'CANCELLED_BY_STAFF', use: null },
    { status: 'CANCELLED_BY_STAFF', use: 'goes-back' },
  ]);
  await page.role('button', { name: 'Undo all (2)' }).click();
  await expect.poll(statuses).toEqual([
    { status: 'CONDITIONAL', use: null },
    { status: 'RECEIVED_PHYSICALLY', use: 'for-patron' },
  ]);
  await expect.poll(() => page.role('region', { name: 'Last step' }).text()).toMatch(/^Undo: 2 done/);
});

test('the notice of a step ends with its page: it does not come again on another one', async () => {
  const { page } = await showProgram('demo');
  const lastStep = page.role('region', { name: 'Last step' });
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await page.role('textbox', { name: 'Search requests' }).fill('01main0000106');
  const actions = page.role('button', { name: 'Actions for 01MAIN0000106' });
  await actions.click();
  await page.role('menuitem', { name: /^Print slip/ }).click();
  await expect.poll(() => lastStep.text()).toContain('01MAIN0000106: Slip sent to the printer.');
  await page.role('link', { name: /^Slips/ }).click();
  await expect.poll(() => lastStep.isShown()).toBe(false);
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await actions.element();
  await expect.poll(() => lastStep.text()).toBe('');
});
