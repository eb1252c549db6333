import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readManagedPreferences } from '../../../../electron/main/app/policy/managed-preferences.ts';
import { readPolicyFile } from '../../../../electron/main/app/policy/policy-file.ts';
import { rawValueOf, readPolicySource } from '../../../../electron/main/app/policy/policy-source.ts';
import { checkPolicy } from '../../../../shared/domain/policy-checks.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, 'borrow-desk', 'policy.json');
  mkdirSync(join(folder, 'borrow-desk'), { mode: 0o755 });
});

const me = process.getuid?.() ?? 0;
const write = (text: string | Uint8Array, mode = 0o644): void => {
  writeFileSync(file, text);
  chmodSync(file, mode);
};
const source = (owner = me) =>
  readPolicySource('linux', {
    registry: () => ({ Wrong: 1 }),
    preferences: () => '{"Wrong": 1}',
    file: () => readPolicyFile(file, owner),
  });
const ignored = (whyUnread: string) => ({ raw: {}, whyUnread });
const notOwned = ignored('it or its folder is not owned by root, or others can write to it');

test('without a policy file nothing is set, and nothing is a problem', () => {
  expect(source()).toEqual({ raw: {}, whyUnread: null });
});

// Only Linux reads it, and only there do the modes of files mean something.
describe.runIf(process.platform === 'linux')('the policy file of Linux', () => {
  test('a policy file is read if only its owner can have written it', () => {
    write('{"Language": "de", "IdleLockMinutes": 5}');
    expect(source()).toEqual({ raw: { Language: 'de', IdleLockMinutes: 5 }, whyUnread: null });
    expect(rawValueOf(source(), 'LANGUAGE')).toBe('de');
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFF{\r\n"Language": "de"\r\n}\r\n')],
    ['UTF-16', Buffer.from('\uFEFF{\r\n"Language": "de"\r\n}\r\n', 'utf16le')],
  ])('a policy file that an editor of Windows saved in %s is read', (_, text) => {
    write(text);
    expect(source()).toEqual({ raw: { Language: 'de' }, whyUnread: null });
  });

  test('a policy file of somebody else is ignored', () => {
    write('{"Language": "de"}');
    expect(source(me + 1)).toEqual(notOwned);
  });

  test.each([0o666, 0o664, 0o646])(
    'a policy file with mode %o, which others can write to, is ignored',
    (mode) => {
      write('{"Language": "de"}', mode);
      expect(source()).toEqual(notOwned);
    },
  );

  test('a policy file in a folder that others can write to is ignored: they could have replaced it', () => {
    write('{"Language": "de"}');
    chmodSync(join(folder, 'borrow-desk'), 0o777);
    expect(source()).toEqual(notOwned);
  });

  test('a link to a file of somebody else is ignored', () => {
    writeFileSync(join(folder, 'elsewhere.json'), '{"Language": "de"}');
    chmodSync(join(folder, 'elsewhere.json'), 0o666);
    symlinkSync(join(folder, 'elsewhere.json'), file);
    expect(source()).toEqual(notOwned);
  });

  test('what is no policy is ignored, and its text is not repeated', () => {
    write('Reader, Ana');
    expect(source()).toEqual(ignored('it is not JSON'));
    write('["Reader, Ana"]');
    expect(source()).toEqual(ignored('it is not an object of names and values'));
    write(`"${' '.repeat(1_000_001)}"`);
    expect(source()).toEqual(ignored('it is larger than 1 MB'));
    rmSync(file);
    mkdirSync(file);
    expect(source()).toEqual(ignored('it is not a file'));
    rmSync(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    expect(source(), 'and the start does not wait for it').toEqual(ignored('it is not a file'));
  });
});

// Nobody has run it on a Mac: this takes the place of the converter of macOS, as its manual describes it.
const plutil = (xml: string, json: string) => {
  const asked: string[] = [];
  const inputs: (string | undefined)[] = [];
  const run = (tool: string, args: readonly string[], input?: string): string => {
    asked.push([tool, ...args].join(' '));
    inputs.push(input);
    if (args[1] === 'xml1') return xml;
    if (/<dat[ae]>/u.test(input ?? '')) throw new Error('invalid object in plist for destination format');
    return json;
  };
  const preferences = (): string | undefined => readManagedPreferences(file, run);
  const read = () =>
    readPolicySource('darwin', { registry: () => ({}), preferences, file: () => '{"Wrong": 1}' });
  return { asked, inputs, read };
};

test('managed preferences of macOS are converted by its own tool', () => {
  const { asked, read } = plutil('<dict/>', '{"Language":"es","RefusedSwitches":["export"]}');
  expect(read()).toEqual({ raw: {}, whyUnread: null });
  expect(asked).toEqual([]);
  write('bplist00');
  expect(read()).toEqual({ raw: { Language: 'es', RefusedSwitches: ['export'] }, whyUnread: null });
  expect(asked).toEqual([
    `/usr/bin/plutil -convert xml1 -o - ${file}`,
    '/usr/bin/plutil -convert json -o - -',
  ]);
});

test('managed preferences of macOS that cannot be examined count as a policy that cannot be read', () => {
  // Not even root can follow a link to itself.
  symlinkSync(file, file);
  expect(plutil('<dict/>', '{"Language":"es"}').read()).toEqual(
    ignored(expect.stringContaining('ELOOP') as string),
  );
});

test('of the preferences of macOS, only a value that JSON has no form for is ignored', () => {
  write('bplist00');
  const xml = (printer: string, address: string): string => `<plist version="1.0">
<dict>
\t<key>IdleLockMinutes</key>
\t<real>10</real>
\t<key>Language</key>
\t<string>es</string>
\t<key>Printer</key>
\t${printer}
\t<key>SupportAddress</key>
\t${address}
</dict>
</plist>
`;
  const { inputs, read } = plutil(
    xml('<data>\n\tYWJj\n\t</data>', '<date>2026-01-01T00:00:00Z</date>'),
    '{"IdleLockMinutes":10,"Language":"es","Printer":{},"SupportAddress":{}}',
  );
  const { raw, whyUnread } = read();
  expect(whyUnread).toBeNull();
  expect(inputs).toEqual([undefined, xml('<dict/>', '<dict/>')]);
  const policy = checkPolicy(raw, { isWindows: false, variables: {}, switches: [] });
  expect(policy.values).toEqual({ IdleLockMinutes: 10, Language: 'es' });
  expect(policy.problems).toHaveLength(2);
});

test('a registry that cannot be read is ignored and named', () => {
  const registry = (): never => {
    throw new Error('RegOpenKeyExW: 5');
  };
  expect(
    readPolicySource('win32', { registry, preferences: () => undefined, file: () => undefined }),
  ).toEqual(ignored('RegOpenKeyExW: 5'));
});

test.runIf(process.platform !== 'win32')('the module for the registry is loaded on Windows alone', () => {
  readPolicySource();
  readPolicySource('darwin');
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((path) => path.includes('native-reg'))).toEqual([]);
  // With the system's own readers: it has no binary here.
  expect(readPolicySource('win32')).toMatchObject({
    raw: {},
    whyUnread: expect.stringMatching(/./u),
  });
});
