import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../../electron/tooling/lib/paths.ts';
import type { checkPolicy } from '../../../../shared/domain/policy-checks.ts';
import { openWindowsMachine, type WindowsMachine } from '../../../support/windows-machine.ts';

// The real module, the real registry of a Windows, or that of Wine. On Windows it takes an administrator.

const key = 'HKLM\\Software\\Policies\\Borrow Desk';
/** What the MSI package was installed with. */
const keyOfPackage = 'HKLM\\Software\\Borrow Desk\\Policy';
const script = join(import.meta.dirname, '..', '..', '..', 'support', 'windows-policy.ts');

type Printed = {
  readonly names: readonly string[];
  readonly whyUnread: string | null;
  readonly checked: ReturnType<typeof checkPolicy>;
  readonly localData: string;
};

let windows: WindowsMachine;
beforeAll(async () => {
  windows = await openWindowsMachine();
});
afterAll(() => {
  // A key that is not there cannot be deleted.
  if (process.platform === 'win32')
    for (const each of [key, keyOfPackage])
      for (const command of ['add', 'delete']) windows.reg(command, each, '/f');
  windows.remove();
});

const read = (): Printed => JSON.parse(windows.node(script)) as Printed;
const add = (name: string, type: string, data: string, where = key): void =>
  windows.reg('add', where, '/v', name, '/t', type, '/d', data, '/f');

test(
  'the policy is read from the registry of Windows, with all kinds of values',
  { timeout: 300_000 },
  () => {
    const without = read();
    expect(without).toMatchObject({ names: [], whyUnread: null, checked: { values: {}, problems: [] } });
    add('DataFolder', 'REG_EXPAND_SZ', '%LocalAppData%\\Desk Bücherei');
    add('Language', 'REG_SZ', 'de');
    add('IdleLockMinutes', 'REG_DWORD', '10');
    add('RefusedSwitches', 'REG_MULTI_SZ', 'import\\0export');
    add('PrinterLabel', 'REG_SZ', 'Etiketten “2”');
    expect(read()).toMatchObject({
      whyUnread: null,
      checked: {
        values: {
          DataFolder: `${without.localData}\\Desk Bücherei`,
          Language: 'de',
          IdleLockMinutes: 10,
          RefusedSwitches: ['import', 'export'],
          PrinterLabel: 'Etiketten “2”',
        },
        problems: [],
      },
    });
    // Values of another type are ignored one by one.
    add('Language', 'REG_DWORD', '1');
    add('IdleLockMinutes', 'REG_QWORD', '10');
    add('PrinterLabel', 'REG_BINARY', 'ff00');
    add('RefusedSwitches', 'REG_SZ', 'import');
    const { checked } = read();
    expect(checked.values).toEqual({ DataFolder: `${without.localData}\\Desk Bücherei` });
    expect(checked.problems.map(({ words }) => words).toSorted()).toEqual([
      'IdleLockMinutes is not a whole number from 0 to 480 and was ignored',
      'Language is none of en, de, es and was ignored',
      'PrinterLabel is not a name of up to 256 characters and was ignored',
      'RefusedSwitches is not a list of names and was ignored',
    ]);
  },
);

test('Group Policy wins over what the MSI package was installed with', { timeout: 300_000 }, () => {
  windows.reg('add', key, '/f');
  windows.reg('delete', key, '/f');
  add('DataFolder', 'REG_SZ', 'D:\\Package', keyOfPackage);
  add('Language', 'REG_SZ', 'es', keyOfPackage);
  expect(read().checked.values).toEqual({ DataFolder: 'D:\\Package', Language: 'es' });
  add('datafolder', 'REG_SZ', 'D:\\Policy');
  expect(read().checked.values).toEqual({ DataFolder: 'D:\\Policy', Language: 'es' });
  windows.reg('delete', keyOfPackage, '/f');
});

test('the commands of the guide set what it says', { timeout: 300_000 }, () => {
  windows.reg('delete', key, '/f');
  const guide = readFileSync(join(projectFolder, 'resources/guides/policy.md'), 'utf8');
  const [, commands = ''] = /```bat\n(.*?)```/su.exec(guide) ?? [];
  for (const command of commands.trim().split('\n')) {
    const [program, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) =>
      // A batch file writes a per cent sign twice.
      (quoted ?? plain ?? '').replaceAll('%%', '%'),
    );
    expect(program).toBe('reg');
    windows.reg(...args);
  }
  const { checked, whyUnread } = read();
  expect(whyUnread).toBeNull();
  expect(checked).toEqual({
    values: {
      DataFolder: expect.stringMatching(/^C:\\.*\\Borrow Desk$/u) as string,
      IdleLockMinutes: 10,
      RefusedSwitches: ['export', 'import'],
    },
    problems: [],
  });
});
