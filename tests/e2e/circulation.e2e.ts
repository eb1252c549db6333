import { expect } from '@playwright/test';
import {
  circulationFile,
  circulationRead,
  chooseFromMenu,
  openCirculation,
} from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { sharedPrinter } from '../support/printer.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

/** Starts with the small library of the circulation desk. */
const start = async (): Promise<Desk> => {
  desk = await sharedDesk({ library: circulationFile() });
  return desk;
};

const startWithPrinter = async (printer: string): Promise<Desk> => {
  desk = await launchDesk({ library: circulationFile(), printer });
  await circulationRead(desk);
  return desk;
};

const placeOf = (dataDir: string, barcode: string): unknown =>
  ask(
    dataDir,
    `SELECT item.status, request.status AS request FROM item JOIN request ON request.id = request_id
      WHERE barcode = '${barcode}'`,
  )[0];

test('an item is lent to its patron with two scans, and its loan is renewed', async () => {
  const { dataDir, page, problems } = await start();
  const { patron, item, lastStep, loans, session } = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(page.getByRole('heading', { name: 'Reader, A.' })).toBeVisible();
  await expect(item).toBeFocused();
  await expect(loans.getByRole('row', { name: /The Descent of Man/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Requests' })).toContainText('N-1 · on the hold shelf here');

  await scan(desk, 'N-1', 'Tab');
  await expect(lastStep).toContainText('LENT TO · Reader, A.');
  await expect(loans.getByRole('row', { name: /The Voyage of the Beagle/ })).toBeVisible();
  await expect(item).toBeFocused();
  await expect(session).toContainText('LENT TO');
  expect(placeOf(dataDir, 'N-1')).toEqual({ status: 'on-loan', request: 'LOANED' });

  await page.getByRole('combobox', { name: 'Loans Display' }).selectOption('all');
  await page.getByRole('button', { name: 'Actions for N-3' }).click();
  await page.getByRole('menuitem', { name: 'Renew' }).click();
  await expect(lastStep).toContainText('Due ');
  await expect(loans.getByRole('row', { name: /The Descent of Man/ })).toContainText('renewed once');
  // Its partner’s due date is still later: the partner is not notified.
  expect(placeOf(dataDir, 'N-3')).toEqual({ status: 'on-loan', request: 'LOANED' });
  expect(ask(dataDir, 'SELECT recipient, kind FROM outbox ORDER BY id')).toEqual([
    { recipient: 'patron', kind: 'renewed' },
  ]);
  await lastStep.getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep).toContainText('UNDONE');
  expect(placeOf(dataDir, 'N-3')).toEqual({ status: 'on-loan', request: 'LOANED' });

  // A renewal that would gain nothing is not offered.
  await expect(page.getByRole('button', { name: 'Renew N-1' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Renew N-1' })).toHaveAttribute(
    'title',
    /would not extend it/,
  );
  await expect(session.getByText(/refused$/)).toBeHidden();

  await page.keyboard.press('Escape');
  await expect(patron).toBeFocused();
  await expect(page.getByText('Reader, A.').and(page.getByRole('heading'))).toBeHidden();
  await expect(lastStep).toBeEmpty();
  expect(problems).toEqual([]);
});

test('a single item is returned to its library with a slip, and one click undoes a wrong return', async () => {
  const printer = sharedPrinter();
  const before = printer.printed().at(-1) ?? 0;
  const { dataDir, page, problems } = await startWithPrinter(printer.queue);
  const { item, window, lastStep } = await openCirculation(desk, 'Return Items');
  await scan(desk, 'N-3');
  await expect(window).toContainText('RETURN TO · North University Library');
  await expect(window).toContainText('2 Hill Street');
  await expect(window.getByRole('button', { name: 'OK' })).toBeFocused();
  expect(placeOf(dataDir, 'N-3')).toEqual({ status: 'on-loan', request: 'LOANED' });
  await page.keyboard.press('Enter');
  await expect(window).toBeHidden();
  await expect(lastStep).toContainText('RETURN TO · North University Library');
  await expect(item).toBeFocused();
  expect(placeOf(dataDir, 'N-3')).toEqual({
    status: 'returned-to-partner',
    request: 'RETURNED_TO_PARTNER',
  });
  const job = await printer.nextPrinted(before);
  await expect(lastStep).toContainText('slip printed');
  expect(printer.barcodesOf(job)).toEqual(expect.arrayContaining(['R-LOAN', 'N-3']));
  expect(printer.pagesOf(job)).toHaveLength(1);
  expect(printer.textOf(job)).toContain('2 Hill Street');
  expect(ask(dataDir, 'SELECT recipient, kind FROM outbox')).toEqual([
    { recipient: 'partner', kind: 'returned' },
  ]);

  await lastStep.getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep).toContainText('Discard the printed slip');
  expect(placeOf(dataDir, 'N-3')).toEqual({ status: 'on-loan', request: 'LOANED' });
  expect(ask(dataDir, 'SELECT kind FROM outbox')).toEqual([]);
  expect(problems).toEqual([]);
});

test('a set is returned volume by volume; scans wait while a window is open', async () => {
  const { dataDir, page } = await start();
  const { window, lastStep, item } = await openCirculation(desk, 'Return Items');
  await scan(desk, 'V-1');
  await expect(window).toContainText('2 more volumes of this set are still out');
  await scan(desk, 'V-2');
  await expect(window).toContainText('1 scan waiting');
  await expect(window).toContainText('V-1');
  await page.keyboard.press('Enter');
  await expect(window).toContainText('1 more volume of this set is still out');
  expect(placeOf(dataDir, 'V-1')).toEqual({ status: 'returned-to-partner', request: 'LOANED' });
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  await expect(item).toBeFocused();
  expect(placeOf(dataDir, 'V-2')).toEqual({ status: 'on-loan', request: 'LOANED' });
  for (const code of ['V-2', 'V-3']) {
    await scan(desk, code);
    await expect(window).toContainText(code);
    await page.keyboard.press('Enter');
    await expect(window).toBeHidden();
    await expect(lastStep).toContainText(code);
  }
  expect(placeOf(dataDir, 'V-3')).toEqual({
    status: 'returned-to-partner',
    request: 'RETURNED_TO_PARTNER',
  });
  expect(ask(dataDir, "SELECT count(*) AS n FROM outbox WHERE kind = 'returned'")).toEqual([{ n: 3 }]);
});

test('scanning in shelves items for this desk, sends on others, and each is undone and redone with keys', async () => {
  const { dataDir, page } = await start();
  const { lastStep, session, item } = await openCirculation(desk, 'Scan In Items');
  await scan(desk, 'N-4');
  await expect(lastStep).toContainText('HOLD SHELF · Reader, A.');
  await expect(lastStep).toContainText('The patron will be notified that it is ready.');
  await scan(desk, 'N-5');
  await expect(lastStep).toContainText('SEND TO · Hilltop Branch');
  await expect(lastStep).toContainText('slip saved as PDF');
  await chooseFromMenu(desk, 'print.slip');
  await expect(page.getByText('The slip was saved as PDF.')).toBeVisible();
  expect(ask(dataDir, "SELECT count(*) AS n FROM print_job WHERE kind = 'transit'")).toEqual([{ n: 2 }]);

  // The same item once more: nothing happens but that its slip can be printed again.
  await scan(desk, 'N-5');
  await expect(lastStep).toContainText('CHECK');
  await expect(lastStep).toContainText('N-5 was already sent on to Hilltop Branch');
  await lastStep.getByRole('button', { name: 'Reprint' }).click();
  await expect
    .poll(() => ask(dataDir, "SELECT count(*) AS n FROM print_job WHERE kind = 'transit'"))
    .toEqual([{ n: 3 }]);
  // It goes to another desk, and is not “to here”.
  await expect(page.getByRole('heading', { name: /^In transit to here/ })).toBeHidden();

  await page.keyboard.press('Control+z');
  await expect(lastStep).toContainText('UNDONE');
  await expect(item).toBeFocused();
  await page.keyboard.press('Control+Shift+z');
  await expect(lastStep).toContainText('SEND TO · Hilltop Branch');
  await expect(lastStep).toContainText('slip saved as PDF');
  await expect(item).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(lastStep.getByRole('button', { name: 'Redo' })).toBeVisible();
  await session
    .getByRole('listitem')
    .filter({ hasText: 'Insectivorous Plants' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(session.getByText(/^Undone: /u)).toHaveCount(3);
  expect(placeOf(dataDir, 'N-4')).toEqual({ status: 'in-transit', request: 'RECEIVED_PHYSICALLY' });
  expect(ask(dataDir, 'SELECT kind FROM outbox')).toEqual([]);
  await scan(desk, 'N-3');
  await expect(lastStep).toContainText('N-3 is on loan to Reader, A.');
});

test('the next card starts the next patron’s turn; names are suggested while typing; leaving the page or the desk closes the patron', async () => {
  const { page } = await start();
  const { patron, item } = await openCirculation(desk!, 'Manage Patron Services');
  await patron.pressSequentially('reader', { delay: 70 });
  const suggested = page.getByRole('region', { name: 'Suggested patrons' });
  await expect(suggested.getByRole('button', { name: /Reader, A\./ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(suggested.getByRole('button', { name: /Reader, A\./ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Reader, A.' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'On the hold shelf here' })).toContainText('N-1');

  await scan(desk!, 'P1000002');
  await expect(page.getByRole('heading', { name: 'Reader, A.' })).toBeHidden();
  await expect(item).toBeFocused();

  await page.clock.install();
  await page.keyboard.press('F2');
  await page.clock.fastForward('02:01');
  await expect(patron).toBeFocused();
  await scan(desk!, 'P1000001');
  await expect(item).toBeFocused();
  await page.getByRole('link', { name: 'Return Items' }).click();
  await page.getByRole('link', { name: 'Manage Patron Services' }).click();
  await expect(patron).toBeFocused();
});
