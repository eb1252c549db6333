import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import type { Target } from '../packaging/targets.ts';
import { usualChannel } from '../../../shared/domain/update-server.ts';
import { signUpdate, type SignedFile } from '../updates/sign-update.ts';

/** A file of a release that is installed, and what it is for. */
export type Made = {
  /** Absolute path. */
  readonly file: string;
  readonly target: Target;
};

/** Formats that electron-updater can install. MSI packages are updated by IT. */
const updatable = /(?:-setup(?:-unsigned)?\.exe|\.deb|\.zip|\.dmg)$/;

/** The file in which electron-updater looks for the newest version. */
const channelFile = ({ platform, arch }: Target): string => {
  switch (platform) {
    case 'win32':
      return `${usualChannel}.yml`;
    case 'darwin':
      return `${usualChannel}-mac.yml`;
    case 'linux':
      return arch === 'x64' ? `${usualChannel}-linux.yml` : `${usualChannel}-linux-${arch}.yml`;
  }
};

type Listed = SignedFile & { readonly url: string };

// As electron-builder writes it, with our signature beside each hash. JSON's strings are strings in YAML, too.
const asYaml = (version: string, releaseDate: string, files: readonly Listed[]): string => {
  const [first] = files;
  return [
    `version: ${JSON.stringify(version)}`,
    'files:',
    ...files.flatMap(({ url, sha512, size, signature }) => [
      `  - url: ${JSON.stringify(url)}`,
      `    sha512: ${JSON.stringify(sha512)}`,
      `    size: ${String(size)}`,
      `    signature: ${JSON.stringify(signature)}`,
    ]),
    `path: ${JSON.stringify(first?.url)}`,
    `sha512: ${JSON.stringify(first?.sha512)}`,
    `releaseDate: ${JSON.stringify(releaseDate)}`,
    '',
  ].join('\n');
};

type Updates = {
  readonly made: readonly Made[];
  readonly version: string;
  /** ISO 8601. */
  readonly releaseDate: string;
  readonly privateKey: KeyObject;
};

/** Signs the updates of a release. @returns the files for the update server, by name */
export async function updateFiles({
  made,
  version,
  releaseDate,
  privateKey,
}: Updates): Promise<ReadonlyMap<string, string>> {
  const byChannel = new Map<string, Listed[]>();
  for (const { file, target } of made.filter(({ file: each }) => updatable.test(each))) {
    const platform = `${target.platform}-${target.arch}`;
    const signed = await signUpdate(file, version, platform, privateKey);
    const name = channelFile(target);
    byChannel.set(name, [...(byChannel.get(name) ?? []), { ...signed, url: basename(file) }]);
  }
  return new Map([...byChannel].map(([name, files]) => [name, asYaml(version, releaseDate, files)]));
}
