import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { rowOf } from '../support/decision-page.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/launch.ts';
import { openActionWindow } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

/** A set of three of which two volumes came and went back. */
const returnedSet = {
  externalId: '01SET0001',
  title: 'The Voyage of the Beagle',
  patron: 'P1000001',
  pickup: 'MAIN-CIRC',
  rota: ['NORTH'],
  activePartner: 'NORTH',
  status: 'RETURNED_TO_PARTNER',
  volumes: 3,
  items: ['V-1', 'V-2'].map((barcode) => ({ barcode, status: 'returned-to-partner', desk: 'MAIN-CIRC' })),
};

const writeLibrary = (): string => {
  const file = join(temporaryFolder(), 'returned.json');
  const library = {
    format: 'borrow-desk/library',
    version: 1,
    libraries: [{ code: 'MAIN', name: 'Main Library' }],
    desks: [{ code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true }],
    partners: [{ code: 'NORTH', name: 'North University Library' }],
    patrons: [{ barcode: 'P1000001', name: 'Reader, A.', library: 'MAIN' }],
    requests: [returnedSet],
  };
  writeFileSync(file, JSON.stringify(library));
  return file;
};

let desk: Desk;
shareDesk(
  () => ({ library: writeLibrary() }),
  (begun) => (desk = begun),
);

test('the late parcel of a set that went back is received on purpose', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01SET0001');
  await expect(receiving.lastStep).toContainText('the others went back');
  await expect(receiving.lastStep).toContainText('2 of 3 volumes of 01SET0001 came and went back');
  await page.getByRole('button', { name: 'Receive the further volume' }).click();
  await expect(page.getByText('Late volume: 2 of 3 went back')).toBeVisible();
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'V-3');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await expect(receiving.lastStep).toContainText('volume 3 of 3');
  expect(ask(desk.dataDir, 'SELECT status FROM request')).toEqual([{ status: 'RECEIVED_PHYSICALLY' }]);
});

test('the partner says that one volume never arrived; later it has everything back', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await expect(rowOf(page, '01SET0001')).toBeVisible();
  const said = await openActionWindow(page, '01SET0001', 'Record partner’s answer');
  await said.getByRole('combobox', { name: 'The partner …' }).selectOption('says that it never arrived');
  await said.getByRole('combobox', { name: 'Which item' }).selectOption('Volume 2, V-2, returned to partner');
  await said.getByRole('button', { name: 'Record' }).click();
  await expect(rowOf(page, '01SET0001')).toContainText('Report lost item to partner');
  expect(ask(desk.dataDir, 'SELECT status FROM item ORDER BY volume')).toEqual([
    { status: 'returned-to-partner' },
    { status: 'lost' },
  ]);
  const back = await openActionWindow(page, '01SET0001', 'Record partner’s answer');
  await back.getByRole('combobox', { name: 'The partner …' }).selectOption('has it back');
  await back.getByRole('button', { name: 'Record' }).click();
  await expect(rowOf(page, '01SET0001')).toContainText('Request completed');
});
