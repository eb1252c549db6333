import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { setImmediate as turn } from 'node:timers/promises';
import { circulationFile, circulationRead, openCirculation } from '../support/circulation-page.ts';
import { ask, databaseFile } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk, LaunchOptions } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { sharedPrinter } from '../support/printer.ts';

// The program is killed in the middle of its work, as in a power failure, and started again with the same data folder.

let desk: Desk;
test.afterEach(() => desk.close());

const start = async (options: LaunchOptions): Promise<void> => {
  desk = await launchDesk(options);
};

/** Starts again with the remaining data, without the file that the first start imported. */
const restart = async (options: LaunchOptions = {}): Promise<void> => {
  await start({ dataDir: desk.dataDir, ...options });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  expect(read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(read('PRAGMA foreign_key_check')).toEqual([]);
};

const read = <T = unknown>(query: string): T[] => ask<T>(desk.dataDir, query);
const count = (query: string): number => read<{ n: number }>(`SELECT count(*) AS n FROM ${query}`)[0]?.n ?? 0;

/** Polls the database without a pause until a condition holds. */
const seen = async (what: string, look: (db: BetterSqlite3.Database) => boolean): Promise<void> => {
  const db = new BetterSqlite3(databaseFile(desk.dataDir), { timeout: 0 });
  const end = Date.now() + 20_000;
  try {
    while (!look(db)) {
      if (Date.now() > end) throw new Error(`${what} did not happen within 20 seconds.`);
      await turn();
    }
  } finally {
    db.close();
  }
};

/** Kills the program as soon as a step is stored: usually before the page has received the answer. */
const killOnceStored = async (kind: string): Promise<void> => {
  const before = count(`command_log WHERE kind = '${kind}'`);
  const query = `SELECT count(*) FROM command_log WHERE kind = '${kind}'`;
  await seen(`The step ${kind}`, (db) => (db.prepare(query).pluck().get() as number) > before);
  await desk.kill();
};

const placeOf = (barcode: string): unknown =>
  read(
    `SELECT item.status, request.status AS request, count(loan.id) AS loans, sum(loan.ended_on IS NULL) AS running
       FROM item JOIN request ON request.id = request_id LEFT JOIN loan ON loan.item_id = item.id
      WHERE barcode = '${barcode}' GROUP BY item.id`,
  )[0];

test('between storing a step and its answer: lent once, returned once, undone once, and the page says so', async () => {
  await start({ library: circulationFile() });
  await circulationRead(desk);
  const { item } = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(item).toBeFocused();
  await Promise.all([killOnceStored('lend'), scan(desk, 'N-1').catch(() => undefined)]);

  await restart();
  const lent = { status: 'on-loan', request: 'LOANED', loans: 1, running: 1 };
  expect(placeOf('N-1')).toEqual(lent);
  const patron = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(patron.loans.getByRole('row', { name: /The Voyage of the Beagle/ })).toBeVisible();
  await scan(desk, 'N-1');
  await expect(patron.lastStep).toContainText('already on loan to this patron');
  expect(placeOf('N-1')).toEqual(lent);

  const returning = await openCirculation(desk, 'Return Items');
  await scan(desk, 'N-1');
  await expect(returning.window).toBeVisible();
  const pressed = returning.window.getByRole('button', { name: 'OK' }).click();
  await Promise.all([killOnceStored('return'), pressed.catch(() => undefined)]);

  await restart();
  const returned = { status: 'returned-to-partner', request: 'RETURNED_TO_PARTNER', loans: 1, running: 0 };
  expect(placeOf('N-1')).toEqual(returned);
  expect(count("print_job WHERE kind = 'return'")).toBe(1);
  expect(count("outbox WHERE kind = 'returned'")).toBe(1);
  const { lastStep, session } = await openCirculation(desk, 'Return Items');
  await scan(desk, 'N-1');
  await expect(lastStep).toContainText('was already returned to North University Library');
  const undone = session.getByRole('button', { name: /^Undo/ }).first().click();
  await Promise.all([killOnceStored('undo'), undone.catch(() => undefined)]);

  await restart();
  expect(placeOf('N-1')).toEqual(lent);
  expect(count("outbox WHERE kind = 'returned' AND corrected = 0")).toBe(0);
  const after = await openCirculation(desk, 'Return Items');
  await expect(after.session).toContainText('Undone');
  await scan(desk, 'N-1');
  await expect(after.window).toBeVisible();
});

/** @param when an SQL condition on the print job at that moment */
const killWhilePrinting = async (when: string): Promise<void> => {
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90001');
  const printing = `SELECT 1 FROM print_job WHERE state = 'printing' AND ${when}`;
  await seen('A slip under way', (db) => db.prepare(printing).get() !== undefined);
  await desk.kill();
};

const slipRow = async (): Promise<Locator> => {
  await desk.page.getByRole('link', { name: 'Slips' }).click();
  return desk.page.getByRole('row', { name: /01MAIN0000101/ });
};

test('while a slip is at the printer: it may or may not have been printed, and one press prints it again', async () => {
  const printer = sharedPrinter();
  await start({ library: 'demo', printer: printer.queue });
  await killWhilePrinting(`note = ''`);
  await restart({ printer: printer.queue });
  expect(read("SELECT barcode FROM item WHERE barcode = 'N-90001'")).toHaveLength(1);
  const row = await slipRow();
  await expect(row).toContainText('The program closed while this slip was printing');
  await row.click();
  await desk.page
    .getByRole('region', { name: 'Slip', exact: true })
    .getByRole('button', { name: 'Print again' })
    .click();
  await expect(row).toContainText('Printed', { timeout: 30_000 });
  expect(read('SELECT state FROM print_job')).toEqual([{ state: 'printed' }]);
});

test('while a slip is saved as a PDF: it is saved again automatically', async () => {
  await start({ library: 'demo' });
  await killWhilePrinting(`note <> ''`);
  await restart();
  const row = await slipRow();
  await expect(row).toContainText('Saved as PDF', { timeout: 30_000 });
  expect(read('SELECT state FROM print_job')).toEqual([{ state: 'printed' }]);
});
