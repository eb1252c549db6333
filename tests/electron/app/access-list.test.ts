import { expect, test } from 'vitest';
import { type AccessLists, protectFolder } from '../../../electron/main/app/access-list.ts';

// Wine's icacls changes nothing, so these are answers in the form that Microsoft documents.

const own = 'S-1-5-21-3623811015-3361044348-30300820-1013';
const folder = 'C:\\Borrow Desk';
/** A folder that a standard account has made in C:\. */
const inherited =
  'D:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)(A;OICIIOID;SDGXGWGR;;;AU)';

const windows = (list: string, profile = 'C:\\Users\\Anna') => {
  const changes: (readonly string[])[] = [];
  const lists: AccessLists = {
    profile,
    account: () => Promise.resolve(`"desk-1\\anna","${own}"\r\n`),
    read: (path) => Promise.resolve(`\uFEFF${path}\r\n${list}\r\n`),
    change: (args) => Promise.resolve(void changes.push(args)),
  };
  return { lists, changes };
};

const forOthers = [
  ['inherited', inherited],
  ['protected', 'D:PAI(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;S-1-5-21-3623811015-3361044348-30300820-2001)'],
  ['with an entry of its own', `${inherited}(A;OICI;0x1301bf;;;BU)`],
] as const;

test('a folder that the program has created is closed to all but this account, the system and administrators', async () => {
  const { lists, changes } = windows(inherited);
  expect(await protectFolder(folder, true, lists)).toBe('closed');
  const all = '(OI)(CI)F';
  expect(changes).toEqual([
    [folder, '/inheritance:r', '/grant:r', `*${own}:${all}`, `*S-1-5-18:${all}`, `*S-1-5-32-544:${all}`],
  ]);
});

test.each(forOthers)(
  'a folder that was there before keeps its access list, and others who may use it are noticed (%s): the accounts of several people share a desk',
  async (_, list) => {
    const { lists, changes } = windows(list);
    expect(await protectFolder(folder, false, lists)).toBe('shared');
    expect(changes).toEqual([]);
  },
);

test.each([
  `D:PAI(A;OICI;FA;;;${own})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)`,
  `D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;ID;FA;;;${own})`,
  'D:P(A;OICI;FA;;;SY)(D;OICI;FA;;;BU)',
])('a list that lets nobody else in is told from one that does: %s', async (list) => {
  const { lists, changes } = windows(list);
  expect(await protectFolder(folder, false, lists)).toBe('closed');
  expect(changes).toEqual([]);
});

test.each([
  ['C:\\Users\\Anna\\AppData\\Local\\Borrow Desk', 'profile'],
  ['c:\\users\\ANNA\\desk', 'profile'],
  ['C:\\Users\\Anna2\\desk', 'closed'],
  ['C:\\Users\\Anna', 'closed'],
  ['D:\\Users\\Anna\\desk', 'closed'],
])('in the profile nothing is asked or changed: %s is %s', async (path, expected) => {
  const { lists, changes } = windows(inherited);
  expect(await protectFolder(path, true, lists)).toBe(expected);
  expect(changes).toHaveLength(expected === 'profile' ? 0 : 1);
});

test.each([
  ['whoami', { account: () => Promise.resolve('Access is denied.') }],
  ['icacls', { read: () => Promise.resolve('Access is denied.') }],
])('an answer of %s that says nothing is an error, and nothing is changed', async (tool, answer) => {
  const { lists, changes } = windows(inherited);
  await expect(protectFolder(folder, false, { ...lists, ...answer })).rejects.toThrow(tool);
  expect(changes).toEqual([]);
});
