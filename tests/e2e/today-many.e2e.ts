import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(async () => {
  await desk.close();
  expect(desk.problems).toEqual([]);
});

/** Returns the barcodes of volumes past their time on a hold shelf, longest-waiting first. */
const notPickedUp = (more = ''): { readonly barcode: string }[] =>
  ask(
    desk.dataDir,
    `SELECT barcode FROM (
       SELECT barcode, request_id, hold_until,
              row_number() OVER (PARTITION BY request_id ORDER BY hold_until, item.id) AS place
         FROM item JOIN desk ON desk.id = desk_id
        WHERE status = 'on-hold-shelf' AND hold_until < date('now') ${more})
      WHERE place = 1 ORDER BY hold_until, request_id`,
  );

const openCard = async (title: string) => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: new RegExp(`^${title}`) }).click();
  const table = page.getByRole('grid', { name: title });
  await expect(table).toBeVisible();
  return table;
};

test('several requests of a card are cancelled together, and the result of each is shown', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const table = await openCard('Out of partners');
  const boxes = table.getByRole('checkbox', { name: /^Select 01/ });
  const before = await boxes.count();
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const bar = page.getByRole('region', { name: 'Selected requests' });
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Cancel' }).click();
  const window = page.getByRole('dialog', { name: 'Cancel' });
  await window.getByRole('combobox', { name: 'Cancellation reason' }).selectOption({ index: 1 });
  await window.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('2 done');
  await expect(boxes).toHaveCount(before - 2);
  await expect(bar).toBeHidden();

  await table.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(bar).toContainText(`${before - 2} selected`);
  // A selection on a card belongs to that card.
  await page
    .getByRole('navigation', { name: 'Menu' })
    .getByRole('link', { name: 'Borrowing Requests' })
    .click();
  await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();
  await expect(bar).toBeHidden();
});

test('the list of the hold shelf is printed completely, plain, and without the surrounding window', async () => {
  // A separate program: print emulation is not reset for other tests.
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await openCard('Hold expired');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'true');
  });
  await page.getByRole('button', { name: 'Print list' }).click();
  await expect(page.locator('body[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByRole('heading', { name: 'Hold expired', level: 1 }).locator('..');
  const late = notPickedUp("AND desk.code = 'MAIN-CIRC'");
  await expect(paper.getByRole('row')).toHaveCount(late.length + 1);
  await expect(paper).toContainText('Main Circulation Desk');
  await expect(paper.getByRole('row').nth(1)).toContainText(late[0]!.barcode);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.getByRole('columnheader', { name: 'Title, author' })).toHaveCount(0);
  await expect(page.getByRole('navigation').first()).toBeVisible();
});
