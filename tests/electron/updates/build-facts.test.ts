import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readUpdateBuild, serverOf, updateBuildOf } from '../../../electron/main/updates/build-facts.ts';
import { windowsInstallation } from '../../../electron/main/updates/installation.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

const key = 'NPHxfhQ8Y856bylX88mDxrHVYeZ8-zjGci6mhH7Bqyw';
const nothing = { server: '', keys: [] };

test('a build has up to two keys and a server; anything else means no updates', () => {
  const read = (updates: unknown) => updateBuildOf(JSON.stringify({ updates }));
  expect(read({ server: 'https://x.example', keys: [key, key] })).toEqual({
    server: 'https://x.example',
    keys: [key, key],
  });
  expect(read({ server: '', keys: key })).toEqual({ server: '', keys: [key] });
  for (const wrong of [undefined, {}, { server: '', keys: [key, key, key] }, { server: '', keys: ['x'] }])
    expect(read(wrong)).toEqual(nothing);
  expect(updateBuildOf('{')).toEqual(nothing);
  expect(readUpdateBuild('/nowhere/package.json')).toEqual(nothing);
});

test('the project itself names no server, and no key until a release has one', () => {
  const { server } = updateBuildOf(readFileSync(join(projectFolder, 'package.json'), 'utf8'));
  expect(server).toBe('');
});

test.each([
  '',
  'updates.library.example',
  'file:///etc',
  'ftp://x.example',
  'http://updates.library.example',
  'http://127.0.0.1.library.example',
  'http://localhost.library.example',
  'http://user@updates.library.example',
])('a server of the build that is not used: %j', (given) => {
  expect(serverOf(undefined, given)).toEqual({ address: null, isRefused: false });
});

test.each([
  'https://updates.library.example/desk',
  'http://localhost:8080/',
  'http://127.0.0.1:8080/',
  'http://[::1]/',
])('used: %j', (given) => {
  expect(serverOf(undefined, given)).toEqual({ address: given, isRefused: false });
});

test('the server of the policy comes before that of the build, also if it may not be used', () => {
  const ofBuild = 'https://vendor.example/';
  const ofPolicy = 'https://updates.library.example/desk';
  expect(serverOf(ofPolicy, ofBuild)).toEqual({ address: ofPolicy, isRefused: false });
  // What the check of the policy makes of a wrong value.
  expect(serverOf('', ofBuild)).toEqual({ address: null, isRefused: true });
  expect(serverOf('', '')).toEqual({ address: null, isRefused: true });
});

const here = String.raw`C:\Users\ana\AppData\Local\Programs\Borrow Desk\Borrow Desk.exe`;
const folder = String.raw`C:\Users\ana\AppData\Local\Programs\Borrow Desk`;

test.each([
  ['own', { kind: 'setup', folder }, null],
  ['own', { kind: 'setup', folder: `${folder.toUpperCase()}\\` }, { kind: 'msi', folder: 'D:\\' }],
  ['everybody', null, { kind: 'setup', folder }],
  ['msi', null, { kind: 'msi', folder: `${folder}\\` }],
  ['none', null, null],
  // A copy of the program that runs from somewhere else does not replace the installed one.
  ['none', { kind: 'setup', folder: 'C:\\Other' }, { kind: 'msi', folder: 'C:\\Program Files\\Borrow Desk' }],
])('on Windows: installed as %s', (installation, ofAccount, ofEverybody) => {
  expect(windowsInstallation(here, ofAccount, ofEverybody)).toBe(installation);
});
