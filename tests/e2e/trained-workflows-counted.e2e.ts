import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { openCirculation } from '../support/circulation-page.ts';
import type { Hand, HandCount } from '../support/counted-input.ts';
import { handAt } from '../support/counted-input.ts';
import { ask } from '../support/database.ts';
import { lastStep } from '../support/decision-page.ts';
import { openReceiving } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

// The cost of the trained workflows, from the page on which they start: exact numbers of scans, keys and clicks.

let desk: Desk;
let page: Page;
let hand: Hand;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
    ({ page } = desk);
    hand = handAt(desk);
  },
);

const cost = (most: Partial<HandCount>): HandCount => ({ scans: 0, keys: 0, clicks: 0, ...most });

/** Returns the first row of the demo library for a query. */
const first = <Row>(sql: string, ...values: readonly string[]): Row => {
  const [row] = ask<Row>(desk.dataDir, `${sql} LIMIT 1`, ...values);
  if (row === undefined) throw new Error(`The demo library has nothing for: ${sql}`);
  return row;
};
const statusOf = (externalId: string): string =>
  first<{ status: string }>('SELECT status FROM request WHERE external_id = ?', externalId).status;

/** Returns a request whose volumes are in transit to this desk. */
const shipped = (volumes: string): string =>
  first<{ id: string }>(
    `SELECT external_id AS id FROM request JOIN desk ON desk.id = pickup_desk_id
      WHERE status = 'SHIPPED_PHYSICALLY' AND volumes_expected ${volumes} AND desk.code = 'MAIN-CIRC' ORDER BY request.id`,
  ).id;

/** Returns a volume on loan, as the only one of its request. */
const onLoan = (): { id: string; barcode: string; card: string } =>
  first(
    `SELECT external_id AS id, item.barcode, patron.barcode AS card FROM item JOIN request ON request.id = request_id
       JOIN patron ON patron.id = patron_id JOIN desk ON desk.id = pickup_desk_id
      WHERE request.status = 'LOANED' AND item.barcode <> '' AND desk.code = 'MAIN-CIRC'
        AND (SELECT count(*) FROM item AS other WHERE other.request_id = request.id) = 1
        AND request.partner_id IN (SELECT id FROM partner WHERE renews_automatically = 1) ORDER BY request.id`,
  );

test('receiving an item: two scans', async () => {
  const externalId = shipped('= 1');
  const receiving = await openReceiving(desk);
  await hand.scan(externalId);
  await expect(receiving.barcode).toBeFocused();
  await hand.scan('CNT-1');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await expect(receiving.identifier).toBeFocused();
  expect(statusOf(externalId)).toBe('RECEIVED_PHYSICALLY');
  expect(hand.count()).toEqual(cost({ scans: 2 }));
});

test('receiving a set of three: four scans, and Enter', async () => {
  const externalId = shipped('= 3');
  const receiving = await openReceiving(desk);
  await hand.scan(externalId);
  await expect(receiving.barcode).toBeFocused();
  for (const volume of [1, 2, 3]) {
    await hand.scan(`CNT-${volume}`);
    await expect(receiving.received.getByRole('listitem')).toHaveCount(volume);
  }
  await hand.press('Enter');
  await expect(receiving.lastStep).toContainText('3 of 3');
  await expect(receiving.identifier).toBeFocused();
  expect(statusOf(externalId)).toBe('RECEIVED_PHYSICALLY');
  expect(hand.count()).toEqual(cost({ scans: 4, keys: 1 }));
});

test('renewing a loan: the patron’s card, and two keys', async () => {
  const { id, barcode, card } = onLoan();
  const { item, loans } = await openCirculation(desk, 'Manage Patron Services');
  await hand.scan(card);
  await expect(item).toBeFocused();
  await expect(loans.getByRole('row', { name: barcode })).toBeVisible();
  await hand.press('ArrowDown');
  await expect(loans.getByRole('row', { name: barcode })).toBeFocused();
  await hand.press('Enter');
  await expect(lastStep(page)).toContainText('Due ');
  await expect(item).toBeFocused();
  expect(statusOf(id)).toBe('RENEWED');
  expect(hand.count()).toEqual(cost({ scans: 1, keys: 2 }));
});

test('returning an item: one scan, and Enter', async () => {
  const { id, barcode } = onLoan();
  const returns = await openCirculation(desk, 'Return Items');
  await hand.scan(barcode);
  await expect(returns.window.getByRole('button', { name: 'OK', exact: true })).toBeFocused();
  await hand.press('Enter');
  await expect(returns.lastStep).toContainText('RETURN TO');
  await expect(returns.item).toBeFocused();
  expect(statusOf(id)).toBe('RETURNED_TO_PARTNER');
  expect(hand.count()).toEqual(cost({ scans: 1, keys: 1 }));
});

test('sending all requests of a list: three keys, however many there are', async () => {
  const requests = await openRequests(desk);
  await requests.search.fill('status:ready');
  await requests.rows.first().focus();
  const ready = ask<{ id: string }>(
    desk.dataDir,
    `SELECT external_id AS id FROM request WHERE status = 'READY_TO_SEND'`,
  );
  await expect(requests.count).toHaveText(`${ready.length} requests`);
  await hand.press('Control+a');
  await expect(page.getByRole('region', { name: 'Selected requests' })).toContainText(
    `${ready.length} selected`,
  );
  await hand.press('Control+Enter');
  const window = page.getByRole('dialog', { name: 'Send' });
  await expect(window.getByRole('button', { name: /^Send/ })).toBeFocused();
  await hand.press('Enter');
  await expect(requests.lastStep).toContainText(`${ready.length} done`);
  expect(new Set(ready.map(({ id }) => statusOf(id)))).toEqual(new Set(['REQUEST_SENT']));
  expect(hand.count()).toEqual(cost({ keys: 3 }));
});
