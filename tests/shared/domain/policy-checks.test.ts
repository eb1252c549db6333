import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPolicy } from '../../../shared/domain/policy-checks.ts';
import { policyEntries, type PolicyName } from '../../../shared/domain/policy-values.ts';
import { checkProperty } from '../../support/check-property.ts';

const known = {
  isWindows: true,
  variables: { LOCALAPPDATA: 'C:\\Users\\ana\\AppData\\Local', HOME: '/home/ana', EMPTY: '' },
  switches: ['import', 'export', 'demo', 'minimised', 'quit'],
};
/** What the support report says. */
const said = ({ values, problems }: ReturnType<typeof checkPolicy>) => ({
  values,
  problems: problems.map(({ words }) => words),
});
const onLinux = { ...known, isWindows: false };

/** Good values of each kind, with what the program makes of them, and bad ones. */
const cases: Readonly<
  Record<
    string,
    { readonly good: readonly (readonly [unknown, unknown])[]; readonly bad: readonly unknown[] }
  >
> = {
  folder: {
    good: [
      ['D:\\Borrow Desk', 'D:\\Borrow Desk'],
      ['%LOCALAPPDATA%\\Desk Bücherei', 'C:\\Users\\ana\\AppData\\Local\\Desk Bücherei'],
      ['%LocalAppData%\\x', 'C:\\Users\\ana\\AppData\\Local\\x'],
      ['\\\\server\\share\\desks', '\\\\server\\share\\desks'],
    ],
    bad: [
      '',
      'folder',
      '..\\up',
      '%NOWHERE%\\x',
      '%EMPTY%\\x',
      'C:relative',
      '/unix',
      'C:\\a\nb',
      'C:\\100%',
      7,
      null,
      ['C:\\'],
    ],
  },
  // Good ones are each value's own.
  choice: { good: [], bad: ['', 'fr', 'DE', 'toString', '__proto__', 1, null] },
  number: {
    good: [
      [0, 0],
      [480, 480],
    ],
    bad: [-1, 481, 1.5, '10', Number.NaN, null, true],
  },
  printer: {
    good: [
      ['Zettel 1', 'Zettel 1'],
      ['pdf', 'pdf'],
    ],
    bad: ['', '   ', 'x'.repeat(257), 'a\tb', 7, null],
  },
  switches: {
    good: [
      [
        ['export', '--import', 'export'],
        ['export', 'import'],
      ],
      [[], []],
    ],
    bad: ['export', 7, null, { 0: 'export' }],
  },
  text: {
    good: [[' help@library.example ', 'help@library.example']],
    bad: ['', 'x'.repeat(501), 'a\nb', 7, null],
  },
};
const server: (typeof cases)[string] = {
  good: [
    [' https://updates.library.example/desk ', 'https://updates.library.example/desk'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ],
  bad: [
    'http://updates.library.example',
    'updates.library.example',
    'https://host:99999',
    'file:///srv',
    '',
    7,
  ],
};

test.each(policyEntries.map(([name, facts]) => ({ name, facts })))(
  '$name takes good values, and each bad one is named without being repeated, and not used',
  ({ name, facts }) => {
    const isServer = facts.kind === 'text' && facts.isServer === true;
    const { good: ofKind, bad } = (isServer ? server : cases[facts.kind]) ?? { good: [], bad: [] };
    const own = facts.kind === 'choice' ? Object.keys(facts.choices).map((choice) => [choice, choice]) : [];
    const good = [...ofKind, ...own];
    expect(good.length).toBeGreaterThan(0);
    for (const [given, made] of good)
      expect(checkPolicy({ [name]: given }, known)).toEqual({ values: { [name]: made }, problems: [] });
    for (const given of bad) {
      const { values, problems } = said(checkPolicy({ [name]: given }, known));
      expect(values, JSON.stringify(given)).toEqual({});
      const end = isServer ? ', so the program does not check for updates' : ' and was ignored';
      expect(problems, JSON.stringify(given)).toEqual([
        expect.stringMatching(new RegExp(`^${name} .*${end}$`, 'u')),
      ]);
      if (typeof given === 'string' && given.trim().length > 3) expect(problems[0]).not.toContain(given);
    }
  },
);

test('a bad value leaves the others in force', () => {
  const raw = {
    Language: 'de',
    IdleLockMinutes: '5',
    SupportAddress: 'Extension 4711',
    RefusedSwitches: ['demo', 'Reader, A.', 'export'],
  };
  const { values, problems } = said(checkPolicy(raw, known));
  expect(values).toEqual({
    Language: 'de',
    SupportAddress: 'Extension 4711',
    RefusedSwitches: ['demo', 'export'],
  });
  expect(problems).toEqual([
    'IdleLockMinutes is not a whole number from 0 to 480 and was ignored',
    'RefusedSwitches has no switch that can be refused in line 2 and was ignored',
  ]);
});

test.each(['--quit', 'minimised'])(
  '%s cannot be refused: installers and the start with the session need it',
  (name) => {
    expect(said(checkPolicy({ RefusedSwitches: [name, 'export'] }, known))).toEqual({
      values: { RefusedSwitches: ['export'] },
      problems: ['RefusedSwitches has no switch that can be refused in line 1 and was ignored'],
    });
  },
);

test('names are case-insensitive, and unknown names are told only if they are written like those of the policy', () => {
  expect(checkPolicy({ LANGUAGE: 'es' }, known).values).toEqual({ Language: 'es' });
  expect(said(checkPolicy({ IdleLock: 5, 'Reader, Ana P1000001': 1 }, known)).problems).toEqual([
    'IdleLock is no value of the policy and was ignored',
    'A value with another name is no value of the policy and was ignored',
  ]);
});

test('elsewhere than on Windows a folder begins with a slash', () => {
  expect(checkPolicy({ DataFolder: '%HOME%/desk' }, onLinux).values).toEqual({
    DataFolder: '/home/ana/desk',
  });
  expect(checkPolicy({ DataFolder: 'C:\\desk' }, onLinux).values).toEqual({});
});

test('a printer for one kind of slip cannot be the default printer, which is the printer for all', () => {
  expect(said(checkPolicy({ Printer: 'system', PrinterReturn: 'system' }, known))).toEqual({
    values: { Printer: 'system' },
    problems: ['PrinterReturn is system, which is for Printer alone, and was ignored'],
  });
});

test('whatever is set, checking never throws, and keeps only known names', () => {
  const names = policyEntries.map(([name]) => name);
  const name = fc.oneof(fc.constantFrom<string>(...names), fc.string());
  checkProperty(
    fc.property(fc.dictionary(name, fc.anything()), (raw) => {
      const { values, problems } = said(checkPolicy(raw, known));
      for (const one of Object.keys(values)) expect(names).toContain(one as PolicyName);
      for (const problem of problems)
        expect(problem).toMatch(/(?:and was ignored|does not check for updates)$/u);
    }),
  );
});
