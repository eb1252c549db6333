import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import { openSection } from '../support/pins-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

// Settles conflicts with files, and undoes an import, with the keyboard only.

let desk: Desk | undefined;
test.afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const heads =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Publisher';
const fileOf = (name: string, rows: readonly string[]): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'borrow-desk-list-')), name);
  writeFileSync(file, `${heads}\n${rows.join('\n')}\n`);
  return file;
};
const line = (n: number, author: string): string =>
  `L-${n},Walden ${n},${author},"Reader, A.",Ready to be sent,NORTH,MAIN-CIRC,11/14/2026,Ticknor`;

test('a conflict is settled with keys, in the queue and in the details; the import is undone where no one has worked', async () => {
  const numbers = [1, 2, 3, 4];
  const first = await launchDesk({
    library: 'demo',
    args: [
      `--import=${fileOf(
        'monday.csv',
        numbers.map((n) => line(n, 'Thoreau')),
      )}`,
    ],
  });
  desk = first;
  const { dataDir } = first;
  await expect.poll(() => ask(dataDir, "SELECT 1 FROM request WHERE external_id = 'L-4'").length).toBe(1);
  await first.close();
  const db = new BetterSqlite3(databaseFile(dataDir));
  db.exec(
    "UPDATE request SET author = 'Henry Thoreau', worked_on = 1 WHERE external_id IN ('L-1', 'L-2', 'L-3')",
  );
  db.close();

  const tuesday = fileOf(
    'tuesday.csv',
    numbers.map((n) => line(n, 'H. D. Thoreau')),
  );
  desk = await launchDesk({ dataDir, args: [`--import=${tuesday}`] });
  const { page } = desk;
  const authorOf = (n: number): unknown =>
    ask<{ author: string }>(dataDir, `SELECT author FROM request WHERE external_id = 'L-${n}'`)[0]?.author;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: /^Conflicts from files/ }).click();
  const table = page.getByRole('grid', { name: 'Conflicts from files' });
  await expect(table.getByRole('button', { name: /^Keep ours L-/ })).toHaveCount(3);
  const last = page.getByRole('region', { name: 'Last step' });

  // In the row: the current value first, then the value from the file.
  await table.getByRole('button', { name: 'Take the file’s value L-1' }).focus();
  await page.keyboard.press('Enter');
  await expect(last).toContainText('From the file: author');
  expect(authorOf(1)).toBe('H. D. Thoreau');
  await last.getByRole('button', { name: /^Undo/ }).focus();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('button', { name: 'Keep ours L-1' })).toBeVisible();
  expect(authorOf(1)).toBe('Henry Thoreau');

  // For many rows.
  await table.getByRole('checkbox', { name: 'Select L-1' }).check();
  await table.getByRole('checkbox', { name: 'Select L-2' }).check();
  await page.getByRole('button', { name: 'Keep ours for all chosen' }).focus();
  await page.keyboard.press('Enter');
  await expect(last).toContainText('2 done');
  await expect(table.getByRole('button', { name: /^Keep ours L-/ })).toHaveCount(1);

  // The details show both values and their origin.
  await table.getByText('L-3').click();
  const conflict = page.getByRole('region', { name: 'Conflict with a file: Author' });
  await expect(conflict).toContainText('Henry Thoreau');
  await expect(conflict).toContainText('H. D. Thoreau');
  await expect(conflict).toContainText('tuesday.csv');
  await conflict.getByRole('button', { name: 'Take the file’s value' }).focus();
  await page.keyboard.press('Enter');
  await expect(conflict).toHaveCount(0);
  expect(authorOf(3)).toBe('H. D. Thoreau');

  await openSection(page, 'Library file');
  const imports = page.getByRole('grid', { name: 'Imports' });
  await expect(imports).toContainText('monday.csv');
  const take = async (name: string): Promise<void> => {
    await imports.getByRole('button', { name: `Undo the import of ${name}` }).focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('group', { name: 'Undo the import' });
    await expect(question.getByRole('button', { name: `Undo the import of ${name}` })).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await take('tuesday.csv');
  await expect(page.getByRole('alert')).toContainText(
    '3 requests from this import have been worked on since',
  );
  expect(authorOf(4)).toBe('H. D. Thoreau');

  // No one has worked on the rows of the third file.
  const wednesday = fileOf('wednesday.csv', [line(7, 'Thoreau')]);
  await desk.app.evaluate(({ app }, path) => {
    const argv = [`--import=${path}`];
    app.emit('second-instance', {}, argv, '/', { argv, cwd: '/' });
  }, wednesday);
  await expect.poll(() => ask(dataDir, "SELECT 1 FROM request WHERE external_id = 'L-7'").length).toBe(1);
  await take('wednesday.csv');
  await expect(page.getByRole('status').filter({ hasText: 'Import undone: 1 row removed' })).toBeVisible();
  await expect(imports).toContainText('undone');
  expect(ask(dataDir, "SELECT 1 FROM request WHERE external_id = 'L-7'")).toEqual([]);
  expect(desk.problems).toEqual([]);
});

test('a folder is watched: its files are imported automatically, and Settings shows the activity', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page, app, dataDir } = desk;
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-watched-'));
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await openSection(page, 'Library file');
  const watched = page.getByRole('group', { name: 'Watched folder' });
  await watched.getByRole('button', { name: 'Choose a folder to watch…' }).focus();
  await page.keyboard.press('Enter');
  await expect(watched).toContainText(folder);
  await expect(watched).toContainText('No files are waiting there.');
  renameSync(fileOf('friday.csv', [line(9, 'Thoreau')]), join(folder, 'friday.csv'));
  await expect(watched).toContainText('Last file: friday.csv, imported', { timeout: 30_000 });
  expect(ask(dataDir, "SELECT 1 FROM request WHERE external_id = 'L-9'")).toHaveLength(1);
  expect(readdirSync(join(folder, 'done')).toSorted()).toEqual(['friday.csv', 'friday.csv.report.jsonl']);
  renameSync(folder, `${folder}-away`);
  await expect(watched).toContainText('The folder cannot be reached', { timeout: 20_000 });
  renameSync(`${folder}-away`, folder);
  await watched.getByRole('button', { name: 'Stop watching' }).focus();
  await page.keyboard.press('Enter');
  await expect(watched.getByRole('button', { name: 'Choose a folder to watch…' })).toBeVisible();
  expect(desk.problems).toEqual([]);
});
