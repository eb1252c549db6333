import { once } from 'node:events';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { holderOf } from '../../../electron/main/db/folder-lock.ts';
import {
  begin,
  folderWithSlip,
  newDataFolder,
  packagedProgram,
  runToItsEnd,
  type Ended,
} from '../../support/packaging/packaged-program.ts';
import { waitFor } from '../../support/waiting.ts';

// Starts that the packaged program cannot make: each ends, and says why.

// Several real starts per test: they take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const program = await packagedProgram();

const start = (dataDir: string, asked: string, env: Readonly<Record<string, string>> = {}): Ended =>
  runToItsEnd(program, { dataDir, env, args: [asked], timeoutMs: 20_000 });

/** Starts the program with something else in its archive, of the same length. */
const startWith = (part: RegExp, other: (found: string) => string): Ended => {
  const archive = join(program.resources, 'app.asar');
  const packed = readFileSync(archive, 'latin1');
  const changed = packed.replace(part, other);
  expect(changed).not.toBe(packed);
  writeFileSync(archive, changed, 'latin1');
  try {
    return start(newDataFolder(), '--exit-when-done');
  } finally {
    writeFileSync(archive, packed, 'latin1');
  }
};

test('without the files that an antivirus program has removed, each start ends and says what to do', async () => {
  const dataDir = await folderWithSlip();
  const unpacked = join(program.resources, 'app.asar.unpacked');
  renameSync(unpacked, `${unpacked}.away`);
  try {
    for (const asked of ['--quit', '--exit-when-done', '--printer=pdf']) {
      const { code, said } = start(dataDir, asked);
      expect([asked, code]).toEqual([asked, 1]);
      expect(said).toContain('Install it again: your data stays as it is.');
    }
  } finally {
    renameSync(`${unpacked}.away`, unpacked);
  }
});

test('if only the file of SQLite is missing, a start says so too; --quit does not need it', () => {
  const files = globSync('app.asar.unpacked/node_modules/better-sqlite3/**/*.node', {
    cwd: program.resources,
  });
  expect(files).toHaveLength(1);
  const [file] = files.map((each) => join(program.resources, each)) as [string];
  renameSync(file, `${file}.away`);
  try {
    const { code, said } = start(newDataFolder(), '--exit-when-done');
    expect([code, said]).toEqual([1, expect.stringContaining('Install it again: your data stays as it is.')]);
    expect(start(newDataFolder(), '--quit').code).toBe(0);
  } finally {
    renameSync(`${file}.away`, file);
  }
});

test('without the file that says what is missing, a start still ends', () => {
  // The archive has its files under other names.
  const { code, said } = startWith(/"abort-start-/u, () => '"abort-other-');
  expect(code).toBe(1);
  expect(said).toContain('Cannot find module');
});

test('a fault of the program itself is not called a missing file', () => {
  const { code, said } = startWith(/performance\.mark(?=\(.main\.loaded)/u, () => 'performance.nark');
  expect(code).toBe(1);
  expect(said).toContain('Borrow Desk could not start');
  expect(said).toContain('performance.nark is not a function');
  expect(said).not.toContain('Install it again');
});

test('without any folder to write to, a start says so once, and an installer waits for no box', () => {
  for (const asked of ['--quit', '--exit-when-done']) {
    // Nobody can create a folder there.
    const { code, said } = start('/sys', asked, { TMPDIR: '/sys' });
    expect([asked, code]).toEqual([asked, 1]);
    expect(said.split('can be written to')).toHaveLength(2);
  }
});

test('with a data folder in which the system makes no file, a start says so', () => {
  for (const dataDir of ['/proc', '/proc/borrow-desk/data']) {
    const { code, said } = start(dataDir, '--exit-when-done');
    expect([dataDir, code]).toEqual([dataDir, 1]);
    expect(said).toContain('Check that the drive is connected and that the folder is the right one');
  }
});

test('without a display a start says so before it makes a file, and the running program still gets what is asked', async () => {
  const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
  for (const asked of ['--printer=pdf', '--exit-when-done']) {
    const dataDir = newDataFolder();
    const { code, said } = start(dataDir, asked, env);
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
  expect(start(dataDir, '--quit', env).code).toBe(0);
  await ended;
});
