import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isFileOf, judgeOffer, type Installed, type Offer } from '../../../electron/main/updates/verify.ts';
import { makeUpdateKey } from '../../../electron/tooling/updates/make-key.ts';
import { readPrivateKey, signUpdate } from '../../../electron/tooling/updates/sign-update.ts';
import { signedText } from '../../../shared/domain/update-signature.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Signed = {
  readonly file: string;
  readonly offer: Offer;
  readonly key: KeyObject;
  readonly here: Installed;
};

/** A file of version 0.1.1 for Windows, signed with the second of the two keys that version 0.1.0 knows. */
const signedFile = async (): Promise<Signed> => {
  const folder = temporaryFolder();
  const file = join(folder, 'setup.exe');
  writeFileSync(file, Buffer.alloc(100_000, 'installer'));
  const keys = await Promise.all(['old.pem', 'new.pem'].map((name) => makeUpdateKey(join(folder, name))));
  const key = await readPrivateKey(join(folder, 'new.pem'));
  const offer = { version: '0.1.1', ...(await signUpdate(file, '0.1.1', 'win32-x64', key)) };
  return { file, offer, key, here: { version: '0.1.0', platform: 'win32-x64', keys } };
};

test('an update that a key of this build signed is taken, whichever of its keys it is', async () => {
  const { offer, here, file } = await signedFile();
  expect(judgeOffer(offer, here)).toBe('newer');
  expect(judgeOffer(offer, { ...here, keys: here.keys.toReversed() })).toBe('newer');
  expect(await isFileOf(file, offer)).toBe(true);
});

test('an update that no key of this build signed is refused, and so is every update of a build without keys', async () => {
  const { offer, here } = await signedFile();
  const other = await signedFile();
  expect(judgeOffer(other.offer, here)).toBe('unsigned');
  expect(judgeOffer(offer, { ...here, keys: here.keys.slice(0, 1) })).toBe('unsigned');
  expect(judgeOffer(offer, { ...here, keys: [] })).toBe('unsigned');
  expect(judgeOffer(offer, { ...here, keys: ['', 'no key', other.offer.signature] })).toBe('unsigned');
});

test.each<[string, Partial<Offer>]>([
  ['another version', { version: '0.1.2' }],
  ['a version with a line break', { version: '0.1.1\n' }],
  ['the checksum of another file', { sha512: Buffer.alloc(64).toString('base64') }],
  ['no signature', { signature: '' }],
  ['a signature that is none', { signature: 'none' }],
])('refused: a signed update with %s', async (_name, change) => {
  const { offer, here } = await signedFile();
  expect(judgeOffer({ ...offer, ...change }, here)).toBe('unsigned');
});

test('the signed file of another platform is refused', async () => {
  const { offer, here } = await signedFile();
  for (const platform of ['win32-arm64', 'linux-x64', ''])
    expect(judgeOffer(offer, { ...here, platform })).toBe('unsigned');
});

test('a signed version is not installed over itself or a later one', async () => {
  const { offer, here } = await signedFile();
  expect(judgeOffer(offer, { ...here, version: '0.1.1' })).toBe('same');
  for (const version of ['0.1.2-beta.1', '0.1.2', '0.2.0', '1.0.0'])
    expect(judgeOffer(offer, { ...here, version })).toBe('older');
});

test('a file with one changed byte is another file, and so is a longer or a shorter one', async () => {
  const { file, offer } = await signedFile();
  const bytes = readFileSync(file);
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(99_999) ^ 1, 99_999);
  for (const wrong of [changed, bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.alloc(1)])]) {
    writeFileSync(file, wrong);
    expect(await isFileOf(file, offer)).toBe(false);
  }
});

test('a new key goes to a file of its own that only its owner can read, and replaces no other', async () => {
  const file = join(temporaryFolder(), 'update-key.pem');
  const printed = await makeUpdateKey(file);
  expect(printed).toBe(createPublicKey(await readPrivateKey(file)).export({ format: 'jwk' }).x);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(makeUpdateKey(file)).rejects.toThrow('EEXIST');
  expect(createPublicKey(await readPrivateKey(file)).export({ format: 'jwk' }).x).toBe(printed);
});

test('the guide says what is signed, and what a list has', () => {
  const guide = readFileSync(join(projectFolder, 'resources/guides/updates.md'), 'utf8');
  const [first = ''] = signedText({ version: '0.1.1', platform: 'win32-x64', sha512: 'x' }).split('\n');
  for (const part of [first, 'sha512:', 'size:', 'signature:', 'npm run update-key'])
    expect(guide).toContain(part);
});

test('another kind of key signs nothing', async () => {
  const file = join(temporaryFolder(), 'rsa.pem');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await expect(readPrivateKey(file)).rejects.toThrow('Ed25519');
});
