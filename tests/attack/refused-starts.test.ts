import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { newDataFolder, packagedProgram, runToItsEnd } from '../support/packaging/packaged-program.ts';

// Starts that the packaged program refuses, whoever asks for them.

// Several real starts per test: they take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const program = await packagedProgram();

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
