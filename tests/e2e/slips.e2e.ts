import { expect } from '@playwright/test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import type { Printer } from '../support/printer.ts';
import { sharedPrinter } from '../support/printer.ts';
import { sharedDesk } from '../support/shared-program.ts';

let printer: Printer;
let desk: Desk;
test.beforeAll(() => {
  printer = sharedPrinter();
});
test.afterEach(async () => {
  printer.accept();
  await desk.close();
});

test('a title made of markup is printed as it is and runs nothing', async () => {
  const before = printer.printed().at(-1) ?? 0;
  desk = await launchDesk({ library: 'demo', printer: printer.queue });
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000109');
  const title = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
  await expect(desk.page.getByRole('heading', { name: title })).toBeVisible();
  await scan(desk, 'N-90009');
  await expect(receiving.lastStep).toContainText('slip printed');
  const text = printer.textOf(await printer.nextPrinted(before)).replaceAll(/\s+/g, '');
  expect(text).toContain(title.replaceAll(/\s+/g, ''));
  for (const folder of [projectFolder, desk.dataDir, process.cwd()])
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  expect(desk.problems).toEqual([]);
});

test('a printer that fails leaves the item received and the slip on offer', async () => {
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

test('a printer that is not there fails by name, and a reprint is a slip of its own', async () => {
  desk = await launchDesk({ library: 'demo', printer: 'No-Such-Printer' });
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('No-Such-Printer');
  await scan(desk, '01MAIN0000105');
  await receiving.lastStep.getByRole('button', { name: 'Print return slip' }).click();
  await expect(desk.page.getByText(/^The return slip did not print: .*No-Such-Printer/)).toBeVisible();
  await expect(receiving.identifier).toBeFocused();
});

test('without a printer each slip is a file in the data folder, and the page says so', async () => {
  desk = await launchDesk({ library: 'demo', printer: 'pdf' });
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('slip saved as PDF');
  await receiving.lastStep.getByRole('button', { name: 'Reprint' }).click();
  await expect
    .poll(() => readdirSync(join(desk.dataDir, 'slips')).filter((name) => name.endsWith('.pdf')).length, {
      timeout: 15_000,
    })
    .toBe(2);
});

test('the slip of a receipt that was undone says so and is not offered again', async () => {
  desk = await sharedDesk({ library: 'demo' });
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  await expect(receiving.lastStep).toContainText('slip saved as PDF');
  await receiving.lastStep.getByRole('button', { name: 'Undo' }).click();
  await expect(receiving.lastStep).toContainText('UNDONE');
  await desk.page.getByRole('link', { name: 'Slips' }).click();
  const row = desk.page.getByRole('row', { name: /01MAIN0000101/ });
  await expect(row).toContainText('The receipt was undone');
  // What lies on the desk is shown all the same, as it came out.
  const paper = desk.page.frameLocator('iframe[title^="Receive slip 01MAIN0000101"]');
  await expect(paper.getByText('HOLD SHELF')).toBeVisible();
  expect(await seriousIssues(desk.page), 'the slip beside the list').toEqual([]);
  await expect(row.getByRole('checkbox')).toBeDisabled();
  await expect(
    desk.page.getByRole('region', { name: 'Slip', exact: true }).getByRole('button', { name: 'Reprint' }),
  ).toBeDisabled();
});
