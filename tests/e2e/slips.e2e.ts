import { expect } from '@playwright/test';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import type { Printer } from '../support/printer.ts';
import { sharedPrinter } from '../support/printer.ts';

let printer: Printer;
let desk: Desk;
test.beforeAll(() => {
  printer = sharedPrinter();
});
test.afterEach(async () => {
  printer.accept();
  await desk.close();
});

test('a failing printer leaves the item received and offers the slip again', async () => {
  desk = await launchDesk({ library: 'demo', printer: printer.queue });
  const before = printer.printed().at(-1) ?? 0;
  const receiving = await openReceiving(desk);
  printer.reject();
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await expect(receiving.lastStep).toContainText('The slip did not print', { timeout: 30_000 });
  await expect(receiving.identifier).toBeFocused();
  printer.accept();
  await receiving.lastStep.getByRole('button', { name: 'Print again' }).click();
  await expect(receiving.lastStep).toContainText('slip printed', { timeout: 30_000 });
  expect(printer.barcodesOf(await printer.nextPrinted(before))).toContain('N-90001');
  await desk.page.getByRole('link', { name: 'Slips' }).click();
  await expect(desk.page.getByRole('row', { name: /01MAIN0000101/ })).toHaveCount(1);
});
