import { expect } from '@playwright/test';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openCirculation } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { scan } from '../support/desk-page.ts';

// Erasure is complete: after a patron was searched for everywhere and erased, no file of the data folder contains their name.

let desk: Desk;
test.afterEach(() => desk.close());

const patron = { name: 'Quetzalcoatl, Xiomara', barcode: 'QX777111', email: 'qx@reader.example' };
/** Fragments of the patron's data, and of the searches for them. */
const traces = ['quetzalcoatl', 'xiomara', 'qx777111', 'qx@reader'];

const library = (): string => {
  const path = join(temporaryFolder(), 'with-patron.json');
  const ended = {
    format: 'physical',
    patron: patron.barcode,
    status: 'REQUEST_COMPLETED',
    volumes: 1,
    createdAt: '2026-11-02T16:21:00Z',
  };
  writeFileSync(
    path,
    JSON.stringify({
      format: 'borrow-desk/library',
      version: 1,
      libraries: [{ code: 'MAIN', name: 'Main Library' }],
      desks: [{ code: 'MAIN-CIRC', name: 'Main Desk', library: 'MAIN', holdShelf: true, receives: true }],
      patrons: [
        { ...patron, library: 'MAIN' },
        { barcode: 'P1', name: 'Reader, A.', library: 'MAIN' },
      ],
      requests: [
        { ...ended, externalId: 'X-1', title: 'The Voyage of the Beagle' },
        { ...ended, externalId: 'X-2', patron: 'P1', title: 'Origin' },
      ],
    }),
  );
  return path;
};

/** Returns a list with a refused row that names the patron. */
const list = (): string => {
  const path = join(temporaryFolder(), 'list.json');
  const row = {
    format: 'physical',
    title: `For ${patron.name}`,
    createdAt: patron.name,
    patron: patron.barcode,
  };
  writeFileSync(
    path,
    JSON.stringify({
      format: 'borrow-desk/library',
      version: 1,
      patrons: [{ ...patron, email: patron.name, library: 'NOWHERE' }],
      requests: [{ ...row, externalId: patron.name }],
    }),
  );
  return path;
};

const lower = (bytes: Buffer): Buffer =>
  bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)) as Buffer;

/** Returns the files of a folder that contain a trace, as UTF-8 or UTF-16, ignoring case. */
const filesNaming = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const bytes = lower(Buffer.concat([Buffer.from(name), readFileSync(path)]));
      return traces
        .filter((trace) => bytes.includes(trace) || bytes.includes(Buffer.from(trace, 'utf16le')))
        .map((trace) => `${trace} in ${relative(folder, path)}`);
    });

const outsideOfBackups = (): string[] =>
  filesNaming(desk.dataDir).filter((line) => !line.includes(' in backups'));

const seek = async (text: string): Promise<void> => {
  const { page } = desk;
  const requests = await openRequests(desk);
  await requests.search.fill(text);
  await expect(requests.row('X-1')).toBeVisible();
  await requests.search.press('Enter');
  await requests.rows.first().click();
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
};

test('after a patron was searched for everywhere and erased, no file has their name, and backups that do are deleted in time', async () => {
  test.setTimeout(240_000);
  desk = await launchDesk({ args: [`--import=${library()}`] });
  const { page, dataDir } = desk;
  await seek('Quetzalcoatl');
  const requests = await openRequests(desk);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'View name' }).fill('Of Xiomara');
  await page.keyboard.press('Enter');
  await expect(requests.view('Of Xiomara')).toHaveAttribute('aria-pressed', 'true');
  await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, patron.barcode);
  await expect(page.getByRole('heading', { name: patron.name })).toBeVisible();
  await desk.app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('show.palette')?.click();
  });
  await page.getByRole('combobox', { name: 'Command or request' }).fill('Xiomara');
  await page.keyboard.press('Escape');
  await page.evaluate(() =>
    (window as unknown as { desk: { call: Record<string, (input: object) => Promise<unknown>> } }).desk.call[
      'backups.make'
    ]?.({}),
  );
  // A file names them in a row that is refused.
  await desk.close();
  desk = await launchDesk({ dataDir, args: [`--import=${list()}`] });
  await seek('Xiomara');
  await expect.poll(() => outsideOfBackups().join()).toContain('reports');
  expect(outsideOfBackups().filter((line) => line.includes('chromium'))).toEqual([]);

  await desk.page.evaluate(() => void (location.hash = '#/settings/patrons'));
  await desk.page.getByRole('searchbox', { name: 'Search patrons' }).fill('Xiomara');
  const grid = desk.page.getByRole('grid', { name: 'Patrons' });
  await grid.getByRole('row').filter({ hasText: patron.name }).first().getByRole('button').first().click();
  const record = desk.page.getByRole('dialog');
  await record.getByRole('button', { name: 'Forget this patron' }).click();
  await expect(record).toContainText('until they are 90 days old. They are then removed');
  await record.getByRole('button', { name: 'Forget permanently' }).click();
  await expect(record.getByText('Patron forgotten.')).toBeVisible();
  await expect(record.getByText('1 saved view that searched for this patron was removed')).toBeVisible();
  await expect.poll(outsideOfBackups).toEqual([]);
  await desk.page.keyboard.press('Escape');
  const after = await openRequests(desk);
  await expect(after.search).toHaveValue('');
  await desk.close();
  expect(outsideOfBackups()).toEqual([]);
  expect(ask(dataDir, 'SELECT name FROM saved_view')).toEqual([]);
  expect(filesNaming(join(dataDir, 'backups')).length).toBeGreaterThan(0);
  desk = await launchDesk({ dataDir });
});
