import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultOfLook } from '../../../electron/main/updates/look-fault.ts';
import { openUpdateSource, type UpdateSource } from '../../../electron/main/updates/update-source.ts';
import { makeUpdateKey } from '../../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../../electron/tooling/updates/sign-update.ts';
import { onSmallDisk } from '../db/small-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { NodeExecutor } from '../../support/updates/node-executor.ts';
import { release, startUpdateServer, type UpdateServer } from '../../support/updates/update-server.ts';

const list = { win32: 'latest.yml', linux: 'latest-linux.yml', darwin: 'latest-mac.yml' }[
  process.platform as 'win32' | 'linux' | 'darwin'
];
const platform = `${process.platform}-${process.arch}`;

let server: UpdateServer;
let folder: string;
beforeEach(async () => {
  server = await startUpdateServer();
  folder = temporaryFolder();
});
afterEach(() => server.stop());

const sourceOf = (
  version = '0.1.0',
  place = join(folder, 'updates'),
  more: { readonly downloadLimitMs?: number } = {},
): UpdateSource =>
  openUpdateSource({
    server: server.url,
    channel: 'latest',
    version,
    folder: place,
    executor: new NodeExecutor(),
    ...more,
  });

const published = async (version: string, more: { readonly stagingPercentage?: number } = {}) => {
  const [file, key] = [join(folder, `setup-${version}.exe`), join(folder, 'key.pem')];
  writeFileSync(file, Buffer.alloc(3_000_000, version));
  if (!existsSync(key)) await makeUpdateKey(key);
  await release(server, list, {
    version,
    files: [[file, platform]],
    key: await readPrivateKey(key),
    ...more,
  });
  return file;
};

test('a newer version is found and downloaded, once', async () => {
  const file = await published('0.1.1');
  const source = sourceOf();
  const [offer] = await source.look();
  expect(offer).toMatchObject({ version: '0.1.1', size: 3_000_000 });
  const downloaded = await source.download(offer!);
  expect(readFileSync(downloaded).equals(readFileSync(file))).toBe(true);
  // A later start finds it in the folder.
  const again = sourceOf();
  expect(await again.download((await again.look())[0]!)).toBe(downloaded);
  expect(server.asked.filter((name) => name.endsWith('.exe'))).toHaveLength(1);
  await source.clear();
  expect(existsSync(downloaded)).toBe(false);
});

test('this version is nothing new, and an older one is reported as what it is', async () => {
  await published('0.1.1');
  expect(await sourceOf('0.1.1').look()).toEqual([]);
  expect(await sourceOf('0.2.0').look()).toMatchObject([{ version: '0.1.1' }]);
});

test('a staged version is for about as many workstations as the server says: always the same ones, and more when the number is raised', async () => {
  const desks = Array.from({ length: 200 }, (_, n) => join(folder, `desk-${n}`));
  const reached = async (stagingPercentage: number): Promise<readonly string[]> => {
    await published('0.1.1', { stagingPercentage });
    const looks = desks.map(async (place) =>
      (await sourceOf('0.1.0', place).look()).length > 0 ? [place] : [],
    );
    return (await Promise.all(looks)).flat();
  };
  expect(await reached(0)).toEqual([]);
  const first = await reached(20);
  // 40 are expected. Each workstation draws its number: fewer than 12 or more than 75 come in less than one of a million runs.
  expect(first.length).toBeGreaterThanOrEqual(12);
  expect(first.length).toBeLessThanOrEqual(75);
  expect(await reached(20)).toEqual(first);
  const more = await reached(60);
  expect(more).toEqual(expect.arrayContaining([...first]));
  expect(more.length).toBeGreaterThanOrEqual(80);
  expect(more.length).toBeLessThanOrEqual(155);
  expect(await reached(100)).toEqual(desks);
});

test('a cut connection leaves nothing behind that could be taken for the file, and the next attempt succeeds', async () => {
  await published('0.1.1');
  const source = sourceOf();
  const [offer] = await source.look();
  server.behave('cut');
  await expect(source.download(offer!)).rejects.toThrow(/./u);
  const left = readdirSync(join(folder, 'updates'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.exe'))).toEqual([]);
  server.behave('whole');
  expect(readFileSync(await source.download(offer!))).toHaveLength(3_000_000);
});

test.each([
  ['sends more than it announced', 'endless', {}, 'larger than announced'],
  ['takes too long', 'slow', { downloadLimitMs: 300 }, 'too slow'],
] as const)('a server that %s is cut off, and leaves no file', async (_name, manner, more, message) => {
  await published('0.1.1');
  const source = sourceOf('0.1.0', join(folder, 'updates'), more);
  const [offer] = await source.look();
  server.behave(manner);
  await expect(source.download(offer!)).rejects.toThrow(message);
  const left = readdirSync(join(folder, 'updates'), { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.endsWith('.exe'))).toEqual([]);
  server.behave('whole');
  expect(readFileSync(await source.download(offer!))).toHaveLength(3_000_000);
});

test('a file with one changed byte is refused when it is downloaded', async () => {
  const file = await published('0.1.1');
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(1_000) ^ 1, 1_000);
  server.put('setup-0.1.1.exe', bytes);
  const source = sourceOf();
  const [offer] = await source.look();
  await expect(source.download(offer!)).rejects.toThrow('checksum mismatch');
});

test.each([
  ['is away', () => server.behave('away'), /./u],
  ['has no list', () => undefined, 'Cannot find channel'],
  ['sends a page instead', () => server.put(list, '<html>Sign in to the network</html>'), /./u],
  [
    'sends a list without checksums',
    () => server.put(list, '{"version": "9.0.0", "files": [{"url": "x.exe"}]}'),
    /./u,
  ],
])('a server that %s is a failure', async (_name, prepare, message) => {
  prepare();
  await expect(sourceOf().look()).rejects.toThrow(message);
});

test.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['net::ERR_CERT_DATE_INVALID', 'certificate'],
  ['net::ERR_NAME_NOT_RESOLVED', 'no-answer'],
  ['net::ERR_INTERNET_DISCONNECTED', 'no-answer'],
])('%s of the network of Electron is the fault %s', (message, fault) => {
  expect(faultOfLook(new Error(message))).toBe(fault);
});

test.runIf(onSmallDisk.isPossible)(
  'a full disk is a failure with its code, and leaves room again',
  async () => {
    await published('0.1.1');
    const disk = onSmallDisk.mount(1);
    const source = sourceOf('0.1.0', join(disk, 'updates'));
    const [offer] = await source.look();
    await expect(source.download(offer!)).rejects.toMatchObject({ code: 'ENOSPC' });
    const left = readdirSync(disk, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.exe'))).toEqual([]);
  },
);
