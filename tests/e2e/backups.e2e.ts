import { expect } from '@playwright/test';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';

let desk: Desk;
test.afterEach(() => desk.close());

const openBackups = async () => {
  await desk.page.evaluate(() => void (location.hash = '#/settings/backups'));
  const section = desk.page.getByRole('region', { name: 'Backups' });
  await expect(section.getByRole('button', { name: 'Back up now' })).toBeEnabled();
  return section;
};

/** Makes the open dialogs return this path. */
const chooseAtDialog = (path: string) =>
  desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);

/** Suppresses the relaunch, which the test does itself: the program only quits. */
const noRelaunch = () => desk.app.evaluate(({ app }) => void (app.relaunch = () => undefined));

/** Waits until the program quits, and starts it again with the same folder. */
const startAgain = async (act: () => Promise<void>): Promise<void> => {
  await noRelaunch();
  const ended = new Promise<void>((resolve) => desk.app.process().once('exit', () => resolve()));
  await act();
  await ended;
  desk = await launchDesk({ dataDir: desk.dataDir });
};

/** The program may quit while the key is still down. */
const pressUntilTheEnd = (): Promise<void> => desk.page.keyboard.press('Enter').catch(() => undefined);

const receive = async (identifier: string, barcode: string): Promise<void> => {
  const receiving = await openReceiving(desk);
  await scan(desk, identifier);
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, barcode);
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
};

/** Verifies in Receiving Items that a volume of this request has this barcode. */
const isReceived = async (identifier: string, barcode: string): Promise<void> => {
  const receiving = await openReceiving(desk);
  // It is not an identifier: the program says which request has this barcode.
  await scan(desk, barcode);
  await expect(receiving.lastStep).toContainText('STOP');
  await expect(receiving.lastStep).toContainText(barcode);
  await expect(receiving.lastStep).toContainText(identifier);
};

test('a manual backup is restored by typing the word after a preview of the losses, and the restore is undone', async () => {
  desk = await launchDesk({ library: 'demo' });
  let section = await openBackups();
  await section.getByRole('button', { name: 'Back up now' }).click();
  await expect(section.getByText('Backup made and checked.')).toBeVisible();
  const made = section.getByRole('listitem').filter({ hasText: 'Manual' });
  await expect(made).toContainText('Checked');
  await receive('01MAIN0000101', 'N-90001');

  section = await openBackups();
  await section
    .getByRole('listitem')
    .filter({ hasText: 'Manual' })
    .getByRole('button', { name: /^Restore/ })
    .click();
  const window = desk.page.getByRole('dialog');
  await expect(window).toContainText('1 step taken here is not in the file and would be lost');
  await expect(window).toContainText('01MAIN0000101');
  expect(await seriousIssues(desk.page)).toEqual([]);
  const word = window.getByRole('textbox', { name: 'To continue, type RESTORE' });
  await expect(word).toBeFocused();
  await expect(window.getByRole('button', { name: 'Restore and restart' })).toBeDisabled();
  await startAgain(async () => {
    await word.fill('RESTORE');
    await pressUntilTheEnd();
  });
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();

  // Undone with the backup that the restore made.
  section = await openBackups();
  const before = section.getByRole('listitem').filter({ hasText: 'Before a restore' });
  await expect(before).toContainText('Checked');
  await before.getByRole('button', { name: /^Restore/ }).click();
  await expect(desk.page.getByRole('dialog')).toContainText(
    '1 step in the file is not here and would be added',
  );
  await startAgain(async () => {
    await desk.page.getByRole('textbox', { name: /^To continue, type RESTORE/ }).fill('RESTORE');
    await pressUntilTheEnd();
  });
  await isReceived('01MAIN0000101', 'N-90001');
});

test('the second folder receives each backup, and Today reports when it is missing', async () => {
  desk = await launchDesk({ library: 'demo' });
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-share-'));
  const section = await openBackups();
  await chooseAtDialog(folder);
  await section.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(section.getByText('Each backup is copied to')).toBeVisible();
  await section.getByRole('button', { name: 'Back up now' }).click();
  await expect(section.getByText('is there and was verified')).toBeVisible();
  const [own = ''] = readdirSync(folder);
  expect(readdirSync(join(folder, own))).toHaveLength(1);
  expect(own).toContain('Borrow Desk');

  // The stick is removed: an empty folder may remain in its place.
  rmSync(join(folder, own), { recursive: true });
  await section.getByRole('button', { name: 'Back up now' }).click();
  await expect(section.getByRole('alert')).toContainText('The second folder is not there');
  await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
  await expect(desk.page.getByText('The second folder is not there')).toBeVisible();
  expect(readdirSync(folder)).toEqual([]);
});

test('a library moves to another workstation with one file; the old one is disabled until it is put back into use', async () => {
  desk = await launchDesk({ library: 'demo' });
  await receive('01MAIN0000101', 'N-90001');
  const target = join(temporaryFolder(), 'moved.borrow-desk');
  await desk.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, target);
  const section = await openBackups();
  await section.getByRole('button', { name: 'Move to another workstation' }).click();
  await desk.page.keyboard.press('Enter');
  const rests = desk.page.getByRole('main', { name: 'This library has moved to another workstation' });
  await expect(rests).toContainText('moved.borrow-desk');
  expect(await seriousIssues(desk.page)).toEqual([]);
  expect(existsSync(target)).toBe(true);
  await desk.close();
  desk = await launchDesk({ dataDir: desk.dataDir });
  await expect(desk.page.getByRole('main', { name: /^This library has moved/ })).toBeVisible();
  await desk.page.getByRole('textbox', { name: 'To continue, type TAKE BACK' }).fill('TAKE BACK');
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await desk.close();

  // The other workstation, which has never had a library.
  desk = await launchDesk();
  await chooseAtDialog(target);
  await desk.page.getByRole('button', { name: 'Open a library from another workstation' }).click();
  await expect(desk.page.getByRole('dialog')).toContainText('so no steps would be lost');
  await startAgain(async () => {
    await desk.page.getByRole('textbox', { name: /^To continue, type RESTORE/ }).fill('RESTORE');
    await pressUntilTheEnd();
  });
  await isReceived('01MAIN0000101', 'N-90001');
});
