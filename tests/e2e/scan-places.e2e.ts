import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const boxOf = async (part: Locator): Promise<Box> => {
  const box = await part.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return box;
};

test('the box for the barcode never moves, and the result later replaces the card that was shown before Save', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const receiving = await openReceiving(desk);
  const identifier = await boxOf(receiving.identifier);
  const card = page.locator('[data-card]');
  await scan(desk, '01MAIN0000103');
  await expect(receiving.barcode).toBeFocused();
  const { y, x } = await boxOf(receiving.barcode);
  const ahead = await boxOf(card.first());
  const stays = async (what: string): Promise<void> => {
    const now = await boxOf(receiving.barcode);
    expect({ x: now.x, y: now.y }, what).toEqual({ x, y });
  };
  await page.keyboard.press('F7');
  await expect(page.getByRole('textbox', { name: 'Circulation note' })).toBeVisible();
  await stays('More is open');
  await page.keyboard.press('F7');
  await scan(desk, 'P1000001');
  await expect(receiving.lastStep).toContainText('STOP');
  await stays('a STOP');
  await scan(desk, 'V-1');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await stays('the first volume is here');
  expect(await boxOf(card.first())).toEqual(ahead);
  await scan(desk, 'V-1');
  await expect(receiving.lastStep).toContainText('CHECK');
  await stays('the same volume twice');
  await scan(desk, 'V-2');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(2);
  await stays('the list grows');
  await page.keyboard.press('Control+z');
  await expect(receiving.lastStep).toContainText('UNDONE');
  await stays('a volume is undone');
  await scan(desk, 'V-2');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(2);
  await scan(desk, 'V-3');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(3);
  await receiving.done.click();
  await expect(receiving.lastStep).toContainText('Set complete: 3 of 3 volumes');
  expect(await boxOf(card.first())).toEqual(ahead);
  expect(await boxOf(receiving.identifier)).toEqual(identifier);
  // The question about an unexpected parcel appears in the same places.
  await scan(desk, '01MAIN0000106');
  await page.getByRole('button', { name: 'Add another volume' }).click();
  await expect(receiving.barcode).toBeFocused();
  await stays('what becomes of a parcel is chosen');
  await page.keyboard.press('Escape');
  for (const [link, name] of [
    ['Return Items', 'Item barcode'],
    ['Scan In Items', 'Item barcode'],
    ['Manage Patron Services', 'Patron'],
  ] as const) {
    await page.getByRole('link', { name: link }).click();
    const box = page.getByRole('textbox', { name });
    await expect(box).toBeFocused();
    expect((await boxOf(box)).y, link).toBe(identifier.y);
  }
  await scan(desk, 'P1000001');
  const item = page.getByRole('textbox', { name: 'Item barcode' });
  await expect(item).toBeFocused();
  expect((await boxOf(item)).y).toBe(identifier.y);
});

test('on Today a scanned request is shown in front of the page, and the book scanned after it is received without another key', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const queue = page.getByRole('link', { name: /^To receive/ });
  const before = await boxOf(queue);
  const box = page.getByRole('textbox', { name: 'Scan anything' });
  const { y, height } = await boxOf(box);
  await scan(desk, '01MAIN0000101');
  const offer = page.getByRole('region', { name: 'Scanned' });
  await expect(offer.getByRole('button', { name: 'Receive it' })).toBeFocused();
  expect(await boxOf(queue)).toEqual(before);
  expect((await boxOf(offer)).y).toBeGreaterThanOrEqual(y + height);
  await page.keyboard.press('Escape');
  await expect(offer).toBeHidden();
  await scan(desk, '01MAIN0000101');
  await expect(offer).toBeVisible();
  await scan(desk, 'N-90001');
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('HOLD SHELF · Reader, A.');
});

test('a notice is a single box at the lower right, which moves nothing and makes room for the selection bar', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  const requests = await openRequests(desk);
  await requests.search.fill('status:ready');
  await expect(requests.rows.first()).toContainText('Ready');
  await expect(page.getByRole('grid', { name: 'Requests' })).not.toHaveAttribute('aria-busy', 'true');
  await requests.rows.first().focus();
  const list = page.getByRole('region', { name: 'Request list' });
  const { height } = await boxOf(list);
  // The first entry of the menu, without opening it.
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Send' });
  await dialog.getByRole('button', { name: 'Send' }).click();
  const notice = requests.lastStep;
  await expect(notice.getByRole('button', { name: 'Undo' })).toBeVisible();
  expect((await boxOf(list)).height).toBe(height);
  const { width, tall } = await page.evaluate(() => ({ width: window.innerWidth, tall: window.innerHeight }));
  const margins = async (): Promise<number[]> => {
    const at = await boxOf(notice);
    return [width - at.x - at.width, tall - at.y - at.height].map(Math.round);
  };
  // After its animation.
  await expect.poll(margins).toEqual([16, 16]);
  await notice.hover();
  await page.keyboard.press('Control+a');
  const bar = await boxOf(page.getByRole('region', { name: 'Selected requests' }));
  // A single line.
  expect(bar.height).toBeLessThan(48);
  const above = await boxOf(notice);
  expect(above.y + above.height).toBeLessThanOrEqual(bar.y);
});

test('a failed slip is reported once, and title and place of its row stay readable', async () => {
  desk = await launchDesk({ library: 'demo', printer: 'No-Such-Printer' });
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('NO SLIP');
  await expect(receiving.lastStep.getByText(/did not print/)).toHaveCount(1);
  await expect(receiving.lastStep.getByRole('button', { name: 'Print again' })).toBeVisible();
  await page.getByRole('link', { name: 'Scan In Items' }).click();
  const row = receiving.session.getByRole('listitem').first();
  const [title, place] = [
    row.getByText('The Voyage of the Beagle'),
    row.getByText('HOLD SHELF · Reader, A.'),
  ];
  for (const part of [title, place]) {
    await expect(part).toBeVisible();
    expect(await part.evaluate((shown) => shown.scrollWidth <= shown.clientWidth)).toBe(true);
  }
  await expect(row.getByRole('button', { name: 'Print again' })).toBeVisible();
});
