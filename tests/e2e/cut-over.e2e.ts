import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { sharedDesk } from '../support/shared-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// A library migrates from ILLiad: its hold shelf and its loans are handled here, with a scanner, from the first day.

let desk: Desk;
test.afterEach(() => desk.close());

const library = {
  format: 'borrow-desk/library',
  version: 1,
  libraries: [{ code: 'MAIN', name: 'Main Library', address: ['1 College Road', 'Springfield'] }],
  desks: [
    { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
  ],
  partners: [{ code: 'EAU', name: 'Eastern University', address: ['3 Lake Street'] }],
  patrons: [
    { barcode: 'jdoe', name: 'Doe, Jane', library: 'MAIN' },
    { barcode: 'mroe', name: 'Roe, Max', library: 'MAIN' },
  ],
  // The library is set up: the welcome page is not shown.
  requests: [{ externalId: 'R-1', title: 'Tried before', status: 'REQUEST_COMPLETED' }],
};

const nextYear = new Date().getUTCFullYear() + 1;
const illiad = [
  'Transaction Number,Username,Loan Title,Transaction Status,Lending Library,Process Type,Due Date,Pieces,Item Number,Creation Date',
  `401001,jdoe,Birds of the marsh /,Customer Notified via E-Mail,EAU,Borrowing,6/20/${nextYear},1,,10/2/2025`,
  `401002,jdoe,Rivers,Checked Out to Customer,EAU,Borrowing,6/21/${nextYear},1,,10/3/2025`,
  `401003,mroe,Atlas of tin,Customer Notified via E-Mail,EAU,Borrowing,6/22/${nextYear},2,,10/4/2025`,
  `401004,mroe,Mosses,Checked Out to Customer,EAU,Borrowing,6/23/${nextYear},1,39004,10/5/2025`,
  '401005,lib,Something lent,Item Shipped,XYZ,Lending,,,,10/6/2025',
];

const inFolder = (name: string, text: string): string => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};

const lastStep = (): Locator => desk.page.getByRole('region', { name: 'Last step' });
const openPage = (name: string): Promise<void> =>
  desk.page.getByRole('link', { name, exact: true }).first().click();

/** Opens a page and waits until it is ready for a scan. */
const openScanPage = async (name: string, box: string): Promise<void> => {
  await openPage(name);
  await expect(desk.page.getByRole('textbox', { name: box })).toBeFocused();
};
const openPatron = async (card: string): Promise<void> => {
  await openScanPage('Manage Patron Services', 'Patron');
  await scan(desk, card);
  await expect(desk.page.getByRole('textbox', { name: 'Item barcode' })).toBeFocused();
};

const importIlliad = async (): Promise<void> => {
  const { app, page } = desk;
  const path = inFolder('illiad.csv', `${illiad.join('\n')}\n`);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [filePath] })) as typeof dialog.showOpenDialog;
  }, path);
  await openPage('Borrowing Requests');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const window = page.getByRole('dialog', { name: 'Import a file' });
  await window.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(window.getByText('Recognised as ILLiad: 10 of 10 columns understood')).toBeVisible();
  await window.getByRole('button', { name: 'Preview import' }).click();
  await expect(window.getByRole('tab', { name: 'Skipped 1' })).toBeEnabled();
  await window.getByRole('button', { name: 'Import', exact: true }).click();
  await window.getByRole('button', { name: 'View imported requests' }).click();
  await expect(window).toBeHidden();
};

test('items without barcodes get them by scanner, are lent and returned, and appear on the patron’s page', async () => {
  test.setTimeout(180_000);
  desk = await sharedDesk({ library: inFolder('library.json', JSON.stringify(library)) });
  const { page } = desk;
  await importIlliad();

  await openPage('Today');
  await page.getByRole('link', { name: /^Give barcodes/ }).click();
  const giving = page.getByRole('region', { name: 'Give barcodes', exact: true });
  const box = giving.getByRole('textbox');
  const rows = page.getByRole('grid', { name: 'Give barcodes' }).getByRole('row').filter({ hasText: /4010/ });
  await expect(rows).toHaveCount(3);
  // Items to fetch from the shelf come first.
  await expect(giving).toContainText('Birds of the marsh');
  await expect(giving).toContainText('On hold shelf');
  await expect(box).toBeFocused();
  expect(await seriousIssues(page), 'giving barcodes').toEqual([]);

  // Item after item: the scanner alone moves from row to row, through the set, and back to a row by its identifier.
  await scan(desk, '39001');
  await expect(rows).toHaveCount(2);
  await expect(giving).toContainText('Atlas of tin');
  await expect(giving).toContainText('volume 1 of 2');
  await scan(desk, '39003');
  await expect(giving).toContainText('volume 2 of 2');
  await scan(desk, '39003');
  // A repeated scan is not an alarm.
  const calmly = giving.getByRole('status').filter({ hasText: '39003' });
  await expect(calmly).toBeVisible();
  await expect(giving.getByRole('alert')).toBeHidden();
  await expect(giving).toContainText('volume 2 of 2');
  await scan(desk, '401002');
  await expect(giving).toContainText('Rivers');
  await expect(calmly).toBeHidden();
  await scan(desk, '401003');
  await scan(desk, '39013');
  await expect(rows).toHaveCount(1);
  await expect(giving).toContainText('Rivers');
  await expect(giving).toContainText('On loan');
  await expect(box).toBeFocused();

  // An item with its patron need not arrive first: scanning its identifier says so, and offers to return it.
  const receiving = await openReceiving(desk);
  await scan(desk, '401002');
  await expect(page.getByText('WITH THE PATRON')).toBeVisible();
  await expect(page.getByText(/On loan to Doe, Jane, due .* If it has come back, return it\./)).toBeVisible();
  await expect(receiving.barcode).toBeFocused();
  await page.getByRole('button', { name: 'Return it' }).click();
  const window = page.getByRole('dialog');
  await expect(window).toContainText('Eastern University');
  await page.keyboard.press('Enter');
  await expect(lastStep()).toContainText('RETURN TO');

  // The patron’s page counts and lists the imported items; a waiting item is lent with its new barcode.
  await openPatron('mroe');
  await expect(page.getByRole('heading', { name: 'Roe, Max' })).toBeVisible();
  await expect(page.getByText('1 on loan')).toBeVisible();
  await expect(page.getByText('On the hold shelf here: 2')).toBeVisible();
  await scan(desk, '39003');
  await expect(lastStep()).toContainText('LENT TO');
  await expect(page.getByText('2 on loan')).toBeVisible();

  await openScanPage('Return Items', 'Item barcode');
  await scan(desk, '39004');
  await expect(window).toContainText('Mosses');
  await page.keyboard.press('Enter');
  await expect(lastStep()).toContainText('RETURN TO');
  expect(
    ask(
      desk.dataDir,
      'SELECT external_id, item.barcode, item.status FROM item JOIN request ON request.id = request_id ORDER BY external_id, volume',
    ),
  ).toEqual([
    { external_id: '401001', barcode: '39001', status: 'on-hold-shelf' },
    { external_id: '401002', barcode: '', status: 'returned-to-partner' },
    { external_id: '401003', barcode: '39003', status: 'on-loan' },
    { external_id: '401003', barcode: '39013', status: 'on-hold-shelf' },
    { external_id: '401004', barcode: '39004', status: 'returned-to-partner' },
  ]);
  expect(desk.problems).toEqual([]);
});

test('without a barcode the external identifier lends and returns, and asks which of several volumes is meant', async () => {
  test.setTimeout(180_000);
  desk = await sharedDesk({ library: inFolder('library.json', JSON.stringify(library)) });
  const { page } = desk;
  await importIlliad();

  await openPatron('mroe');
  await scan(desk, '401003');
  const which = page.getByRole('group', { name: 'Which volume?' });
  await expect(which.getByRole('button', { name: 'Volume 1' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(lastStep()).toContainText('LENT TO');

  await openScanPage('Return Items', 'Item barcode');
  await scan(desk, '401003');
  await which.getByRole('button', { name: 'Volume 2' }).click();
  await expect(page.getByRole('dialog')).toContainText('Atlas of tin');
  await page.keyboard.press('Enter');
  await expect(lastStep()).toContainText('RETURN TO');
  expect(
    ask(
      desk.dataDir,
      "SELECT volume, item.status FROM item JOIN request ON request.id = request_id WHERE external_id = '401003' ORDER BY volume",
    ),
  ).toEqual([
    { volume: 1, status: 'on-hold-shelf' },
    { volume: 2, status: 'returned-to-partner' },
  ]);
  expect(desk.problems).toEqual([]);
});
