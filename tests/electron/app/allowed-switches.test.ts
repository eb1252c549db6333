import { expect, test } from 'vitest';
import { refusedSwitches, refusedVariables } from '../../../electron/main/app/allowed-switches.ts';

const refused = (argv: readonly string[], platform: NodeJS.Platform = 'linux', asRoot = false): unknown =>
  refusedSwitches({ argv, platform, asRoot });

test('our own switches, files and what decides how the window is drawn are let through', () => {
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
])('%s is refused, with one dash as with two', (asked) => {
  const name = asked.replace(/=.*/, '');
  expect(refused([asked])).toEqual([name]);
  expect(refused([asked.replace('--', '-')])).toEqual([name.replace('--', '-')]);
});

test('Windows has its own way to write switches', () => {
  expect(refused(['/Remote-Debugging-Port=1', '--INSPECT', '/DATA-DIR=x'], 'win32')).toEqual([
    '/Remote-Debugging-Port',
    '--INSPECT',
  ]);
  expect(refused(['/home/list.json'])).toEqual([]);
});

test('the sandbox may be left out by root alone, who cannot have it', () => {
  expect(refused(['--no-sandbox'])).toEqual(['--no-sandbox']);
  expect(refused(['--no-sandbox'], 'linux', true)).toEqual([]);
});

test('what comes after two dashes alone is no switch', () => {
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
