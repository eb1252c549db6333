import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';

const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * Unpacks a zip file, one entry after the other, with file modes and symbolic links kept.
 *
 * @param file the archive
 * @param folder where to unpack; made when missing
 * @param rename from a name in the archive to a path below `folder`, or null to leave that entry out
 * @throws when the archive is damaged or names a path outside the folder (yauzl refuses `..` and absolute names)
 */
export async function unzip(
  file: string,
  folder: string,
  rename: (name: string) => string | null,
): Promise<void> {
  const zip = await openPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const name = rename(entry.fileName);
    if (name !== null) await writeEntry(zip, entry, join(folder, name));
  }
}

async function writeEntry(zip: ZipFile, entry: Entry, target: string): Promise<void> {
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  // The upper half holds the Unix mode when the archive was made on Unix.
  const mode = entry.externalFileAttributes >>> 16;
  const content = await zip.openReadStreamPromise(entry);
  if ((mode & fileTypeMask) === symbolicLink) {
    await symlink(await text(content), target);
    return;
  }
  await pipeline(content, createWriteStream(target));
  if (mode !== 0) await chmod(target, mode & 0o777);
}
