import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { noteFrom } from '../../electron/main/updates/update-note.ts';
import { databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import { filledFolder, launchDesk, type Desk } from '../support/launch.ts';
import { waitFor } from '../support/waiting.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

test('About links to the licences of the program’s components, offline; Escape closes them', async () => {
  desk = await sharedDesk({ library: 'demo' });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  // The box belongs to the system: the test presses its second button.
  const said = await desk.app.evaluate(async ({ dialog, Menu }) => {
    const asked: Electron.MessageBoxOptions[] = [];
    dialog.showMessageBox = ((...given: unknown[]) => {
      const options = given.at(-1) as Electron.MessageBoxOptions;
      asked.push(options);
      return Promise.resolve({
        response: (options.buttons ?? []).indexOf('Licences'),
        checkboxChecked: false,
      });
    }) as typeof dialog.showMessageBox;
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label.startsWith('About'))?.click();
    return Promise.resolve(asked[0]?.detail);
  });
  expect(said).toMatch(/Electron \d+\.\d+\.\d+ · Chromium/);
  const licences = await waitFor('The window of licences', () =>
    desk.app.windows().find((candidate) => candidate.url() === 'app://desk/licences.html'),
  );
  await expect(licences.getByRole('heading', { name: 'Licences' })).toBeVisible();
  await licences.getByText('react-dom', { exact: true }).click();
  await expect(licences.locator('details[open] pre')).toContainText('Permission is hereby granted');
  await desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ title }) => title === 'Licences');
    window?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'Escape' });
  });
  await expect.poll(() => licences.isClosed()).toBe(true);
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  expect(desk.problems).toEqual([]);
});

test('Copy Support Report copies versions, numbers and codes, and shows them', async () => {
  desk = await sharedDesk({ library: 'demo' });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  const [shown = '', copied] = await desk.app.evaluate(async ({ clipboard, dialog, Menu }) => {
    const told = new Promise<string | undefined>((resolve) => {
      dialog.showMessageBox = ((...given: unknown[]) => {
        resolve((given.at(-1) as Electron.MessageBoxOptions).detail);
        return Promise.resolve({ response: 0, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    });
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Copy support report')?.click();
    return [await told, await clipboard.readText()];
  });
  expect(copied).toBe(shown);
  expect(copied).toMatch(/^Borrow Desk \d.*\nElectron \d.*\nSQLite \d.* · schema \d+\nStored: \d+ libraries/);
  expect(copied).toMatch(/\nDisplays: \d+ × \d+ at \d/);
  expect(copied).toMatch(/\nPrinters: \d+\n/);
  expect(copied).not.toContain(desk.dataDir);
  // The same from Settings.
  await desk.page.evaluate(() => void (location.hash = '#/settings/data'));
  await desk.app.evaluate(({ clipboard }) => clipboard.writeText(''));
  await desk.page.getByRole('button', { name: 'Copy support report' }).click();
  await expect
    .poll(() => desk.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain(shown.split('\n')[1] ?? '');
  expect(desk.problems).toEqual([]);
});

test('the first start after an update offers What’s new, and later starts do not', async () => {
  const dataDir = await filledFolder('demo');
  const db = new BetterSqlite3(databaseFile(dataDir));
  // The version before has run here.
  const note = JSON.stringify({ ...noteFrom(null), ran: '0.0.9' });
  db.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('updates', ?)").run(note);
  db.close();
  desk = await launchDesk({ dataDir });
  const version = await desk.app.evaluate(({ app }) => app.getVersion());
  const notice = desk.page.getByRole('region', { name: 'Updates' });
  await expect(notice).toContainText(`Borrow Desk was updated from version 0.0.9 to ${version}.`);
  await notice.getByRole('button', { name: 'What’s new' }).click();
  const help = desk.page.getByRole('complementary', { name: 'Help' });
  await expect(help.getByRole('tab', { name: 'What’s new', selected: true })).toBeVisible();
  await expect(help.getByRole('tabpanel')).toContainText(/\p{L}/u);
  await expect(notice).toHaveText('');
  await desk.close();

  desk = await launchDesk({ dataDir });
  await desk.page.evaluate(() => void (location.hash = '#/settings/updates'));
  // The notice comes with the same answer.
  await expect(desk.page.getByText(`Borrow Desk, version ${version}`)).toBeVisible();
  await expect(desk.page.getByText('was updated from version')).toHaveCount(0);
  expect(desk.problems).toEqual([]);
});
