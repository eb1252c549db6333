import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readUpdateBuild, serverOf, updateBuildOf } from '../../../electron/main/updates/build-facts.ts';
import { windowsInstallation } from '../../../electron/main/updates/installation.ts';
import { checkPolicy, type Policy } from '../../../shared/domain/policy-checks.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

const key = 'NPHxfhQ8Y856bylX88mDxrHVYeZ8-zjGci6mhH7Bqyw';
const noPolicy: Policy = { values: {}, problems: [], whyUnread: null };
const known = { isWindows: false, variables: {}, switches: [] };
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
  'https://updates.library.example:99999',
])('a server of the build that is not used: %j', (given) => {
  expect(serverOf(noPolicy, given)).toEqual({ address: null, fault: null });
});

test.each([
  'https://updates.library.example/desk',
  'http://localhost:8080/',
  'http://127.0.0.1:8080/',
  'http://[::1]/',
])('used: %j', (given) => {
  expect(serverOf(noPolicy, given)).toEqual({ address: given, fault: null });
});

test('the server of the policy comes before that of the build, also if it is not understood', () => {
  const ofBuild = 'https://vendor.example/';
  const ofPolicy = 'https://updates.library.example/desk';
  const policyOf = (UpdateServer: string) => ({ ...noPolicy, ...checkPolicy({ UpdateServer }, known) });
  expect(serverOf(policyOf(ofPolicy), ofBuild)).toEqual({ address: ofPolicy, fault: null });
  for (const build of [ofBuild, '']) {
    expect(serverOf(policyOf('http://x.example'), build)).toEqual({ address: null, fault: 'address' });
    const unread = { ...noPolicy, whyUnread: 'it is not JSON' };
    expect(serverOf(unread, build)).toEqual({ address: null, fault: 'policy' });
  }
  // A misspelled name is in the support report.
  const misspelled = { ...noPolicy, ...checkPolicy({ UpdateSrver: ofPolicy }, known) };
  expect(serverOf(misspelled, ofBuild)).toEqual({ address: ofBuild, fault: null });
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
