import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { circulationFile } from '../support/circulation-page.ts';
import { databaseFile } from '../support/database.ts';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { electronExecutable, launchDesk, temporaryFolder } from '../support/launch.ts';
import { setOwnPin } from '../support/pins-page.ts';

// What is asked for outside the window: links, library files, and the end of the program by an installer. A second start brings it.

let desk: Desk;
test.afterEach(() => desk.close());

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const startAgain = async (...args: readonly string[]): Promise<number | null> => {
  const all = [...asRoot, projectFolder, `--data-dir=${desk.dataDir}`, ...args];
  const second = spawn(await electronExecutable(), all, { cwd: projectFolder, stdio: 'ignore' });
  return new Promise((resolve) => second.once('close', resolve));
};

test('a link shows its request; one that is not there is searched for', async () => {
  desk = await launchDesk({ library: circulationFile() });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  expect(await startAgain('--', 'borrow-desk:request/r-loan')).toBe(0);
  await expect(desk.page.getByLabel('Request details').getByText('R-LOAN').first()).toBeVisible();
  expect(await startAgain('--', 'borrow-desk:request/NOT-HERE')).toBe(0);
  await expect(desk.page.getByRole('textbox', { name: 'Search requests' })).toHaveValue('NOT-HERE');
  await expect(desk.page.getByRole('heading', { name: 'No matching requests' })).toBeVisible();
});

test('on macOS a link comes as an event', async () => {
  desk = await launchDesk({ library: circulationFile() });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await desk.app.evaluate(({ app }) => {
    app.emit('open-url', { preventDefault: () => undefined }, 'borrow-desk:request/R-SET');
  });
  await expect(desk.page.getByLabel('Request details').getByText('R-SET').first()).toBeVisible();
});

test('a library file is previewed, and nothing is replaced without the word', async () => {
  desk = await launchDesk({ library: circulationFile() });
  await expect(desk.page.getByRole('heading', { name: 'Today' })).toBeVisible();
  const other = await launchDesk({ library: circulationFile() });
  await other.close();
  const file = join(temporaryFolder(), 'Main.borrow-desk');
  copyFileSync(databaseFile(other.dataDir), file);
  expect(await startAgain('--', file)).toBe(0);
  await expect(desk.page.getByRole('dialog', { name: /Main.borrow-desk/ })).toBeVisible();
});

test('asked to end, the program asks about unsaved input first, also over the sign-in; then it ends, and so does who asked', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await setOwnPin(page);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Partners' }).click();
  await page.getByRole('button', { name: 'North University Library' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('North University Libraries');
  const ended = new Promise<void>((resolve) => desk.app.process().once('exit', () => resolve()));
  const asked = startAgain('--quit');
  const question = page.getByRole('dialog', { name: 'Close Borrow Desk?' });
  await expect(question).toContainText('Unsaved input will be lost.');
  // Behind the sign-in the input counts as well, and a link waits.
  await desk.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect(page.getByRole('main', { name: 'Sign in' })).toBeVisible();
  expect(await startAgain('--', 'borrow-desk:request/NOT-HERE')).toBe(0);
  expect(await seriousIssues(page)).toEqual([]);
  // The page may be gone before the click is answered.
  await question
    .getByRole('button', { name: 'Close anyway' })
    .click()
    .catch(() => undefined);
  await ended;
  expect(await asked).toBe(0);
});

test('asked to end, a program that does not run starts nothing', async () => {
  desk = await launchDesk({});
  const { dataDir } = desk;
  await desk.close();
  const begun = Date.now();
  expect(await startAgain('--quit')).toBe(0);
  expect(Date.now() - begun).toBeLessThan(20_000);
  expect(dataDir).toBe(desk.dataDir);
});
