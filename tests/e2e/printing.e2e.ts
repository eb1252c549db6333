import { expect, type Locator, type Page } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import { launchDesk, type Desk } from '../support/launch.ts';
import { sharedPrinter, type Printer } from '../support/printer.ts';
import { waitFor } from '../support/waiting.ts';

let printer: Printer;
let desk: Desk;
let page: Page;
test.beforeEach(async () => {
  printer = sharedPrinter();
  printer.addQueue('Labels');
  // Without the command line option: the test covers the settings.
  desk = await launchDesk({ library: 'demo', printer: '' });
  page = desk.page;
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await section('Printing').click();
});
test.afterEach(async () => {
  await desk.close();
  printer.removeQueue('Labels');
});

const section = (name: string): Locator =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true });
const printerFor = (kind: string): Locator => page.getByRole('combobox', { name: `Printer: ${kind}` });
const testOf = (kind: string): Locator => page.getByRole('button', { name: `Test slip: ${kind}` });

test('a kind of slip goes to its own printer, in copies, on that printer’s paper', async () => {
  await page.getByRole('radio', { name: 'One printer' }).click();
  await page.getByRole('combobox', { name: 'Printer', exact: true }).selectOption(printer.queue);
  await printerFor('Label').selectOption('Labels');
  await page.getByRole('combobox', { name: 'Copies: Label' }).selectOption('2');
  await page.getByRole('combobox', { name: 'Paper in Labels' }).selectOption('58mm');
  await page.getByRole('combobox', { name: 'Slip', exact: true }).selectOption('label');
  const paper = page.frameLocator('iframe[title^="Label"]');
  await expect(paper.getByText('MAIN-T000017')).toBeVisible();
  expect(await seriousIssues(page)).toEqual([]);

  const before = printer.printed().at(-1) ?? 0;
  await testOf('Label').click();
  await expect(page.getByRole('row', { name: /^Label/ })).toContainText('printed on Labels', {
    timeout: 30_000,
  });
  const jobs = await waitFor('Both copies', () => {
    const since = printer.printed().filter((job) => job > before);
    return since.length >= 2 ? since : undefined;
  });
  expect(
    jobs.map((job) => [printer.pageSizeOf(job).widthMm, printer.textOf(job).includes('TEST SLIP')]),
  ).toEqual([
    [58, true],
    [58, true],
  ]);
  await testOf('Return slip').click();
  const job = await printer.nextPrinted(jobs.at(-1) ?? 0);
  expect(printer.pageSizeOf(job).widthMm).toBe(80);
  await expect(page.getByRole('row', { name: /^Return slip/ })).toContainText(`printed on ${printer.queue}`);
});

test('a missing printer is reported with a solution, and its slips wait for the operator', async () => {
  await printerFor('Label').selectOption('Labels');
  await expect(page.getByRole('combobox', { name: 'Paper in Labels' })).toBeVisible();
  printer.removeQueue('Labels');
  await section('Scanner').click();
  await section('Printing').click();
  const row = page.getByRole('row', { name: /^Label/ });
  await expect(row).toContainText('Printer Labels isn’t on this computer');
  await expect(printerFor('Label').locator('option:checked')).toHaveText('Labels (not found)');
  await testOf('Label').click();
  await expect(row.getByText('Printer Labels isn’t on this computer')).toHaveCount(2, { timeout: 30_000 });
  printer.addQueue('Labels');
});
