import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { temporaryFolder } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

const library = {
  format: 'borrow-desk/library',
  version: 1,
  libraries: [{ code: 'MAIN', name: 'Main Library' }],
  desks: [
    { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
  ],
  partners: [
    { code: 'NORTH', name: 'North University Library' },
    { code: 'WEST', name: 'West College' },
  ],
  patrons: [{ barcode: 'P1000001', name: 'Reader, A.', email: 'reader@example.org', library: 'MAIN' }],
  requests: [
    {
      externalId: '01MORE0001',
      title: 'The Sea Around Us',
      author: 'Carson, Rachel',
      patron: 'P1000001',
      pickup: 'MAIN-CIRC',
      rota: ['NORTH', 'WEST'],
      activePartner: 'WEST',
      status: 'REQUEST_SENT',
      dueOn: '2027-01-15',
    },
    {
      externalId: '01MORE0002',
      title: 'Silent Spring',
      patron: 'P1000001',
      pickup: 'MAIN-CIRC',
      rota: ['NORTH'],
      activePartner: 'NORTH',
      status: 'RECEIVED_PHYSICALLY',
      dueOn: '2027-01-15',
      condition: { reason: 'LibraryUseOnly', note: '' },
      items: [
        { barcode: 'N-2', status: 'on-hold-shelf', receivedAt: '2026-11-10T08:00:00Z', desk: 'MAIN-CIRC' },
      ],
    },
  ],
};

let desk: Desk;
let file = '';
test.beforeAll(() => {
  file = join(temporaryFolder(), 'more.json');
  writeFileSync(file, JSON.stringify(library));
});
shareDesk(
  () => ({ library: file }),
  (begun) => (desk = begun),
);

test('additional facts of a parcel are typed while receiving, with keys only, and are sent with Save', async () => {
  const { page, app, dataDir } = desk;
  const receiving = await openReceiving(desk);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.setContentSize(1024, 768),
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await scan(desk, '01MORE0001');
  // Both partners were asked, and neither has announced it: the operator says who sent it. A letter chooses no option.
  const sender = page.getByRole('combobox', { name: 'Sent by' });
  await expect(sender).toBeFocused();
  await page.keyboard.press('w');
  await expect(sender).toHaveValue('');
  // Neither does an accidental Enter, nor an early scan of the barcode, which waits in its box.
  await page.keyboard.press('Enter');
  await expect(sender).toBeFocused();
  await scan(desk, 'N-1');
  await expect(receiving.lastStep).toContainText('who sent it');
  await expect(sender).toBeFocused();
  await expect(receiving.barcode).toHaveValue('N-1');
  await sender.selectOption({ label: 'North University Library' });
  await sender.press('Enter');
  await expect(receiving.barcode).toBeFocused();
  const more = page.getByRole('button', { name: 'More', exact: true });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('F7');
  await expect(page.getByRole('textbox', { name: 'Due back' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Due back' }).fill('2027-03-01');
  await page.getByRole('textbox', { name: 'Volume' }).fill('A–K');
  await page.getByRole('textbox', { name: 'Cost' }).fill('12 EUR');
  await page.getByRole('textbox', { name: 'Circulation note' }).fill('Two loose maps');
  await page.getByRole('textbox', { name: 'Note to partner' }).fill('One corner is bent');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  expect(await seriousIssues(page)).toEqual([]);
  await page.screenshot({ path: process.env['SHOT'] ?? join(dataDir, 'more.png') });
  await page.keyboard.press('Escape');
  await expect(receiving.barcode).toBeFocused();

  await page.getByRole('button', { name: 'Make a barcode' }).click();
  await expect(receiving.barcode).toHaveValue('MAIN-T000001');
  await page.keyboard.press('Enter');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await expect(receiving.lastStep).toContainText('MAIN-T000001');
  expect(
    ask(
      dataDir,
      `SELECT item.barcode, item.label, item.due_on, request.cost, circulation_note, partner.code
         FROM item JOIN request ON request.id = item.request_id JOIN turn ON turn.id = item.turn_id JOIN partner ON partner.id = turn.partner_id
        WHERE external_id = '01MORE0001'`,
    ),
  ).toEqual([
    {
      barcode: 'MAIN-T000001',
      label: 'A–K',
      due_on: '2027-03-01',
      cost: '12 EUR',
      circulation_note: 'Two loose maps',
      code: 'NORTH',
    },
  ]);
});
