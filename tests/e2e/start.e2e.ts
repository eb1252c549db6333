import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readNote } from '../../electron/main/db/file-identity.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { receivingPage } from '../support/desk-page.ts';
import { writeLibraryFile } from '../bench/make-library.ts';
import { ask, databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import {
  electronExecutable,
  filledFolder,
  launchDesk,
  temporaryFolder,
  type Desk,
} from '../support/launch.ts';
import { listenForMinimising } from '../support/minimise-requests.ts';
import { waitFor } from '../support/waiting.ts';

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

test('on a machine without a screen the start command shows the demo library, says where its screenshot is, and quits on request', async () => {
  const dataDir = temporaryFolder();
  const start = join(projectFolder, 'electron/tooling/start.ts');
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', NODE_OPTIONS: '' };
  const program = spawn(process.execPath, [start, `--data-dir=${dataDir}`], { env, cwd: projectFolder });
  const exit = new Promise<number | null>((resolve) => program.once('exit', resolve));
  let said = '';
  program.stdout.on('data', (text: Buffer) => (said += text.toString('utf8')));
  program.stderr.on('data', (text: Buffer) => (said += text.toString('utf8')));
  try {
    const picture = await waitFor('The picture', () => /^screenshot: (.+)$/m.exec(said)?.[1], 40_000);
    expect(picture).toBe(`${dataDir}-window.png`);
    expect(readFileSync(picture).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(said).toContain('This machine has no screen');
    program.kill('SIGTERM');
    expect(await exit).toBe(0);
  } finally {
    program.kill('SIGTERM');
    rmSync(`${dataDir}-window.png`, { force: true });
  }
});

test('text typed before the main process answers is kept, and answered', async () => {
  const dataDir = temporaryFolder();
  const first = await launchDesk({ dataDir, library: 'demo' });
  await first.page.getByRole('heading', { name: 'Today' }).waitFor();
  // Signed in, without a PIN: the next start may draw a page immediately.
  await expect.poll(() => first.page.evaluate(() => localStorage.getItem('signedIn'))).toBe('true');
  await first.close();

  const { page, close, problems } = await launchDesk({ dataDir });
  await page.evaluate(() => {
    location.hash = '#/receiving';
  });
  const { identifier, barcode } = receivingPage(page);
  await expect(identifier).toBeFocused();
  await page.keyboard.type('01MAIN0000101');
  await expect(identifier).toHaveValue('01MAIN0000101');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The Voyage of the Beagle' })).toBeVisible();
  await expect(barcode).toBeFocused();
  await close();
  expect(problems).toEqual([]);
});

test('an uncaught error on the page is logged, without its message', async () => {
  const { dataDir, page, close } = await launchDesk({ library: 'demo' });
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('of Reader, A.');
    });
    void Promise.reject(new RangeError('of Reader, A.'));
  });
  const file = join(dataDir, 'logs', 'borrow-desk.log');
  const log = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await expect.poll(log).toMatch(/page\.error[^]*RangeError/);
  await expect.poll(log).toMatch(/page\.error[^]*TypeError/);
  expect(log()).not.toContain('Reader');
  await close();
});

test('closing the window before the main process has loaded quits the program cleanly', async () => {
  const dataDir = await filledFolder('demo');
  const { app } = await launchDesk({ dataDir });
  const child = app.process();
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  expect(await exit).toBe(0);
  expect(readNote(databaseFile(dataDir))?.state).toBe('closed');
});

test('quitting during an import is clean, and the next start continues the file', async () => {
  const rows = 20_000;
  // Into a library with requests a file is imported row by row; the first file of a library is imported completely or not at all.
  const before = join(temporaryFolder(), 'before.json');
  const fewer = 10;
  writeLibraryFile(before, fewer);
  const dataDir = await filledFolder(before);
  const file = join(dataDir, 'library.json');
  writeLibraryFile(file, rows);
  const args = [...asRoot, projectFolder, `--data-dir=${dataDir}`, '--printer=pdf', `--import=${file}`];
  const program = spawn(await electronExecutable(), args, { cwd: projectFolder, stdio: 'ignore' });
  const end = new Promise<unknown>((resolve) =>
    program.once('exit', (code, signal) => resolve([code, signal])),
  );
  const imported = (): number => {
    if (!existsSync(databaseFile(dataDir))) return 0;
    return ask<{ n: number }>(dataDir, "SELECT count(*) AS n FROM sqlite_schema WHERE name = 'request'")[0]
      ?.n === 1
      ? (ask<{ n: number }>(dataDir, 'SELECT count(*) AS n FROM request')[0]?.n ?? 0)
      : 0;
  };
  await waitFor('First rows', () => imported() > fewer || undefined, 20_000);
  program.kill('SIGTERM');
  expect(await end).toEqual([0, null]);
  expect(readNote(databaseFile(dataDir))?.state).toBe('closed');
  // A slow call on a busy machine is not an error.
  expect(readFileSync(join(dataDir, 'logs/borrow-desk.log'), 'utf8')).not.toMatch(
    / (start|call(?!\.slow )|quit)\S* /,
  );
  const stored = imported();
  expect(stored).toBeLessThan(rows);

  const { page, close, problems } = await launchDesk({ dataDir, args: [`--import=${file}`] });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(imported, { timeout: 20_000 }).toBeGreaterThan(stored);
  await close();
  expect(problems).toEqual([]);
});

test('an import that hangs in the system, as on a lost network drive, does not prevent the program from quitting', async () => {
  const dataDir = temporaryFolder();
  const file = join(dataDir, 'library.json');
  writeLibraryFile(file, 40_000);
  const { app, page } = await launchDesk({ dataDir, args: [`--import=${file}`] });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 20_000 });
  const importer = await waitFor('The process of the import', () =>
    app.evaluate(
      ({ app: program }) =>
        program.getAppMetrics().find(({ type, name }) => type === 'Utility' && name === 'Borrow Desk Import')
          ?.pid,
    ),
  );
  process.kill(importer, 'SIGSTOP');
  const program = app.process();
  const exit = new Promise<number | null>((resolve) => program.once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const question = page.getByRole('dialog', { name: 'Close Borrow Desk?' });
  await expect(question.getByText('A file is being imported. The import will stop.')).toBeVisible();
  const askedAt = performance.now();
  await question.getByRole('button', { name: 'Close anyway' }).click();
  expect(await exit).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(8_000);
  expect(() => process.kill(importer, 0)).toThrow('ESRCH');
  expect(readNote(databaseFile(dataDir))?.state).toBe('closed');
  expect(readFileSync(join(dataDir, 'logs/borrow-desk.log'), 'utf8')).toMatch(/ error import.fault /);
});

test('a file named by a second start during an import is imported after it', async () => {
  test.setTimeout(180_000);
  const folder = temporaryFolder();
  const [large, second] = [join(folder, 'large.json'), join(folder, 'second.json')];
  writeLibraryFile(large, 20_000);
  const request = { externalId: '01SECOND', title: 'The second file' };
  writeFileSync(second, JSON.stringify({ format: 'borrow-desk/library', version: 1, requests: [request] }));
  const { dataDir, page, close } = await launchDesk({ args: [`--import=${large}`] });
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  const args = [...asRoot, projectFolder, `--data-dir=${dataDir}`, `--import=${second}`];
  const other = spawn(await electronExecutable(), args, { cwd: projectFolder, stdio: 'ignore' });
  expect(await new Promise((resolve) => other.once('exit', resolve))).toBe(0);
  const stored = (): number =>
    ask<{ n: number }>(dataDir, "SELECT count(*) AS n FROM request WHERE external_id = '01SECOND'")[0]?.n ??
    0;
  await expect.poll(stored, { timeout: 120_000 }).toBe(1);
  await close();
});

// Elsewhere an account’s folder follows from no variable, and the display cannot be asked.
if (process.platform === 'linux') {
  test('two accounts of a computer work side by side, each in its own folder; a start with the session is minimised, and another start brings up the window of its account alone', async () => {
    const minimising = await listenForMinimising();
    const accounts = [temporaryFolder(), temporaryFolder()] as const;
    const open = async (account: string, ...args: readonly string[]): Promise<Desk> => {
      const desk = await launchDesk({ account, args });
      await expect(desk.page.getByRole('heading', { name: 'Welcome to Borrow Desk' })).toBeVisible();
      return desk;
    };
    const one = await open(accounts[0]);
    expect(minimising.count()).toBe(0);
    const other = await open(accounts[1], '--minimised');
    await expect.poll(minimising.count).toBe(1);
    minimising.stop();

    const isShown = ({ app }: Desk): Promise<boolean | undefined> =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    for (const { app } of [one, other])
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const startAgain = async (...args: readonly string[]): Promise<unknown> => {
      const env = { ...process.env, NODE_OPTIONS: '', XDG_CONFIG_HOME: accounts[1] };
      const all = [...asRoot, projectFolder, ...args];
      const again = spawn(await electronExecutable(), all, { cwd: projectFolder, env, stdio: 'ignore' });
      return new Promise((resolve) => again.once('exit', resolve));
    };
    // The session begins again.
    expect(await startAgain('--minimised')).toBe(4);
    expect(await isShown(other)).toBe(false);
    expect(await startAgain()).toBe(4);
    await expect.poll(() => isShown(other)).toBe(true);
    expect(await isShown(one)).toBe(false);
    for (const desk of [one, other]) {
      expect(readNote(databaseFile(desk.dataDir))?.state).toBe('open');
      await desk.close();
      expect(desk.problems).toEqual([]);
    }
  });
}
