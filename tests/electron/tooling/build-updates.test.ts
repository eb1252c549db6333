import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { packProgram } from '../../../electron/tooling/packaging/pack-program.ts';
import { checkSigningKey, checkUpdates } from '../../../electron/tooling/updates/build-updates.ts';
import { serverOf, updateBuildOf } from '../../../electron/main/updates/build-facts.ts';

const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, key: String(publicKey.export({ format: 'jwk' }).x) };
};
const { privateKey, key } = newKey();
const other = newKey().key;

/** Whether a program with these keys looks for updates. */
const isUnderstood = (keys: readonly string[]): boolean =>
  updateBuildOf(JSON.stringify({ updates: { server: '', keys } })).keys.length > 0;

test('a key that no workstation knows signs no update', () => {
  for (const keys of [[key], [other, key]]) {
    expect(() => checkSigningKey(keys, privateKey)).not.toThrow();
    expect(isUnderstood(keys)).toBe(true);
  }
  expect(() => checkSigningKey([other], privateKey)).toThrow(/updates\.keys/);
});

test.each([
  [
    [key, other, newKey().key],
    '"updates.keys" of package.json has 3 public keys; a build can have at most 2.',
  ],
  [
    [key, `${other}=`],
    'Public key 2 in "updates.keys" of package.json is not as npm run update-key prints it.',
  ],
])('keys with which a program would look for no updates are refused: %#', (keys, said) => {
  expect(isUnderstood(keys)).toBe(false);
  expect(() => checkUpdates({ server: '', keys })).toThrow(said);
});

test.each([
  'updates.library.example',
  'http://updates.library.example',
  'https://updates.library.example:99999',
  'https://[updates]/',
])('a server that the program would not ask is refused: %s', (server) => {
  expect(serverOf({ values: {}, problems: [], whyUnread: null }, server).address).toBeNull();
  expect(() => checkUpdates({ server, keys: [key] })).toThrow('"updates.server" of package.json');
});

test('a build may have no keys and no server, or a server that the program asks', () => {
  for (const server of ['', 'https://updates.library.example/desk', 'http://127.0.0.1:8080/'])
    expect(() => checkUpdates({ server, keys: [] })).not.toThrow();
});

test('no package is made with a server that the program would not ask', async () => {
  await expect(
    packProgram({
      target: { platform: 'linux', arch: 'x64' },
      output: '/nowhere',
      carried: null,
      updates: { server: 'http://updates.library.example', key },
    }),
  ).rejects.toThrow('"updates.server" of package.json');
});
