import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { receivingPage } from '../support/desk-page.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { waitFor } from '../support/waiting.ts';

test('on a machine without a screen the start command shows the demo library, says where its picture is, and quits when told', async () => {
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
    expect(picture).toBe(join(dataDir, 'window.png'));
    expect(readFileSync(picture).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(said).toContain('This machine has no screen');
    program.kill('SIGTERM');
    expect(await exit).toBe(0);
  } finally {
    program.kill('SIGTERM');
  }
});

test('what is typed before the program behind the page answers is kept, and answered', async () => {
  const dataDir = temporaryFolder();
  const first = await launchDesk({ dataDir, args: ['--demo'] });
  await first.page.getByRole('heading', { name: 'Today' }).waitFor();
  // Signed in, with no PIN: so the next start may draw a page at once.
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

test('a window that is closed before the program behind it is loaded ends it in good order', async () => {
  const dataDir = temporaryFolder();
  const first = await launchDesk({ dataDir, args: ['--demo'] });
  await first.close();
  const { app } = await launchDesk({ dataDir });
  const child = app.process();
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  expect(await exit).toBe(0);
  expect(existsSync(join(dataDir, 'borrow-desk.sqlite.closed'))).toBe(true);
});
