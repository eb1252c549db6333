import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { capture } from '../lib/processes.ts';

export type PinnedPackage = {
  readonly name: string;
  readonly version: string;
  /** As npm writes it: `sha512-` and base64. */
  readonly integrity: string;
};

async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Fetches one package from the npm registry that npm is configured for, and unpacks it.
 *
 * @param pinned name, version and integrity; a package with another content is refused
 * @param folder an existing folder for the archive and its content
 * @returns the folder that holds the package's files
 * @throws when it cannot be fetched, differs from the pinned one, or cannot be unpacked
 */
export async function fetchPackage(pinned: PinnedPackage, folder: string): Promise<string> {
  const wanted = `${pinned.name}@${pinned.version}`;
  const packed = capture(
    'npm',
    ['pack', wanted, '--json', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: folder,
    },
  );
  if (packed.code !== 0) throw new Error(`npm could not fetch ${wanted}: ${packed.stderr.trim()}`);
  const archive = join(folder, archiveName(packed.stdout, wanted));
  const integrity = await sha512Of(archive);
  if (integrity !== pinned.integrity) {
    throw new Error(
      `${wanted} is not the package that was pinned: expected ${pinned.integrity}, got ${integrity}`,
    );
  }
  const unpacked = capture('tar', ['-xzf', archive, '-C', folder]);
  if (unpacked.code !== 0) throw new Error(`${wanted} could not be unpacked: ${unpacked.stderr.trim()}`);
  return join(folder, 'package');
}

function archiveName(json: string, wanted: string): string {
  const [first] = JSON.parse(json) as readonly { readonly filename: string }[];
  if (first === undefined) throw new Error(`npm packed nothing for ${wanted}`);
  return first.filename;
}
