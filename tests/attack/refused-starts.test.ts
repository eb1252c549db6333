import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { holderOf } from '../../electron/main/db/folder-lock.ts';
import { useOwnDisplay } from '../support/display.ts';
import { waitFor } from '../support/waiting.ts';
import type { PackagedProgram } from './packaged-program.ts';
import { begin, folderWithSlip, newDataFolder, packageProgram, runToItsEnd } from './packaged-program.ts';

// Starts that the packaged program refuses, whoever asks for them, and those that it cannot make.

// Several real starts per test: they take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let program: PackagedProgram;
let endDisplay = (): void => undefined;
beforeAll(async () => {
  endDisplay = await useOwnDisplay();
  program = await packageProgram();
}, 120_000);
afterAll(() => {
  endDisplay();
  program.remove();
});

test('a debugger requested by a switch gets no access', () => {
  for (const asked of [
    '--remote-debugging-port=9222',
    '-remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect=9229',
    '--inspect-brk=9229',
    '--js-flags=--allow-natives-syntax',
    '--load-extension=/tmp',
    '--renderer-cmd-prefix=/bin/true',
    '--log-net-log=/tmp/net.json',
    '--user-data-dir=/tmp/elsewhere',
    '--enable-logging',
  ]) {
    const dataDir = newDataFolder();
    const { code, said } = runToItsEnd(program, { dataDir, args: [asked, '--exit-when-ready'] });
    expect([asked, code]).toEqual([asked, 2]);
    expect(said).toContain(`Starting with ${asked.replace(/=.*/, '')}`);
    // Not even a file was created.
    expect(existsSync(dataDir)).toBe(false);
  }
});

test('a variable that makes the program write files or trust any server is refused, and nothing is written', () => {
  for (const name of [
    'NODE_V8_COVERAGE',
    'NODE_REDIRECT_WARNINGS',
    'SSLKEYLOGFILE',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'ELECTRON_ENABLE_LOGGING',
    'ELECTRON_LOG_FILE',
    'ELECTRON_LOG_ASAR_READS',
  ]) {
    const dataDir = newDataFolder();
    const written = join(dataDir, '..', 'written');
    const { code, said } = runToItsEnd(program, {
      dataDir,
      args: ['--exit-when-ready'],
      env: { [name]: written },
    });
    expect([name, code]).toEqual([name, 2]);
    expect(said).toContain(`Starting with ${name} is not allowed`);
    expect([name, existsSync(dataDir), existsSync(written)]).toEqual([name, false, false]);
  }
});

test('without the files that an antivirus program has removed, each start ends and says what to do', async () => {
  const dataDir = await folderWithSlip();
  const unpacked = join(program.resources, 'app.asar.unpacked');
  renameSync(unpacked, `${unpacked}.away`);
  try {
    for (const asked of ['--quit', '--exit-when-done', '--printer=pdf']) {
      const { code, said } = runToItsEnd(program, { dataDir, args: [asked], timeoutMs: 20_000 });
      expect([asked, code]).toEqual([asked, 1]);
      expect(said).toContain('Install it again: your data stays as it is.');
    }
  } finally {
    renameSync(`${unpacked}.away`, unpacked);
  }
});

test('without a display a start says so before it makes a file, and the running program still gets what is asked', async () => {
  const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
  for (const asked of ['--printer=pdf', '--exit-when-done']) {
    const dataDir = newDataFolder();
    const { code, said } = runToItsEnd(program, { dataDir, env, args: [asked], timeoutMs: 20_000 });
    expect([asked, code]).toEqual([asked, 1]);
    expect(said).toContain('needs a display');
    expect(existsSync(dataDir)).toBe(false);
  }
  const headless = ['--ozone-platform=headless', '--disable-gpu'];
  const unseen = { dataDir: newDataFolder(), env, args: [...headless, '--exit-when-done'] };
  expect(runToItsEnd(program, unseen).code).toBe(0);

  // A slip that waits for its printer does not hold up --quit.
  const dataDir = await folderWithSlip();
  const running = begin(program, { dataDir, args: ['--printer=pdf'] });
  await waitFor('The running program', () => holderOf(dataDir) ?? undefined);
  const second = runToItsEnd(program, { dataDir, env });
  expect([second.code, second.said]).toEqual([4, expect.stringContaining('Its window comes to the front')]);
  const ended = once(running, 'exit');
  expect(runToItsEnd(program, { dataDir, env, args: [...headless, '--quit'] }).code).toBe(0);
  await ended;
});
