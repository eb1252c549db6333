import BetterSqlite3 from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { writeProtection } from '../db/write-protected.ts';
import { makeBackup } from './desk-folder.ts';
import { shellArguments } from '../../fixtures/shell-app/launch.ts';
import { electronExecutable } from '../../support/launch.ts';
import { ended, launch, logOf, ownFolder, program, useShellProgram } from './shell-program.ts';

useShellProgram();

test('a damaged database: staff are told, and continue with the newest good backup', async () => {
  const dataDir = ownFolder();
  const file = databaseFileOf(dataDir);

  await makeBackup(dataDir);
  writeFileSync(file, 'no database any more');
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'The database is damaged' }).waitFor();
  expect(await page.getByText(file).isVisible()).toBe(true);
  const restore = page.getByRole('button', { name: 'Continue with the newest good backup' });
  await expect.poll(() => restore.evaluate((button) => button === document.activeElement)).toBe(true);
  const next = app.waitForEvent('window');
  // The page may be gone before the key is released.
  await page.keyboard.press('Enter').catch(() => undefined);
  await (await next).getByRole('heading', { name: 'Ready' }).waitFor();
  expect(readdirSync(dataDir).some((name) => name.startsWith('damaged-'))).toBe(true);
  expect(logOf(dataDir)).toContain('info start.choice way=restore');
});

test('a database of a version from before the first release: staff are told where it is, and continue with a new one', async () => {
  const dataDir = ownFolder();
  const file = databaseFileOf(dataDir);
  await makeBackup(dataDir);
  const db = new BetterSqlite3(file);
  db.exec('DROP VIEW schema_fingerprint');
  db.close();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'The database was set aside' }).waitFor();
  const aside = readdirSync(dataDir).find((name) => name.startsWith('other-schema-')) ?? '';
  expect(await page.getByText(join(dataDir, aside)).isVisible()).toBe(true);
  const next = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Continue with what is there' }).click();
  await (await next).getByRole('heading', { name: 'Ready' }).waitFor();
  expect(existsSync(join(dataDir, aside, basename(file)))).toBe(true);
  expect(logOf(dataDir)).toContain('warn start.set-aside');
});

test('a slow opening says so in a window, which closes when the desk opens', async () => {
  const { app, page } = await launch(ownFolder(), { SHELL_APP_SLOW_OPEN_MS: '5000' });
  await page.getByRole('heading', { name: 'One moment' }).waitFor();
  expect(await page.getByRole('status').innerText()).toContain('Leave the computer on');
  const main = await app.waitForEvent('window');
  await main.getByRole('heading', { name: 'Ready' }).waitFor();
  await expect.poll(() => page.isClosed()).toBe(true);
});

test('an empty database is created only after the word was typed', async () => {
  const dataDir = ownFolder();
  writeFileSync(databaseFileOf(dataDir), 'no database any more');
  const { app, page } = await launch(dataDir);
  const typed = page.getByRole('textbox', { name: 'Type EMPTY to confirm' });
  await typed.fill('yes');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
  expect(readFileSync(databaseFileOf(dataDir), 'utf8')).toBe('no database any more');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'The database is damaged' }).waitFor();
  await typed.fill('EMPTY');
  const next = app.waitForEvent('window');
  await page.getByRole('button', { name: 'Begin empty' }).click();
  await (await next).getByRole('heading', { name: 'Ready' }).waitFor();
});

test('closing the window that asks exits the program and touches nothing', async () => {
  const dataDir = ownFolder();
  writeFileSync(databaseFileOf(dataDir), 'no database any more');
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'The database is damaged' }).waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended(app)).toBe(0);
  expect(readFileSync(databaseFileOf(dataDir), 'utf8')).toBe('no database any more');
});

test('a data folder that cannot be created is reported in a window', async () => {
  const taken = join(ownFolder(), 'taken');
  writeFileSync(taken, '');
  const { page } = await launch(join(taken, 'data'));
  await page.getByRole('heading', { name: 'The database cannot be read' }).waitFor();
  expect(await page.getByRole('definition').first().innerText()).toContain(taken);
});

test.runIf(writeProtection.isPossible)(
  'a write-protected database file is reported in a window, and opens once it is writable',
  async () => {
    const dataDir = ownFolder();
    await makeBackup(dataDir);
    const end = writeProtection.protect(databaseFileOf(dataDir));
    const { app, page } = await launch(dataDir);
    await page.getByRole('heading', { name: 'The database cannot be written to' }).waitFor();
    end();
    const next = app.waitForEvent('window');
    await page.getByRole('button', { name: 'Try again' }).click();
    const main = await next;
    await main.getByRole('heading', { name: 'Ready' }).waitFor();
    expect(logOf(dataDir)).toContain('start.fault kind=file-read-only');
  },
);

test.runIf(writeProtection.isPossible)(
  'a write-protected folder of the window’s engine is reported in a window, and the database is left alone',
  async () => {
    const dataDir = ownFolder();
    await makeBackup(dataDir);
    mkdirSync(join(dataDir, 'chromium'));
    writeProtection.protect(join(dataDir, 'chromium'));
    const { app, page } = await launch(dataDir);
    await page.getByRole('heading', { name: 'Borrow Desk cannot write its display files' }).waitFor();
    expect(await page.getByText(join(dataDir, 'chromium')).isVisible()).toBe(true);
    expect(existsSync(join(dataDir, 'borrow-desk.lock'))).toBe(false);
    await page.getByRole('button', { name: 'Quit' }).click();
    expect(await ended(app)).toBe(0);
  },
);

test.each(['is missing', 'is there'])(
  'a data folder on a network drive that %s is refused in a window, and nothing is written there',
  async (what) => {
    const dataDir = join(ownFolder(), 'data');
    if (what === 'is there') mkdirSync(dataDir);
    if (what === 'is there') chmodSync(dataDir, 0o755);
    const modes = (): unknown => statSync(dataDir, { throwIfNoEntry: false })?.mode;
    const before = modes();
    const { app, page } = await launch(dataDir, { SHELL_APP_NETWORK_DRIVE: 'SMB (//files.example/ill)' });
    await page.getByRole('heading', { name: 'The data folder is on a network drive' }).waitFor();
    await page.getByRole('button', { name: 'Quit' }).click();
    expect(await ended(app)).toBe(0);
    expect(modes()).toBe(before);
    if (what === 'is there') expect(readdirSync(dataDir)).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')(
  'a lock left by a crash under another name of this computer does not prevent a start',
  async () => {
    const dataDir = ownFolder();
    mkdirSync(join(dataDir, 'chromium'));
    symlinkSync('an-earlier-name-4711', join(dataDir, 'chromium', 'SingletonLock'));
    const { page } = await launch(dataDir);
    await page.getByRole('heading', { name: 'Ready' }).waitFor();
    expect(readlinkSync(join(dataDir, 'chromium', 'SingletonLock'))).not.toContain('an-earlier-name');
  },
);

test('a folder in use by another computer is refused in a window with its name', async () => {
  const dataDir = ownFolder();
  mkdirSync(join(dataDir, 'chromium'));
  if (process.platform === 'linux')
    symlinkSync('front-desk-2-4711', join(dataDir, 'chromium', 'SingletonLock'));
  writeFileSync(
    join(dataDir, 'borrow-desk.lock'),
    JSON.stringify({ host: 'front-desk-2', pid: 4711, token: 'of another' }),
  );
  const { page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'The data folder is in use elsewhere' }).waitFor();
  expect(await page.getByText('“front-desk-2”').isVisible()).toBe(true);
});

test('if there is no folder for a window either, the start exits with a message', async () => {
  const taken = join(ownFolder(), 'taken');
  writeFileSync(taken, '');
  const started = spawnSync(await electronExecutable(), shellArguments(program, join(taken, 'data')), {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: taken, TMP: taken, TEMP: taken },
    timeout: 20_000,
  });
  expect(started.stderr).toContain(`neither ${join(taken, 'data', 'chromium')} nor the temporary folder`);
  expect(started.status).toBe(1);
});
