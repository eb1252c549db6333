import { hostname, userInfo } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { standardDataFolder, systemVariables } from '../../../electron/main/app/system-variables.ts';
import { checkPolicy } from '../../../shared/domain/policy-checks.ts';

const ana = (): { username: string; homedir: string } => ({ username: 'ana', homedir: 'C:\\Users\\ana' });

test('on Windows the data folder is the one that does not roam', () => {
  expect(standardDataFolder('C:\\Users\\ana\\AppData\\Roaming', 'Borrow Desk', true, ana)).toBe(
    'C:\\Users\\ana\\AppData\\Local\\Borrow Desk',
  );
  expect(standardDataFolder('/home/ana/.config', 'Borrow Desk', false)).toBe('/home/ana/.config/Borrow Desk');
});

test('a policy knows the account and the computer, and no more', () => {
  expect(systemVariables(true, ana, 'DESK-07.library.example')).toEqual({
    COMPUTERNAME: 'DESK-07',
    USERNAME: 'ana',
    USERPROFILE: 'C:\\Users\\ana',
    LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local',
  });
  const nobody = (): never => {
    throw new Error('no entry');
  };
  expect(systemVariables(true, nobody, 'DESK-07')).toEqual({ COMPUTERNAME: 'DESK-07' });
});

test('a user who changes the environment does not change a folder of the policy', () => {
  const before = { ...process.env };
  onTestFinished(() => void Object.assign(process.env, before));
  const names = ['USERNAME', 'COMPUTERNAME', 'HOME', 'USERPROFILE', 'LOCALAPPDATA', 'APPDATA', 'TEMP'];
  for (const name of names) process.env[name] = 'planted';
  const isWindows = process.platform === 'win32';
  const root = isWindows ? 'D:\\' : '/';
  const folderOf = (name: string): string | undefined =>
    checkPolicy(
      { DataFolder: `${name.endsWith('NAME') ? root : ''}%${name}%` },
      { isWindows, variables: systemVariables(), switches: [] },
    ).values.DataFolder;
  const { username, homedir } = userInfo();
  expect(folderOf('USERNAME')).toBe(`${root}${username}`);
  expect(folderOf('COMPUTERNAME')).toBe(`${root}${hostname().split('.')[0]}`);
  expect(folderOf(isWindows ? 'USERPROFILE' : 'HOME')).toBe(homedir);
  for (const name of ['APPDATA', 'TEMP', 'PLANTED']) expect(folderOf(name), name).toBeUndefined();
});
