import { expect, test } from 'vitest';
import { refusedSwitches, refusedVariables } from '../../../electron/main/app/allowed-switches.ts';

const refused = (argv: readonly string[], platform: NodeJS.Platform = 'linux', asRoot = false): unknown =>
  refusedSwitches({ argv, platform, asRoot });

test("the program's own switches, files, and switches that affect the display are allowed", () => {
  expect(
    refused([
      '--data-dir=/somewhere',
      '--import=list.json',
      '--demo',
      '--printer=pdf',
      'list.json',
      '--screenshot-when-ready=a.png',
      '--exit-when-ready',
      '--force-device-scale-factor=1.5',
      '--lang=fr',
    ]),
  ).toEqual([]);
  expect(refused(['-psn_0_12345'], 'darwin')).toEqual([]);
  expect(refused(['--original-process-start-time=1'], 'win32')).toEqual([]);
});

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--inspect-publish-uid=http',
  '--js-flags=--expose-gc',
  '--load-extension=/tmp',
  '--disable-web-security',
  '--data-dri=/typo',
  '-r',
])('%s is refused, with one dash as well as two', (asked) => {
  const name = asked.replace(/=.*/, '');
  expect(refused([asked])).toEqual([name]);
  expect(refused([asked.replace('--', '-')])).toEqual([name.replace('--', '-')]);
});

test('Windows has its own syntax for switches', () => {
  expect(refused(['/Remote-Debugging-Port=1', '--INSPECT', '/DATA-DIR=x'], 'win32')).toEqual([
    '/Remote-Debugging-Port',
    '--INSPECT',
  ]);
  expect(refused(['/home/list.json'])).toEqual([]);
});

test('only root, for whom the sandbox does not work, may turn it off', () => {
  expect(refused(['--no-sandbox'])).toEqual(['--no-sandbox']);
  expect(refused(['--no-sandbox'], 'linux', true)).toEqual([]);
});

test('arguments after a double dash are not switches', () => {
  expect(refused(['--', '--inspect'])).toEqual([]);
});

test('variables that make Node, Electron or Chromium write files or trust any server are refused; empty ones are ignored', () => {
  expect(
    refusedVariables({ PATH: '/bin', NODE_ENV: 'production', NODE_OPTIONS: '--inspect', SSLKEYLOGFILE: '' }),
  ).toEqual([]);
  const names = [
    'NODE_V8_COVERAGE',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'sslkeylogfile',
    'ELECTRON_ENABLE_LOGGING',
  ];
  expect(refusedVariables(Object.fromEntries(names.map((name) => [name, '1'])))).toEqual(names);
});
