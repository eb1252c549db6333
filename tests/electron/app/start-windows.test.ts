import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { databaseFileOf } from '../../../electron/main/db/start.ts';
import { makeBackup } from './desk-folder.ts';
import { ended, launch, logOf, ownFolder, useShellProgram } from './shell-program.ts';

useShellProgram();

test('a damaged database: staff are told, and go on with the newest good backup', async () => {
  const dataDir = ownFolder();
  const file = databaseFileOf(dataDir);

  await makeBackup(dataDir);
  writeFileSync(file, 'no database any more');
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'The database is damaged' }).waitFor();
  expect(await page.getByText(file).isVisible()).toBe(true);
  const restore = page.getByRole('button', { name: 'Go on with the newest good backup' });
  await expect.poll(() => restore.evaluate((button) => button === document.activeElement)).toBe(true);
  const next = app.waitForEvent('window');
  await page.keyboard.press('Enter');
  await (await next).getByRole('heading', { name: 'Ready' }).waitFor();
  expect(readdirSync(dataDir).some((name) => name.startsWith('damaged-'))).toBe(true);
  expect(logOf(dataDir)).toContain('info start.choice way=restore');
});

test('an opening that takes long says so in a window, which goes when the desk opens', async () => {
  const { app, page } = await launch(ownFolder(), { SHELL_APP_SLOW_OPEN_MS: '4000' });
  await page.getByRole('heading', { name: 'One moment' }).waitFor();
  expect(await page.getByRole('status').innerText()).toContain('Leave the computer on');
  const main = await app.waitForEvent('window');
  await main.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(page.isClosed()).toBe(true);
});

test('an empty database begins only when the word is typed', async () => {
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

test.each(['Quit', 'closed window'])(
  'leaving the question (%s) ends the program and touches nothing',
  async (how) => {
    const dataDir = ownFolder();
    writeFileSync(databaseFileOf(dataDir), 'no database any more');
    const { app, page } = await launch(dataDir);
    await page.getByRole('heading', { name: 'The database is damaged' }).waitFor();
    if (how === 'Quit') await page.getByRole('button', { name: 'Quit' }).click();
    else await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended(app)).toBe(0);
    expect(readFileSync(databaseFileOf(dataDir), 'utf8')).toBe('no database any more');
  },
);

test('a data folder that cannot be made is told in a window', async () => {
  const taken = join(ownFolder(), 'taken');
  writeFileSync(taken, '');
  const { page } = await launch(join(taken, 'data'));
  await page.getByRole('heading', { name: 'The database cannot be read' }).waitFor();
  expect(await page.getByRole('definition').first().innerText()).toContain(taken);
});
