import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkKeys } from '../../../electron/tooling/release/write-release.ts';
import { updateBuildOf } from '../../../electron/main/updates/build-facts.ts';

const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, key: String(publicKey.export({ format: 'jwk' }).x) };
};
const { privateKey, key } = newKey();
const other = newKey().key;

/** Whether a program with these keys looks for updates. */
const isUnderstood = (keys: readonly string[]): boolean =>
  updateBuildOf(JSON.stringify({ updates: { server: '', keys } })).keys.length > 0;

test('a key that no workstation knows is refused', () => {
  expect(() => checkKeys([key], privateKey)).not.toThrow();
  expect(() => checkKeys([other, key], privateKey)).not.toThrow();
  expect(() => checkKeys([other], privateKey)).toThrow(/updates\.keys/);
  for (const keys of [[key], [other, key]]) expect(isUnderstood(keys)).toBe(true);
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
])('keys with which a program would look for no updates are refused, signed or not: %#', (keys, said) => {
  expect(isUnderstood(keys)).toBe(false);
  for (const signsWith of [privateKey, null]) expect(() => checkKeys(keys, signsWith)).toThrow(said);
});

test('a build without keys may be released', () => {
  expect(() => checkKeys([], null)).not.toThrow();
});
