import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  argumentsOfRestart,
  parseSwitches,
  switchNames,
  typedFolder,
} from '../../../electron/main/app/switches.ts';

const cwd = resolve('/somewhere');

test('without switches everything has its default', () => {
  expect(parseSwitches(['/opt/borrow-desk/borrow-desk'], cwd)).toEqual({
    dataDir: null,
    importFile: null,
    exportFile: null,
    exportWithoutPatrons: false,
    profile: null,
    importReport: null,
    operator: null,
    demo: false,
    printer: null,
    screenshotFile: null,
    verifyHub: false,
    makeHub: null,
    inviteToHub: null,
    joinHub: null,
    hubName: null,
    minimised: false,
    exitWhenReady: false,
    exitWhenDone: false,
    quit: false,
    request: null,
    libraryFile: null,
    problems: [],
  });
});

test('all switches; relative paths refer to the folder in which they were typed', () => {
  const argv = [
    'electron',
    '.',
    '--data-dir=data folder',
    '--import=../list=1.json',
    '--profile=Alma list',
    '--import-report=/files/rows.jsonl',
    '--operator=B. Operator',
    '--demo',
    '--printer=Receipt Printer',
    '--screenshot-when-ready=/tmp/a.png',
    '--minimised',
    '--exit-when-ready',
    '--exit-when-done',
    '--quit',
    '--export=all.json',
    '--export-without-patrons',
    '--make-hub=where.json',
    '--invite-to-hub=/files/join.json',
    '--join-hub=join.json',
    '--verify-hub',
    '--hub-name=Mail room',
  ];
  expect(parseSwitches(argv, cwd)).toEqual({
    dataDir: resolve(cwd, 'data folder'),
    importFile: resolve('/list=1.json'),
    exportFile: resolve(cwd, 'all.json'),
    exportWithoutPatrons: true,
    profile: 'Alma list',
    importReport: resolve('/files/rows.jsonl'),
    operator: 'B. Operator',
    demo: true,
    printer: 'Receipt Printer',
    screenshotFile: resolve('/tmp/a.png'),
    verifyHub: true,
    makeHub: resolve(cwd, 'where.json'),
    inviteToHub: resolve('/files/join.json'),
    joinHub: resolve(cwd, 'join.json'),
    hubName: 'Mail room',
    minimised: true,
    exitWhenReady: true,
    exitWhenDone: true,
    quit: true,
    request: null,
    libraryFile: null,
    problems: [],
  });
});

test('switches of Chromium and unknown ones are ignored', () => {
  const usual = parseSwitches([], cwd);
  expect(
    parseSwitches(['--no-sandbox', '--lang=de', '-x', '--DEMO', 'demo', '---demo', '--demo!'], cwd),
  ).toEqual(usual);
  expect(parseSwitches(['--', '--demo'], cwd)).toEqual(usual);
});

test('the last of two counts, and one without a value is reported', () => {
  expect(parseSwitches(['--data-dir=a', '--data-dir=b'], cwd).dataDir).toBe(resolve(cwd, 'b'));
  const { importFile, dataDir, problems } = parseSwitches(['--import', '--data-dir= '], cwd);
  expect([importFile, dataDir]).toEqual([null, null]);
  expect(problems).toEqual([
    '--data-dir needs a value and was ignored. Use --data-dir=FOLDER.',
    '--import needs a value and was ignored. Use --import=FILE.',
  ]);
});

test('the folder remembered by npm takes precedence over the process’s', () => {
  expect(typedFolder({ INIT_CWD: '/home/me' }, '/project')).toBe('/home/me');
  expect(typedFolder({}, '/project')).toBe('/project');
});

test.each([
  ['borrow-desk:request/REQ-17', 'REQ-17'],
  ['BORROW-DESK:request/REQ%2017/', 'REQ 17'],
  ['borrow-desk:request/', null],
  ['borrow-desk:request/%E0%A4%A', null],
  [`borrow-desk:request/${'1'.repeat(201)}`, null],
  ['borrow-desk:settings', null],
  ['other:request/1', null],
])('the link %s names the request %s', (link, request) => {
  expect(parseSwitches(['/opt/borrow-desk/borrow-desk', '--', link], cwd)).toMatchObject({
    request,
    libraryFile: null,
    quit: false,
  });
});

test('a library file is named by its ending; what follows “--” is no switch', () => {
  expect(parseSwitches(['--', 'Main 2026.Borrow-Desk'], cwd).libraryFile).toBe(
    resolve(cwd, 'Main 2026.Borrow-Desk'),
  );
  const file = resolve('/srv/Main 2026.borrow-desk');
  expect(parseSwitches(['--', pathToFileURL(file).href], cwd).libraryFile).toBe(file);
  expect(parseSwitches(['--', 'file://%%.borrow-desk'], cwd).libraryFile).toBeNull();
  expect(parseSwitches(['--', 'borrow-desk:/../../srv/Main.borrow-desk'], cwd)).toMatchObject({
    request: null,
    libraryFile: null,
  });
  expect(parseSwitches(['--', '--quit', 'list.csv'], cwd)).toMatchObject({ quit: false, libraryFile: null });
  expect(parseSwitches(['borrow-desk:request/x.borrow-desk'], cwd)).toMatchObject({
    request: 'x.borrow-desk',
    libraryFile: null,
  });
});

test('a restart repeats the switches, not the link or the library file that was opened', () => {
  expect(argumentsOfRestart(['.', '--printer=pdf', '--', 'Main.borrow-desk'])).toEqual([
    '.',
    '--printer=pdf',
  ]);
  expect(argumentsOfRestart(['--lang=de', 'borrow-desk:request/R-1', '/srv/Main.Borrow-Desk'])).toEqual([
    '--lang=de',
  ]);
});

test('a restart does nothing a second time that a switch asked for once', () => {
  const kept = ['--data-dir=/srv/Desk', '--printer=pdf', '--minimised'];
  const once = switchNames.filter((name) => !kept.some((each) => each.startsWith(`--${name}`)));
  expect(argumentsOfRestart([...kept, ...once.map((name) => `--${name}=x`), '--demo'])).toEqual(kept);
});

test('a restart that staff asked for shows the window', () => {
  const started = ['--data-dir=/srv/Desk', '--minimised'];
  expect(argumentsOfRestart(started, true)).toEqual(['--data-dir=/srv/Desk']);
  expect(argumentsOfRestart(started)).toEqual(started);
});
