import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Checkout, WholeRun } from '../testing/whole-run.ts';
import { billOfMaterials, npmBill, type Archived } from './bill-of-materials.ts';
import { isUnsigned, lacksTimestamp, releaseNotes, type Section } from './notes.ts';
import { updateFiles, type Made } from './update-files.ts';

type Release = {
  readonly version: string;
  readonly checkout: Checkout;
  readonly section: Section;
  readonly runs: readonly (WholeRun & { readonly command: string })[];
  readonly isTrial: boolean;
  readonly made: readonly Made[];
  /** What is in the archives of the packages that were made here. */
  readonly archived: readonly Archived[];
  /** What Vite has bundled (`bundledPackages`). */
  readonly bundled: readonly string[];
  /** Signs the updates; null: there are none. */
  readonly privateKey: KeyObject | null;
  /** Whether a time server confirmed the signatures for Windows. */
  readonly hasTimestamp: boolean;
  /** The folder in which the folder of the release is made. */
  readonly output: string;
};

/** The name of a release says what it lacks. */
const nameOf = ({ version, isTrial, made, archived, privateKey, hasTimestamp }: Release): string =>
  [
    `Borrow-Desk-${version}`,
    isTrial ? '-trial' : '',
    made.some(({ file }) => isUnsigned(file)) ? '-unsigned' : '',
    lacksTimestamp({ made, hasTimestamp }) ? '-no-timestamp' : '',
    privateKey === null ? '-no-updates' : '',
    archived.some(({ isSupported }) => !isSupported) ? '-old-electron' : '',
  ].join('');

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/**
 * Moves the packages into a folder of their own and writes what belongs to them: `latest*.yml` with the signatures of updates, bill of
 * materials, notes, checksums. Of the same packages these are the same each time.
 *
 * @returns the folder
 * @throws if npm does not know a package that is in the program
 */
export async function writeRelease(release: Release): Promise<string> {
  const { version, checkout, made, archived, bundled, privateKey, output } = release;
  const folder = join(output, nameOf(release));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const here = made.map((each) => ({ ...each, file: join(folder, basename(each.file)) }));
  for (const [index, { file }] of made.entries()) await rename(file, here[index]?.file ?? '');
  const electrons = new Map(archived.map((each) => [each.electronVersion, each.isSupported]));
  const releaseDate = new Date(checkout.committedAtS * 1000).toISOString();
  const bill = billOfMaterials({
    npm: npmBill(),
    version,
    ...checkout,
    packages: [...new Set([...bundled, ...archived.flatMap(({ packages }) => packages)])].sort(),
    electronVersions: [...electrons.keys()].sort(),
  });
  const notes = releaseNotes({
    ...release,
    made: here,
    hasUpdates: privateKey !== null,
    electrons: [...electrons].map(([each, isSupported]) => ({ version: each, isSupported })),
  });
  const updates =
    privateKey === null
      ? new Map<string, string>()
      : await updateFiles({ made: here, version, releaseDate, privateKey });
  const texts = new Map([
    ...updates,
    [`Borrow-Desk-${version}.cdx.json`, `${JSON.stringify(bill, null, 2)}\n`],
    ['NOTES.markdown', notes],
  ]);
  for (const [name, text] of texts) await writeFile(join(folder, name), text);
  const names = (await readdir(folder)).sort();
  const sums: string[] = [];
  for (const name of names) sums.push(`${await sha256Of(join(folder, name))}  ${name}\n`);
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));
  return folder;
}
