import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { afterAll, expect, test } from 'vitest';
import { launchShellApp, shellArguments, type Launched } from '../../fixtures/shell-app/launch.ts';
import type { ShellApp } from '../../fixtures/shell-app/main.ts';
import { electronExecutable, temporaryFolder } from '../../support/launch.ts';
import { ended, isClosedWell, launch, logOf, ownFolder, program, useShellProgram } from './shell-program.ts';

useShellProgram();

type Inside = typeof globalThis & { readonly shell: ShellApp };

test('the page runs sandboxed, from its own scheme, with its policy, and cannot navigate elsewhere', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(page.url()).toBe('app://desk/index.html');
  expect(await page.evaluate(() => [typeof require, typeof process, typeof desk])).toEqual([
    'undefined',
    'undefined',
    'object',
  ]);
  const outcome = await page.evaluate(async () => {
    const ran = (globalThis as { ran?: boolean }).ran;
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.body.append(script);
    const fetched = await fetch('https://example.org/').then(
      () => 'fetched',
      () => 'refused',
    );
    const outside = await fetch('/..%2fmain.js').then(({ status }) => status);
    const allowed = await navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state);
    return { before: ran, after: (globalThis as { ran?: boolean }).ran, fetched, outside, allowed };
  });
  expect(outcome).toEqual({
    before: undefined,
    after: undefined,
    fetched: 'refused',
    outside: 404,
    allowed: 'denied',
  });
  // Not through Playwright: it waits for a navigation that has started, and this one never ends.
  const inPage = (code: string): Promise<unknown> =>
    app.evaluate(
      (_, script) =>
        (globalThis as Inside).shell.window.webContents.executeJavaScript(script, true) as Promise<unknown>,
      code,
    );
  await inPage(`for (const link of document.querySelectorAll('a')) link.click()`);
  await expect.poll(() => logOf(dataDir)).toMatch(/navigation\.refused[^]*window\.refused/);
  expect(await inPage('location.href')).toBe('app://desk/index.html');
  expect(app.windows()).toHaveLength(1);
});

test('what a test does in the main process is done once and answered, even if garbage is collected again and again', async () => {
  const { app } = await launch(ownFolder());
  await app.evaluate(() => {
    process.getBuiltinModule('v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('vm').runInNewContext('gc') as () => void;
    // Beside other work, as while the program starts.
    let rounds = 0;
    setInterval(() => {
      for (const until = Date.now() + 20; Date.now() < until;);
      rounds += 1;
      if (rounds % 3 === 0) collect();
    }, 5);
  });
  const answers: number[] = [];
  for (let n = 0; n < 50; n += 1)
    answers.push(
      await app.evaluate(({ app: { name } }, by) => {
        const counted = globalThis as { counted?: number };
        counted.counted = (counted.counted ?? 0) + by;
        return name === '' ? 0 : counted.counted;
      }, 1),
    );
  expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
});

test('closing the window exits the program properly, and the next start restores its position', async () => {
  const dataDir = ownFolder();
  const first = await launch(dataDir);
  await first.page.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(isClosedWell(dataDir)).toBe(false);
  const wanted = { x: 40, y: 30, width: 1000, height: 700 };
  await first.app.evaluate((_, bounds) => {
    const { window } = (globalThis as Inside).shell;
    window.setBounds(bounds);
    window.close();
  }, wanted);
  expect(await ended(first.app)).toBe(0);
  expect(isClosedWell(dataDir)).toBe(true);
  expect(logOf(dataDir)).toContain('error quit.step-failed step=broken Error\n');
  expect(logOf(dataDir)).toContain('info quit.done');
  const second = await launch(dataDir);
  expect(await second.app.evaluate(() => (globalThis as Inside).shell.window.getBounds())).toEqual(wanted);
});

test('SIGINT exits the program properly', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  app.process().kill('SIGINT');
  await ended(app);
  expect(isClosedWell(dataDir)).toBe(true);
  expect(logOf(dataDir)).toContain('info quit.done');
});

test('the end of a Windows session, which the Restart Manager announces too, ends the program at once', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  // The program may be gone before it answers.
  void app
    .evaluate(() => (globalThis as Inside).shell.window.emit('session-end', { reasons: ['close-app'] }))
    .catch(() => undefined);
  expect(await ended(app)).toBe(0);
  expect(isClosedWell(dataDir)).toBe(true);
});

test('a clean-up step that never ends does not keep the program running, and the database is still closed', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir, { SHELL_APP_SLOW_MS: '600000' });
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  await app.evaluate(({ app: program }) => program.quit());
  expect(await ended(app)).toBe(0);
  expect(logOf(dataDir)).toContain('warn quit.out-of-time');
  expect(isClosedWell(dataDir)).toBe(true);
});

test('a second start hands over its arguments and exits; with another data folder it is a separate program', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  await app.evaluate(() => (globalThis as Inside).shell.window.minimize());
  const second = spawnSync(
    await electronExecutable(),
    shellArguments(program, dataDir, ['--import=list.json']),
    { cwd: dataDir, env: { ...process.env, INIT_CWD: dataDir }, timeout: 20_000 },
  );
  expect(second.status).toBe(0);
  const seen = await app.evaluate(() => {
    const { window, secondStarts } = (globalThis as Inside).shell;
    return { minimised: window.isMinimized(), files: secondStarts.map(({ importFile }) => importFile) };
  });
  expect(seen).toEqual({ minimised: false, files: [join(dataDir, 'list.json')] });
  const beside = await launch(ownFolder());
  await beside.page.getByRole('heading', { name: 'Ready' }).waitFor();
});

test('a crashed page is reloaded three times, then says so and waits for the user', async () => {
  const dataDir = ownFolder();
  const { app, page } = await launch(dataDir);
  await page.getByRole('heading', { name: 'Ready' }).waitFor();
  const crash = (): Promise<string> =>
    app.evaluate(async () => {
      const { webContents } = (globalThis as Inside).shell.window;
      const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
      webContents.forcefullyCrashRenderer();
      await loaded;
      return (await webContents.executeJavaScript(`document.querySelector('h1').textContent`)) as string;
    });
  expect([await crash(), await crash(), await crash()]).toEqual(['Ready', 'Ready', 'Ready']);
  expect(await crash()).toBe('The page stopped working several times');
  expect(
    await app.evaluate(async () => {
      const { webContents } = (globalThis as Inside).shell.window;
      const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
      await webContents.executeJavaScript(`document.querySelector('a').click()`, true);
      await loaded;
      return webContents.getURL();
    }),
  ).toBe('app://desk/index.html');
  // A repeated line within a minute is only counted; the number is written when the program exits.
  expect(logOf(dataDir).match(/warn page\.gone/g)).toHaveLength(1);
  await app.close();
  expect(logOf(dataDir)).toMatch(/warn page\.gone[^\n]* … 3 times more, from /);
});

/** Presses a key as a keyboard does: through the window, so that menu shortcuts work. */
const press = (app: ElectronApplication, keyCode: string, modifiers: string[] = []): Promise<void> =>
  app.evaluate(
    (_, key) => {
      const { webContents } = (globalThis as Inside).shell.window;
      webContents.focus();
      const types =
        key.modifiers.length > 0 ? (['keyDown', 'keyUp'] as const) : (['keyDown', 'char', 'keyUp'] as const);
      for (const type of types)
        webContents.sendInputEvent({ type, keyCode: key.keyCode, modifiers: key.modifiers as ['control'] });
    },
    { keyCode, modifiers },
  );

let forKeys: Promise<Launched> | undefined;
afterAll(async () => (await forKeys)?.app.close());

/** One program in the foreground for all tests of keys: keys pressed before its window exists are lost. */
const startedForKeys = (): Promise<Launched> =>
  (forKeys ??= launchShellApp(program, temporaryFolder()).then(async (launched) => {
    await launched.page.getByRole('heading', { name: 'Ready' }).waitFor();
    await expect
      .poll(() => launched.app.evaluate(() => (globalThis as Inside).shell.window.isFocused()))
      .toBe(true);
    return launched;
  }));

const commandsOf = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as Inside).shell.commands);

test('menu keys reach the page as commands', async () => {
  const { app } = await startedForKeys();
  await press(app, 'F2');
  await press(app, 'F4');
  await press(app, '2', ['control']);
  await expect.poll(() => commandsOf(app)).toEqual(['focus.scanBox', 'print.slip', 'go.receiving']);
});

test.runIf(process.platform !== 'darwin')(
  'undo applies to typed text; with nothing typed it applies to the last step',
  async () => {
    const { app, page } = await startedForKeys();
    const box = page.getByRole('textbox');
    await box.focus();
    await press(app, 'a');
    await expect.poll(() => box.inputValue()).toBe('a');
    await press(app, 'z', ['control']);
    await expect.poll(() => box.inputValue()).toBe('');
    expect(await commandsOf(app)).not.toContain('undo.lastStep');
    await press(app, 'z', ['control']);
    await expect.poll(() => commandsOf(app)).toContain('undo.lastStep');
  },
);

test('key presses, scanner input, mouse movement and the system being locked or going to sleep are noticed', async () => {
  const { app, page } = await startedForKeys();
  const seen = (): Promise<string[]> => app.evaluate(() => (globalThis as Inside).shell.activity.splice(0));
  await seen();
  await press(app, 'a');
  await expect.poll(seen).toContain('active');
  await page.mouse.move(20, 20);
  await page.mouse.move(300, 200);
  await expect.poll(seen).toContain('active');
  for (const event of ['lock-screen', 'suspend'] as const) {
    await app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);
    expect(await seen()).toContain('system');
  }
});
