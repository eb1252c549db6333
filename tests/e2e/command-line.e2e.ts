import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { hashPin } from '../../electron/main/desk/records/session/pin.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { ask, databaseFile } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import { electronExecutable, launchDesk, temporaryFolder } from '../support/launch.ts';

// Files on the command line, at a start without a window or interaction.

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const pin = '246801';

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Starts the program and waits until it quits. @param typed the standard input */
const run = async (
  dataDir: string,
  args: readonly string[],
  typed: string | null = null,
  who: 'attended' | 'unattended' | 'without a display' = 'unattended',
): Promise<Ended> => {
  const ends = who === 'attended' ? [] : ['--exit-when-done'];
  const none = who === 'without a display' ? { DISPLAY: '', WAYLAND_DISPLAY: '' } : {};
  const all = [...asRoot, projectFolder, `--data-dir=${dataDir}`, ...ends, ...args];
  const program = spawn(await electronExecutable(), all, {
    cwd: projectFolder,
    env: { ...process.env, ...none },
    stdio: [typed === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  program.stdin?.end(typed);
  let [out, err] = ['', ''];
  program.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  program.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  const code = await new Promise<number | null>((resolve) => program.once('close', resolve));
  return { code, out, err };
};

const fileOf = (dataDir: string, name: string, sections: object): string => {
  const path = join(dataDir, name);
  writeFileSync(path, JSON.stringify({ format: 'borrow-desk/library', version: 1, ...sections }));
  return path;
};

const titles = (dataDir: string): unknown[] => ask(dataDir, 'SELECT title FROM request ORDER BY id');
const imports = (dataDir: string): { operator: string; desk: string; outcome: string }[] =>
  ask(
    dataDir,
    `SELECT operator.name AS operator, desk.name AS desk, answer ->> '$.outcome' AS outcome
       FROM command_log JOIN operator ON operator.id = operator_id JOIN desk ON desk.id = desk_id
      WHERE kind = 'import' ORDER BY seq`,
  );

test('the first file of a new database is imported, and its operator is assigned to one of its desks', async () => {
  test.setTimeout(180_000);
  const dataDir = temporaryFolder();
  const file = fileOf(dataDir, 'first.json', {
    libraries: [{ code: 'MAIN', name: 'Main Library' }],
    desks: [{ code: 'MAIN-CIRC', name: 'Main Desk', library: 'MAIN' }],
    requests: [{ externalId: 'R-1', title: 'First' }],
  });
  const first = await run(dataDir, [`--import=${file}`]);
  expect(first.out).toContain('first.json: done, 3 added');
  expect(first.code).toBe(0);
  expect(imports(dataDir)).toEqual([{ operator: 'Operator', desk: 'Main Desk', outcome: 'done' }]);
  const home = 'SELECT library.name FROM request JOIN library ON library.id = made_at_library_id';
  expect(ask(dataDir, home)).toEqual([{ name: 'Main Library' }]);
  expect(ask(dataDir, 'SELECT name FROM desk')).toEqual([{ name: 'Main Desk' }]);

  // Once an operator has a PIN it is required; the program does not wait for input.
  const db = new BetterSqlite3(databaseFile(dataDir));
  db.prepare("UPDATE operator SET name = 'A. Operator', pin_hash = ?").run(await hashPin(pin));
  db.close();
  const more = fileOf(dataDir, 'more.json', { requests: [{ externalId: 'R-2', title: 'Second' }] });
  const refusals = [
    [await run(dataDir, [`--import=${more}`], `${pin}\n`), 'Name the operator with --operator=NAME'],
    [await run(dataDir, [`--import=${more}`, '--operator=A. Operator']), 'none was given on standard input'],
    [
      await run(dataDir, [`--import=${more}`, '--operator=A. Operator'], '111111\n'),
      'Wrong PIN for this operator',
    ],
  ] as const;
  for (const [{ code, err }, why] of refusals) {
    expect(err).toContain(why);
    expect(code).toBe(1);
  }
  expect(titles(dataDir)).toEqual([{ title: 'First' }]);
  expect(imports(dataDir)).toHaveLength(1);
  const good = await run(dataDir, [`--import=${more}`, '--operator=a. operator'], `${pin}\n`);
  expect(good.err).not.toContain('import:');
  expect(good.out).toContain('more.json: done, 1 added');
  expect(good.code).toBe(0);
  expect(titles(dataDir)).toEqual([{ title: 'First' }, { title: 'Second' }]);
  expect(JSON.stringify([good, refusals])).not.toContain(pin);
});

test('an unattended start next to a running program imports nothing, and an invalid file ends it with an exit code', async () => {
  const desk = await launchDesk({ library: 'demo' });
  const { dataDir } = desk;
  const file = fileOf(dataDir, 'more.json', { requests: [{ externalId: 'R-2', title: 'Second' }] });
  const beside = await run(dataDir, [`--import=${file}`]);
  expect(beside.code).toBe(4);
  expect(beside.err).toContain('is already running with this data folder, so nothing was done');
  await desk.close();
  expect(ask(dataDir, "SELECT 1 FROM request WHERE external_id = 'R-2'")).toEqual([]);

  const none = await run(dataDir, [`--import=${join(dataDir, 'none.json')}`]);
  expect(none.code).toBe(1);
  expect(none.err).toContain('no longer there');
});

const toldIn = (report: string): unknown[] =>
  readFileSync(report, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

test('an export of another system is imported, with the result of each row; an unknown kind of file ends the program with 1', async () => {
  test.setTimeout(180_000);
  const dataDir = temporaryFolder();
  const outside = temporaryFolder();
  const rows = join(outside, 'rows.jsonl');
  const exported = join(projectFolder, 'tests/fixtures/exports/illiad-transactions.csv');
  const told = (): unknown[] => toldIn(rows);
  const first = await run(dataDir, [`--import=${exported}`, '--profile=ILLiad', `--import-report=${rows}`]);
  expect(first.out).toContain('0 unchanged, 1 skipped, 0 refused');
  expect(first.code).toBe(0);
  expect(told()).toMatchObject([
    { row: 2, outcome: 'added', externalId: '301001', reason: '' },
    { row: 3, outcome: 'added', externalId: '301002' },
    { row: 4, outcome: 'added', externalId: '301003' },
    { row: 5, outcome: 'skipped', externalId: '301004', reason: 'Lending request, skipped.' },
    { row: 6, outcome: 'added', externalId: '301005' },
    { row: 7, outcome: 'added', externalId: '301006' },
  ]);
  if (process.platform !== 'win32') expect(statSync(rows).mode & 0o777).toBe(0o600);
  const more = join(outside, 'more.jsonl');
  const none = await run(dataDir, [`--import=${join(projectFolder, 'LICENSE')}`, `--import-report=${more}`]);
  expect(none.code).toBe(1);
  expect(toldIn(more)).toMatchObject([{ row: 0, outcome: 'refused', externalId: '' }]);
  expect(told()).toHaveLength(6);
});

test('the library is exported after the import, and no existing file is overwritten', async () => {
  test.setTimeout(180_000);
  const dataDir = temporaryFolder();
  const outside = temporaryFolder();
  const out = join(outside, 'out.json');
  const first = await run(dataDir, ['--demo', `--export=${out}`]);
  expect(first.out).toMatch(/export out\.json: done, \d+ requests\./);
  expect(first.code).toBe(0);
  const written = readFileSync(out, 'utf8');
  expect(JSON.parse(written)).toMatchObject({ format: 'borrow-desk/library', version: 3 });
  if (process.platform !== 'win32') expect(statSync(out).mode & 0o777).toBe(0o600);

  const again = await run(dataDir, [`--export=${out}`]);
  expect(again.err).toContain('The --export file already exists');
  expect(again.code).toBe(3);
  expect(readFileSync(out, 'utf8')).toBe(written);

  const broken = join(dataDir, 'broken.json');
  writeFileSync(broken, '{');
  const other = join(outside, 'other.json');
  const refused = await run(dataDir, [`--import=${broken}`, `--export=${other}`]);
  expect(refused.err).toContain('Nothing was exported');
  expect(refused.code).not.toBe(0);
  expect(existsSync(other)).toBe(false);
});

test('a job without a display exports with the switches that the guide names', async () => {
  const out = join(temporaryFolder(), 'out.json');
  const guide = readFileSync(join(projectFolder, 'resources/guides/command-line.md'), 'utf8');
  const [, switches = ''] = /without a display.*?`(--.+?)`/s.exec(guide) ?? [];
  const args = ['--demo', `--export=${out}`, ...switches.split(' ')];
  const { code } = await run(temporaryFolder(), args, null, 'without a display');
  expect(code).toBe(0);
  expect(existsSync(out)).toBe(true);
});

test('no option overwrites a file: neither the imported list, nor the database, nor an existing list', async () => {
  test.setTimeout(180_000);
  const dataDir = temporaryFolder();
  const outside = temporaryFolder();
  const list = fileOf(outside, 'list.json', { requests: [{ externalId: 'R-1', title: 'First' }] });
  expect((await run(dataDir, [`--import=${list}`])).code).toBe(0);
  const more = fileOf(outside, 'more.json', { requests: [{ externalId: 'R-2', title: 'Second' }] });
  const before = [list, more, databaseFile(dataDir)].map((path) => readFileSync(path));
  // Each option with one of the forbidden files; new-files.test.ts tests all of them.
  for (const [name, path] of [
    ['import-report', more],
    ['screenshot-when-ready', databaseFile(dataDir)],
    ['invite-to-hub', list],
    ['export', join(dataDir, 'new.json')],
  ] as const) {
    const { code, err } = await run(dataDir, [`--import=${more}`, `--${name}=${path}`]);
    expect([name, path, code]).toEqual([name, path, 3]);
    expect(err).toContain('so nothing was read or written');
  }
  expect([list, more, databaseFile(dataDir)].map((path) => readFileSync(path))).toEqual(before);
  expect(titles(dataDir)).toEqual([{ title: 'First' }]);

  // Missing rights are written to a new report.
  const report = join(outside, 'report.jsonl');
  const stranger = await run(dataDir, [
    `--import=${more}`,
    `--import-report=${report}`,
    '--operator=Nobody Here',
  ]);
  expect(stranger.code).toBe(1);
  expect(toldIn(report)).toMatchObject([
    { outcome: 'refused', reason: expect.stringContaining('Nobody Here') },
  ]);
});

test('a second start reports its result, and ends with its own exit code', async () => {
  const desk = await launchDesk({ library: 'demo' });
  const { dataDir } = desk;
  const second = await run(dataDir, ['--verify-hub'], null, 'attended');
  expect(second.code).toBe(4);
  expect(second.err).toContain('Its window comes to the front');
  expect(second.err).toContain('Not done: verify-hub');
  const there = fileOf(temporaryFolder(), 'list.json', {
    requests: [{ externalId: 'R-2', title: 'Second' }],
  });
  const third = await run(dataDir, [`--import=${there}`, `--import-report=${there}`], null, 'attended');
  expect(third.code).toBe(3);
  await desk.close();

  // The folder is in use on another computer.
  const lock = join(dataDir, 'borrow-desk.lock');
  writeFileSync(lock, JSON.stringify({ host: 'front-desk-2', pid: 1, token: 'of another' }));
  const other = await run(dataDir, []);
  expect(other.code).toBe(4);
  expect(other.err).toContain('front-desk-2');
});

test('starting the program while a command runs without a window says so in a window', async () => {
  const dataDir = temporaryFolder();
  expect((await run(dataDir, [])).code).toBe(0);
  const db = new BetterSqlite3(databaseFile(dataDir));
  db.prepare('UPDATE operator SET pin_hash = ?').run(await hashPin(pin));
  db.close();
  const electron = await electronExecutable();
  const begin = (more: readonly string[]) =>
    spawn(electron, [...asRoot, projectFolder, `--data-dir=${dataDir}`, ...more], {
      cwd: projectFolder,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  // No one types the PIN: it waits for some seconds.
  const command = begin([
    '--exit-when-done',
    '--operator=Operator',
    `--import=${join(projectFolder, 'LICENSE')}`,
  ]);
  const ended = new Promise((resolve) => command.once('close', resolve));
  const lock = join(dataDir, 'borrow-desk.lock');
  await expect
    .poll(() => (existsSync(lock) ? readFileSync(lock, 'utf8') : ''), { intervals: [20] })
    .toContain('"isUnattended":true');
  const person = begin([]);
  let said = '';
  person.stderr.on('data', (text: Buffer) => (said += text.toString()));
  try {
    await expect.poll(() => said).toContain('is already using this data folder in the background');
    // The message box stays open even after the command has ended.
    await ended;
    expect(person.exitCode).toBe(null);
  } finally {
    person.kill('SIGKILL');
    command.kill('SIGKILL');
  }
});
