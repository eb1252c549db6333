import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu, circulationFile, openCirculation } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: circulationFile() }),
  (begun) => (desk = begun),
);

const statusOf = (barcode: string): unknown =>
  ask(desk.dataDir, `SELECT status FROM item WHERE barcode = '${barcode}'`)[0];

/** Returns the number of slips, and on how many sheets they are. */
const papers = (): unknown[] =>
  ask(
    desk.dataDir,
    "SELECT count(*) AS n, count(DISTINCT note) AS papers, min(state) AS state FROM print_job WHERE kind = 'return'",
  );

test('many items are returned with scan after scan and one key, one slip per parcel; refused ones stay, and each or all can be undone', async () => {
  const { page, dataDir } = desk;
  const { item, lastStep } = await openCirculation(desk, 'Return Items');
  await page.getByRole('button', { name: 'Return many' }).click();
  await expect(item).toBeFocused();
  const list = page.getByRole('list', { name: 'To return' }).getByRole('listitem');
  await scan(desk, 'N-3');
  await expect(list.first()).toContainText('The Descent of Man');
  await expect(list.first()).toContainText('RETURN TO · North University Library');
  await scan(desk, 'NOWHERE');
  await expect(list.first()).toContainText('Not returned.');
  await scan(desk, 'V-1');
  await expect(list.first()).toContainText('volume 1 of 3');
  await scan(desk, 'N-3');
  await expect(page.getByText('N-3 is already in the list.')).toBeVisible();
  await expect(list).toHaveCount(3);
  await expect(item).toBeFocused();
  await scan(desk, 'N-1');
  await expect(list).toHaveCount(4);
  expect(await seriousIssues(page)).toEqual([]);
  // The list waits while items are returned one by one.
  await page.getByRole('button', { name: 'Return one by one' }).click();
  await expect(list).toHaveCount(0);
  await page.getByRole('button', { name: 'Return many (4 in the list)' }).click();
  await expect(list).toHaveCount(4);

  // A line is removed with a key, and the next scan is possible.
  await page.getByRole('button', { name: 'Remove N-1' }).focus();
  await page.keyboard.press('Delete');
  await expect(list).toHaveCount(3);
  await expect(item).toBeFocused();

  // The list is still there after visiting another page.
  await chooseFromMenu(desk, 'go.today');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await chooseFromMenu(desk, 'go.return-items');
  await expect(list).toHaveCount(3);
  await expect(item).toBeFocused();
  // And after a reload of the window.
  await page.reload();
  await expect(list).toHaveCount(3);
  await expect(item).toBeFocused();
  expect(statusOf('N-3')).toEqual({ status: 'on-loan' });

  await expect(page.getByRole('button', { name: 'Return 2 items' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 returned, 1 not')).toBeVisible();
  await expect(list).toHaveCount(1);
  await expect(list).toContainText('NOWHERE');
  await expect(item).toBeFocused();
  expect([statusOf('N-3'), statusOf('V-1')]).toEqual([
    { status: 'returned-to-partner' },
    { status: 'returned-to-partner' },
  ]);
  expect(ask(dataDir, "SELECT count(*) AS n FROM outbox WHERE kind = 'returned'")).toEqual([{ n: 2 }]);
  // One parcel: a single slip lists both.
  await expect.poll(papers).toEqual([{ n: 2, papers: 1, state: 'printed' }]);

  const returned = page.getByRole('region', { name: 'Returned' }).getByRole('listitem');
  await expect(returned).toHaveCount(2);
  expect(await seriousIssues(page)).toEqual([]);
  await returned.filter({ hasText: 'N-3' }).getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep).toContainText('UNDONE');
  await expect(lastStep).toContainText('A new slip prints for the other item in the parcel.');
  await expect(returned.filter({ hasText: 'N-3' })).toContainText('Undone');
  await expect(item).toBeFocused();
  expect(statusOf('N-3')).toEqual({ status: 'on-loan' });
  // The key undoes the previous step.
  await chooseFromMenu(desk, 'undo.lastStep');
  await expect.poll(() => statusOf('V-1')).toEqual({ status: 'on-loan' });
  await expect(returned.filter({ hasText: 'V-1' })).toContainText('Undone');

  // The whole run: its slip is printed again with the key, and all of it is undone.
  await page.getByRole('button', { name: 'Remove NOWHERE' }).click();
  for (const [index, code] of ['N-1', 'N-2', 'N-3'].entries()) {
    await scan(desk, code);
    await expect(list).toHaveCount(index + 1);
  }
  await expect(page.getByRole('button', { name: 'Return 3 items' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('3 returned', { exact: true })).toBeVisible();
  await expect(returned.filter({ hasText: 'slip saved as PDF' })).toHaveCount(3);
  await chooseFromMenu(desk, 'print.slip');
  await expect(page.getByText('The return slip was saved as PDF.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo all (3)' }).click();
  await expect(page.getByText('3 undone.')).toBeVisible();
  await expect(item).toBeFocused();
  expect(['N-1', 'N-2', 'N-3'].map(statusOf)).toEqual([
    { status: 'on-hold-shelf' },
    { status: 'on-hold-shelf' },
    { status: 'on-loan' },
  ]);
});
