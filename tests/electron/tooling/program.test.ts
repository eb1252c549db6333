import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let log: string;

// In place of Electron: writes down its arguments and the signals that reach it, and quits when it may.
beforeEach(() => {
  folder = temporaryFolder();
  log = join(folder, 'log');
  const fake = join(folder, 'electron');
  const traps = ['INT', 'TERM'].map((signal) => `trap 'echo ${signal} >> ${log}' ${signal}`).join('\n');
  const wait = `while [ ! -e ${folder}/may-quit ]; do sleep 0.05; done; exit 3`;
  writeFileSync(fake, `#!/bin/sh\n${traps}\necho "$@" >> ${log}\n${wait}\n`);
  chmodSync(fake, 0o755);
});

function open(): ChildProcess {
  const module = join(projectFolder, 'electron/tooling/lib/program.ts');
  const call = `m.openProgram('${join(folder, 'electron')}', ['--demo'], { window: 'seen', env: process.env, sameSignalMs: 60_000 })`;
  const script = `import('${module}').then(async (m) => process.exit(await ${call}))`;
  return spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
}

function lines(): readonly string[] {
  try {
    return readFileSync(log, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s goes on to the program, once though npm and the terminal repeat it, and its exit code comes back',
  async (signal) => {
    const opener = open();
    const exit = new Promise<number | null>((resolve) => opener.once('exit', resolve));
    await expect.poll(lines).toHaveLength(1);
    expect(lines()[0]).toContain(`${projectFolder} --demo`);
    opener.kill(signal);
    await expect.poll(lines).toHaveLength(2);
    opener.kill(signal);
    writeFileSync(join(folder, 'may-quit'), '');
    expect(await exit).toBe(3);
    expect(lines().slice(1)).toEqual([signal.slice('SIG'.length)]);
  },
);
