import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

const received = (): unknown[] =>
  ask(
    desk.dataDir,
    "SELECT external_id AS id, item.barcode FROM item JOIN request ON request.id = request_id WHERE item.barcode LIKE 'L-%' ORDER BY item.id",
  );

test('a list of parcels is scanned and pasted without opening forms, and one key receives it; refused lines stay', async () => {
  const { page } = desk;
  const { lastStep } = await openReceiving(desk);
  await page.getByRole('button', { name: 'Receive a list' }).click();
  const box = page.getByRole('textbox', { name: /External identifier|Temporary barcode for/ });
  await expect(box).toBeFocused();
  const list = page.getByRole('list', { name: 'To receive' }).getByRole('listitem');

  // Two scans per parcel; a set with all of its barcodes.
  await scan(desk, '01MAIN0000101');
  await expect(list.first()).toContainText('Now scan the item’s barcode.');
  await expect(page.getByRole('textbox', { name: 'Temporary barcode for 01MAIN0000101' })).toBeFocused();
  await scan(desk, 'L-1');
  await expect(list.first()).toContainText('Hold shelf here · Reader, A.');
  await scan(desk, '01MAIN0000103');
  await expect(list.first()).toContainText('Now scan the item’s barcode.');
  for (const code of ['L-2', 'L-3', 'L-4']) {
    await scan(desk, code);
    await expect(list.first()).toContainText(`01MAIN0000103 · ${code}`);
  }
  await expect(list).toHaveCount(4);
  // The pasted memory of a scanner; refused lines show their reasons immediately. A request with a requested cancellation needs the form.
  const [asked] = ask<{ id: string }>(
    desk.dataDir,
    "SELECT external_id AS id FROM request WHERE status = 'CANCEL_REPLY' ORDER BY id LIMIT 1",
  );
  await page.evaluate((id) => {
    const data = new DataTransfer();
    data.setData('text', `${id}\tL-5\r\nNOWHERE;L-6\r\n`);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, asked!.id);
  await expect(list).toHaveCount(6);
  await expect(list.first()).toContainText('No request has the external identifier NOWHERE');
  await expect(list.nth(1)).toContainText('Needs an answer.');
  expect(await seriousIssues(page)).toEqual([]);

  // The list survives leaving the page and reloading the window.
  await chooseFromMenu(desk, 'go.today');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Receiving Items' }).click();
  await expect(list).toHaveCount(6);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Receive 4 items' })).toBeVisible();
  await expect(box).toBeFocused();
  expect(received()).toEqual([]);

  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('4 received, 1 not')).toBeVisible();
  await expect(box).toBeFocused();
  expect(received()).toEqual([
    { id: '01MAIN0000101', barcode: 'L-1' },
    { id: '01MAIN0000103', barcode: 'L-2' },
    { id: '01MAIN0000103', barcode: 'L-3' },
    { id: '01MAIN0000103', barcode: 'L-4' },
  ]);
  const set = "FROM request WHERE external_id = '01MAIN0000103'";
  expect(ask(desk.dataDir, `SELECT receiving_open AS open ${set}`)).toEqual([{ open: 0 }]);
  expect(
    ask(
      desk.dataDir,
      `SELECT count(*) AS n FROM outbox WHERE kind = 'received' AND request_id = (SELECT id ${set})`,
    ),
  ).toEqual([{ n: 1 }]);
  const done = page.getByRole('region', { name: 'Received', exact: true }).getByRole('listitem');
  await expect(done.filter({ hasText: 'slip saved as PDF' })).toHaveCount(4);
  expect(await seriousIssues(page)).toEqual([]);

  // A refused line is corrected in the box.
  await page.getByRole('button', { name: 'Correct NOWHERE L-6' }).click();
  await expect(box).toHaveValue('NOWHERE;L-6');
  await expect(box).toBeFocused();
  await box.fill('');
  await expect(list).toHaveCount(1);

  // One step is undone, then the rest.
  await done.filter({ hasText: 'L-1' }).getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep).toContainText('UNDONE');
  await expect(done.filter({ hasText: 'L-1' })).toContainText('Undone');
  await page.getByRole('button', { name: /^Undo all/ }).click();
  await expect(page.getByText(/undone\./)).toBeVisible();
  expect(received()).toEqual([]);

  // A line that needs the form is opened there.
  await list.getByRole('button', { name: 'Open form' }).click();
  await expect(page.getByRole('group', { name: 'What to do with the parcel' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'To go back' })).toBeVisible();
});
