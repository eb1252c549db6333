import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { computeData } from 'app-builder-lib/out/asar/integrity.js';
import { expect, test, vi } from 'vitest';
import { readNote } from '../../electron/main/db/file-identity.ts';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { startPrintServer } from '../support/cups.ts';
import { waitFor } from '../support/waiting.ts';
import { readArchive } from './archive.ts';
import {
  begin,
  end,
  folderWithSlip,
  newDataFolder,
  packagedProgram,
  runToItsEnd,
} from '../support/packaging/packaged-program.ts';

// The packaged program in the hands of an attacker at a workstation: how they could start it, and what they could put beside it. Only Linux
// packages can be built and run here. For macOS and Windows the configuration and the hashes are checked.

// Several real starts per test: they take long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const program = await packagedProgram();

test('the fuses of the program are set', async () => {
  const wire = await getCurrentFuseWire(program.executable);
  const on = Object.entries(FuseV1Options).flatMap(([name, position]) =>
    typeof position === 'number' && wire[position] === FuseState.ENABLE ? [name] : [],
  );
  expect(on.sort()).toEqual(['EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar']);
});

test('it starts, shows its page and exits properly', () => {
  const dataDir = newDataFolder();
  const picture = join(dataDir, '..', 'window.png');
  const { code, said } = runToItsEnd(program, {
    dataDir,
    args: ['--demo', '--printer=pdf', `--screenshot-when-ready=${picture}`, '--exit-when-ready'],
  });
  expect([code, said.includes(`screenshot: ${picture}`)]).toEqual([0, true]);
  expect(readFileSync(picture).length).toBeGreaterThan(20_000);
  expect(readNote(databaseFileOf(dataDir))?.state).toBe('closed');
});

test('it prints a slip as PDF and on paper', async () => {
  const printServer = await startPrintServer();
  try {
    const onPaper = begin(program, {
      dataDir: await folderWithSlip(),
      args: [`--printer=${printServer.queue}`],
      env: printServer.environment,
    });
    const job = await printServer.nextPrinted(0);
    expect(printServer.textOf(job)).toContain('TEST SLIP');
    expect(await end(onPaper)).toBe(0);
  } finally {
    await printServer.stop();
  }
  const dataDir = await folderWithSlip();
  const asPdf = begin(program, { dataDir, args: ['--printer=pdf'] });
  const slips = join(dataDir, 'slips');
  const file = await waitFor('A slip as PDF', () =>
    existsSync(slips) ? readdirSync(slips).find((name) => name.endsWith('.pdf')) : undefined,
  );
  expect(readFileSync(join(slips, file)).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(await end(asPdf)).toBe(0);
});

test('asked to end, it says by its exit code that it still runs with another data folder', async () => {
  const dataDir = newDataFolder();
  // Without the demo library: while it is imported, the program asks before it ends.
  const running = begin(program, { dataDir, args: ['--printer=pdf'] });
  await waitFor('The running program', () => (existsSync(databaseFileOf(dataDir)) ? true : undefined));
  const fromElsewhere = { dataDir: newDataFolder(), args: ['--quit'] };
  const { code, said } = runToItsEnd(program, fromElsewhere);
  expect([code, said]).toEqual([5, expect.stringContaining('is still running on this computer')]);
  expect(existsSync(fromElsewhere.dataDir)).toBe(false);
  expect(runToItsEnd(program, { dataDir: await folderWithSlip(), args: ['--quit'] }).code).toBe(5);
  const ended = once(running, 'exit');
  expect(runToItsEnd(program, { dataDir, args: ['--quit'] }).code).toBe(0);
  await ended;
  expect(runToItsEnd(program, fromElsewhere).code).toBe(0);
});

test('its package says which Electron it contains, and has no default app', async () => {
  const about = JSON.parse(readArchive(join(program.resources, 'app.asar')).text('package.json')) as {
    readonly runtime: unknown;
  };
  const version = readFileSync(join(program.executable, '../version'), 'utf8').trim().replace(/^v/, '');
  expect(about.runtime).toEqual({ electron: version, supported: !version.startsWith('33.') });
  expect(readdirSync(program.resources).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
});

test('it contains the icon of its windows, but not the pictures for installers', () => {
  const { packed } = readArchive(join(program.resources, 'app.asar'));
  const paths = packed.map(({ path }) => path).filter((path) => path.startsWith('resources/'));
  expect(paths).toEqual(expect.arrayContaining(['resources/icon.png', 'resources/mark.svg']));
  expect(paths.filter((path) => path.startsWith('resources/installer'))).toEqual([]);
});

test('every third-party package in it is in the list of licences, and Chromium’s list exists', async () => {
  const { packed, text } = readArchive(join(program.resources, 'app.asar'));
  const listed = [
    ...text('out/renderer/licences.html').matchAll(
      /<summary><bdi>(.+?)<\/bdi> ?(\S*) · [^<]+<\/summary><pre>([^<]{100,})/g,
    ),
  ].map(([, name, version]) => `${name} ${version}`);
  const inArchive = packed
    .filter(({ path }) =>
      /^node_modules\/((@[^/]+\/)?[^/]+)(\/node_modules\/[^/]+)*\/package\.json$/.test(path),
    )
    .map(({ content }) => JSON.parse(content().toString('utf8')) as { name: string; version: string });
  expect(inArchive.length).toBeGreaterThan(20);
  for (const { name, version } of inArchive) expect(listed).toContain(`${name} ${version}`);
  // Names of bundled packages are found in the bundles themselves.
  for (const name of [
    'react',
    'react-dom',
    '@mantine/core',
    'xstate',
    'zod',
    'nodemailer',
    'csv-parse',
    'uuid',
    'electron',
  ])
    expect(listed.some((each) => each.startsWith(`${name} `))).toBe(true);
  const folder = join(program.executable, '..');
  expect(readFileSync(join(folder, 'LICENSES.chromium.html')).length).toBeGreaterThan(1_000_000);
  expect(existsSync(join(folder, 'LICENSE.electron.txt'))).toBe(true);
  expect(packed.some(({ path }) => path.endsWith('bundled-packages.json'))).toBe(false);
});

test('it contains nothing that only developers use', () => {
  const { packed } = readArchive(join(program.resources, 'app.asar'));
  const pages = packed.filter(({ path }) => path.startsWith('out/renderer/'));
  expect(pages.length).toBeGreaterThan(10);
  for (const { path, content } of pages)
    expect([
      path,
      content()
        .toString('utf8')
        .match(/tsqd|stately|inspector/i),
    ]).toEqual([path, null]);
});

test('a process of another type opens no file of the program', () => {
  for (const type of ['', 'renderer', 'gpu-process', 'utility', 'zygote', 'other']) {
    const dataDir = newDataFolder();
    const { code } = runToItsEnd(program, { dataDir, args: [`--type=${type}`], timeoutMs: 5_000 });
    // Only the empty type is handled by the program itself; otherwise Chromium waits for a parent that does not exist, or aborts.
    if (type === '') expect(code).toBe(2);
    else expect([type, code]).not.toEqual([type, 0]);
    expect([type, existsSync(dataDir)]).toEqual([type, false]);
  }
});

test('it cannot be used as Node, whatever the environment says', () => {
  const mark = join(newDataFolder(), '..', 'ran');
  const script = join(mark, '..', 'script.cjs');
  writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(mark)}, 'ran')`);
  // As Node it would run the script and exit with 0. As the program it refuses -e.
  const asNode = runToItsEnd(program, {
    dataDir: newDataFolder(),
    args: ['-e', readFileSync(script, 'utf8')],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(asNode.code).toBe(2);
  const required = runToItsEnd(program, {
    dataDir: newDataFolder(),
    args: ['--printer=pdf', '--exit-when-ready'],
    env: { NODE_OPTIONS: `--require=${script}` },
  });
  expect(required.code).toBe(0);
  expect(existsSync(mark)).toBe(false);
});

test('a signal opens no debugger in the running program, but ends it', async () => {
  const dataDir = newDataFolder();
  const child = begin(program, { dataDir, args: ['--printer=pdf'] });
  await waitFor('The start', () => existsSync(join(dataDir, 'borrow-desk.sqlite')) || undefined);
  // Node would open its inspector. Without it the signal ends the program, like any other.
  child.kill('SIGUSR1');
  await once(child, 'exit');
  expect(child.signalCode).toBe('SIGUSR1');
});

test('a folder or another archive beside the program is not run', () => {
  const mark = join(newDataFolder(), '..', 'ran');
  const code = `require('fs').writeFileSync(${JSON.stringify(mark)}, 'ran'); process.exit(7)`;
  const folder = join(program.resources, 'app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'other', main: 'main.js' }));
  writeFileSync(join(folder, 'main.js'), code);
  const archive = join(program.resources, 'app.asar');
  try {
    const beside = runToItsEnd(program, {
      dataDir: newDataFolder(),
      args: ['--printer=pdf', '--exit-when-ready'],
    });
    expect(beside.code).toBe(0);
    // Without its archive nothing runs, rather than something else.
    renameSync(archive, `${archive}.away`);
    copyFileSync(`${archive}.away`, join(program.resources, 'default_app.asar'));
    const without = runToItsEnd(program, { dataDir: newDataFolder(), args: ['--exit-when-ready'] });
    expect(without.code).not.toBe(0);
    expect(without.code).not.toBe(7);
    expect(existsSync(mark)).toBe(false);
  } finally {
    renameSync(`${archive}.away`, archive);
    rmSync(join(program.resources, 'default_app.asar'), { force: true });
    rmSync(folder, { recursive: true });
  }
});

test('the archive hash that Windows and macOS check is the hash of its header, and the header has one of each file', async () => {
  const archive = readArchive(join(program.resources, 'app.asar'));
  const computed = await computeData({
    resourcesPath: program.resources,
    resourcesRelativePath: 'resources',
    resourcesDestinationPath: program.resources,
    extraResourceMatchers: null,
  });
  const hash = createHash('sha256').update(archive.header).digest('hex');
  expect(computed).toEqual({ 'resources/app.asar': { algorithm: 'SHA256', hash } });
  expect(archive.packed.length).toBeGreaterThan(50);
  for (const { path, hash: kept, content } of archive.packed)
    expect([path, createHash('sha256').update(content()).digest('hex')]).toEqual([path, kept]);
});
