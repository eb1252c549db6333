import { expect, test } from '@playwright/test';
import { openReceiving } from '../support/desk-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';

let desk: Desk;
test.beforeEach(async () => {
  desk = await launchDesk({ args: ['--demo'] });
});
test.afterEach(async () => {
  await desk.close();
  expect(desk.problems).toEqual([]);
});

const show = (width: number, height: number, zoom = 1): Promise<void> =>
  desk.app.evaluate(
    ({ BrowserWindow }, given) => {
      const main = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      main?.setContentSize(given.width, given.height);
      main?.webContents.setZoomFactor(given.zoom);
    },
    { width, height, zoom },
  );

test('at 1024 pixels the list begins without the filters; they open over it and say how many narrow it', async () => {
  const { page } = desk;
  const { rows, view, chips } = await openRequests(desk);
  await show(1024, 768);
  const button = page.getByRole('button', { name: /^Filters/ });
  await expect(button).toHaveText('Filters');
  await expect(view('Conditional')).toBeHidden();
  await button.click();
  await expect(view('All requests')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await button.click();
  await view('Conditional').click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toHaveText('Filters (1)');
  await expect(chips).toContainText('View: Conditional');
  await expect(rows.first()).toContainText('Conditional');
});

test('every status is read whole, comfortable and compact', async () => {
  const { page } = desk;
  const { rows } = await openRequests(desk);
  await show(1280, 800);
  const cut = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[role=gridcell][data-column=status]')]
        .filter((cell) => {
          const box = cell.getBoundingClientRect();
          const badge = cell.firstElementChild?.getBoundingClientRect();
          return (
            badge &&
            (badge.right > box.right || badge.height > box.height || cell.scrollWidth > cell.clientWidth)
          );
        })
        .map(({ textContent }) => textContent),
    );
  await expect(rows.filter({ hasText: 'Physically received by library' }).first()).toBeVisible();
  expect(await cut()).toEqual([]);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('radio', { name: 'Compact' }).check();
  await expect.poll(() => rows.first().evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(40);
  expect(await cut()).toEqual([]);
});

test('at 200 % zoom the menu is folded behind a button and the scan box is in sight', async () => {
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
