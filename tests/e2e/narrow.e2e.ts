import { expect } from '@playwright/test';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

const show = (width: number, height: number, zoom = 1): Promise<void> =>
  desk.app.evaluate(
    ({ BrowserWindow }, given) => {
      const main = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      main?.setContentSize(given.width, given.height);
      main?.webContents.setZoomFactor(given.zoom);
    },
    { width, height, zoom },
  );

test('at 1024 pixels the filters overlay the list while in use, and show the number of active filters', async () => {
  const { page } = desk;
  const { rows, view, facet, chips } = await openRequests(desk);
  await show(1024, 768);
  const button = page.getByRole('button', { name: /^Filters/ });
  await expect(button).toHaveText('Filters');
  await expect(facet('Status', 'Conditional')).toBeHidden();
  await button.click();
  await expect(page.getByRole('dialog', { name: 'Filters' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await button.click();
  await facet('Status', 'Conditional').check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toHaveText('Filters (1)');
  await expect(chips).toContainText('Status: Conditional');
  await expect(rows.first()).toContainText('Conditional');
  await view('All requests').click();
  await expect(chips).toBeHidden();
});

const overflow = (): Promise<number> =>
  desk.page.evaluate(() => {
    const box = document.querySelector('[role=grid]')?.parentElement;
    return box ? box.scrollWidth - box.clientWidth : -1;
  });
const headsOf = (): Promise<string[]> =>
  desk.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=columnheader][data-head]')].map(
      ({ dataset }) => dataset['head'] ?? '',
    ),
  );

test('beside the details, columns with the same information are hidden, and return afterwards', async () => {
  const { page } = desk;
  const { rows } = await openRequests(desk);
  await show(1280, 800);
  await expect.poll(headsOf).toContain('patronDueOn');
  const details = page.getByRole('region', { name: 'Request details' });
  await rows.first().locator('[data-column=title]').click();
  await expect(details).toBeVisible();
  // The title shows the requester, and the identifier shows the partner below it.
  const found = ['externalId', 'title', 'status', 'dueOn'];
  await expect.poll(headsOf).toEqual(found);
  await expect.poll(overflow).toBe(0);
  await show(1024, 768);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(1030);
  for (const id of found) await expect.poll(headsOf).toContain(id);
  await page.keyboard.press('Escape');
  await expect(details).toBeHidden();
  await show(1280, 800);
  await expect.poll(headsOf).toContain('patronDueOn');

  for (const queue of ['Recalled', 'Active notes', 'Conditional']) {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page
      .getByRole('link', { name: new RegExp(`^${queue}`) })
      .first()
      .click();
    await page.getByRole('row').nth(1).locator('[data-column=title]').click();
    await expect(details).toBeVisible();
    await expect.poll(overflow).toBe(0);
    for (const id of ['externalId', 'title']) expect(await headsOf()).toContain(id);
    await page.keyboard.press('Escape');
  }
});

test('every status is fully readable, comfortable and compact', async () => {
  const { page } = desk;
  const { rows } = await openRequests(desk);
  await show(1280, 800);
  const cut = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[role=gridcell][data-column=status]')]
        .filter((cell) =>
          [cell, ...cell.querySelectorAll('[aria-hidden]')].some(
            (box) => box.scrollWidth > box.clientWidth && box.clientWidth > 1,
          ),
        )
        .map(({ textContent }) => textContent),
    );
  await expect(rows.filter({ hasText: 'Physically received by library' }).first()).toBeVisible();
  expect(await cut()).toEqual([]);
  await page.getByRole('button', { name: 'Columns' }).click();
  // It is checked once the setting is stored.
  await page.getByRole('radio', { name: 'Compact' }).click();
  await expect.poll(() => rows.first().evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(40);
  expect(await cut()).toEqual([]);
});

test('at 200 % zoom the window of a return shows the destination and the button that sends the item', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Return Items' }).click();
  await show(1280, 800, 2);
  await expect(page.getByRole('textbox', { name: 'Item barcode' })).toBeFocused();
  await scan(desk, 'BRG45100');
  const window = page.getByRole('dialog', { name: 'Return item' });
  await expect(window.getByRole('button', { name: 'OK' })).toBeFocused();
  await expect(window.getByRole('button', { name: 'OK' })).toBeInViewport({ ratio: 1 });
  await expect(window.getByText(/^RETURN TO/)).toBeInViewport({ ratio: 0.9 });
});

test('at 200 % zoom the menu is collapsed behind a button and the scan box is visible', async () => {
  const { page } = desk;
  const { identifier } = await openReceiving(desk);
  await show(1280, 800, 2);
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await expect(menu).toBeHidden();
  await expect(identifier).toBeInViewport();
  const box = await identifier.boundingBox();
  expect(box?.y).toBeLessThan(200);

  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(menu.getByRole('link', { name: 'Receiving Items' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
  await page.keyboard.press('Enter');
  await menu.getByRole('link', { name: 'Return Items' }).click();
  await expect(page.getByRole('textbox', { name: 'Item barcode' })).toBeFocused();
  await expect(menu).toBeHidden();
});

test('at 200 % zoom the list of steps to key into the other system shows its rows', async () => {
  const { page } = desk;
  const { identifier, barcode, lastStep } = await openReceiving(desk);
  await expect(identifier).toBeFocused();
  await scan(desk, '01MAIN0000101');
  await expect(barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(lastStep).toContainText('HOLD SHELF');
  await show(1280, 800, 2);
  await chooseFromMenu(desk, 'go.done-here');
  const list = page.getByRole('grid', { name: 'Key into the other system' });
  await expect(list.getByRole('row').nth(1)).toBeVisible();
  const width = await list.evaluate((grid) => grid.parentElement?.clientWidth ?? 0);
  expect(width).toBeGreaterThan(500);
});
