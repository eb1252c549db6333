import { expect } from '@playwright/test';
import { openCirculation } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';

let desk: Desk;
let scans = 0;
const dataDir = temporaryFolder();
test.afterAll(() => desk.close());

const scanned = async (code: string): Promise<void> => {
  scans += 1;
  await scan(desk, code);
};

const statusOf = (externalId: string): string | undefined =>
  ask<{ status: string }>(dataDir, 'SELECT status FROM request WHERE external_id = ?', externalId)[0]?.status;
const placeOf = (barcode: string): string | undefined =>
  ask<{ status: string }>(
    dataDir,
    "SELECT status FROM item WHERE barcode = ? ORDER BY status IN ('returned-to-partner', 'lost'), id DESC",
    barcode,
  )[0]?.status;

/** Requests whose single item is on its way to this desk, none with anything to watch. */
const parcels = (count: number): string[] =>
  ask<{ externalId: string }>(
    dataDir,
    `SELECT external_id AS externalId FROM request JOIN desk ON desk.id = pickup_desk_id
      WHERE status = 'SHIPPED_PHYSICALLY' AND ifnull(volumes_expected, 1) = 1 AND desk.code = 'MAIN-CIRC'
      ORDER BY request.id LIMIT ?`,
    count,
  ).map(({ externalId }) => externalId);

type Item = { readonly barcode: string; readonly externalId: string; readonly card: string };
const itemsWith = (status: string, where: string, count: number): Item[] =>
  ask<Item>(
    dataDir,
    `SELECT item.barcode, external_id AS externalId, patron.barcode AS card
       FROM item JOIN request ON request.id = request_id JOIN patron ON patron.id = patron_id
       LEFT JOIN desk ON desk.id = ifnull(destination_desk_id, desk_id)
      WHERE item.status = ? AND desk.code = 'MAIN-CIRC' AND ${where}
        AND (SELECT count(*) FROM item AS other WHERE other.request_id = request.id) = 1
      ORDER BY item.id LIMIT ?`,
    status,
    count,
  );

test('a day of sixty scans: received, shelved, lent, returned, refused, with a power cut in the middle', async () => {
  test.setTimeout(300_000);
  desk = await launchDesk({ dataDir, library: 'demo' });
  await desk.page.getByRole('heading', { name: 'Today' }).waitFor();
  await expect.poll(() => parcels(1).length, { timeout: 20_000 }).toBe(1);

  // The morning's trolley; the power goes between two parcels.
  const arrived = parcels(12).map((externalId, index) => ({ externalId, barcode: `DAY-${index + 1}` }));
  for (const [index, { externalId, barcode }] of arrived.entries()) {
    const receiving = await openReceiving(desk);
    await scanned(externalId);
    await expect(receiving.barcode).toBeFocused();
    await scanned(barcode);
    await expect(receiving.lastStep).toContainText(barcode);
    await expect(receiving.lastStep).toContainText('HOLD SHELF');
    if (index !== 5) continue;
    await desk.kill();
    desk = await launchDesk({ dataDir });
    await openReceiving(desk);
  }
  expect(arrived.map(({ externalId }) => statusOf(externalId))).toEqual(
    arrived.map(() => 'RECEIVED_PHYSICALLY'),
  );

  // What the other desks sent.
  const coming = itemsWith('in-transit', "request.status = 'RECEIVED_PHYSICALLY'", 4);
  const { lastStep: shelved } = await openCirculation(desk, 'Scan In Items');
  for (const { barcode } of coming) {
    await scanned(barcode);
    await expect(shelved).toContainText(barcode);
    expect(placeOf(barcode)).toBe('on-hold-shelf');
  }
  await scanned('NOBODY-HAS-THIS');
  await expect(shelved).toContainText('STOP');

  // Readers come, each with a card.
  const waiting = itemsWith('on-hold-shelf', "item.barcode LIKE 'DAY-%'", 8);
  for (const { barcode, card } of waiting) {
    const { item, lastStep } = await openCirculation(desk, 'Manage Patron Services');
    await scanned(card);
    await expect(item).toBeFocused();
    await scanned(barcode);
    // Some partners lend for use in the library only: that is asked.
    const askedFirst = desk.page.getByRole('button', { name: 'Lend in the reading room' });
    await expect(askedFirst.or(lastStep.getByText('LENT TO'))).toBeVisible();
    if (await askedFirst.isVisible()) await askedFirst.press('Enter');
    await expect(lastStep).toContainText('LENT TO');
    await desk.page.keyboard.press('Escape');
  }
  expect(waiting.map(({ barcode }) => placeOf(barcode))).toEqual(waiting.map(() => 'on-loan'));

  // And bring back; the same item twice by mistake.
  const back = await openCirculation(desk, 'Return Items');
  for (const { barcode, externalId } of waiting) {
    await scanned(barcode);
    await expect(back.window).toContainText(barcode);
    await desk.page.keyboard.press('Enter');
    await expect(back.lastStep).toContainText(barcode);
    expect(statusOf(externalId)).toBe('RETURNED_TO_PARTNER');
  }
  const [first] = waiting;
  await scanned(first!.barcode);
  await expect(back.lastStep).toContainText('STOP');
  await scanned(first!.card);
  await expect(back.lastStep).toContainText('STOP');

  // A scan on a page that is not made for it is only offered.
  await desk.page.getByRole('link', { name: 'Slips' }).click();
  await desk.page.getByRole('heading', { name: 'Slips' }).waitFor();
  for (const { externalId } of arrived.slice(-4)) {
    await scanned(externalId);
    await expect(desk.page.getByRole('region', { name: 'Scanned' })).toContainText(externalId);
  }
  expect(scans).toBeGreaterThanOrEqual(55);

  expect(ask(dataDir, "SELECT 1 FROM item WHERE barcode LIKE 'DAY-%'")).toHaveLength(arrived.length);
  expect(ask(dataDir, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(ask(dataDir, "SELECT count(*) AS n FROM outbox WHERE kind = 'received'")).toEqual([
    { n: arrived.length },
  ]);
  expect(ask(dataDir, "SELECT count(*) AS n FROM outbox WHERE kind = 'returned'")).toEqual([
    { n: waiting.length },
  ]);
  expect(desk.problems).toEqual([]);
});
