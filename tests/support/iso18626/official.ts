import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { IsoVersion } from '../../../shared/domain/partner-profile.ts';

const checkout = join(import.meta.dirname, '../../..');

/** The schemas and samples of others are not ours to copy: they stand beside the checkout, in `shared/iso18626` of a folder above it. */
const findOfficial = (): string | null => {
  for (let folder = dirname(checkout); folder !== dirname(folder); folder = dirname(folder)) {
    const official = join(folder, 'shared/iso18626');
    if (existsSync(join(official, 'xsd'))) return official;
  }
  return null;
};
const official = findOfficial();

/** Whether the official schemas and samples are here. Without them only our own files are compared, and a line says so. */
export const hasOfficial = official !== null;
if (!hasOfficial)
  process.stderr.write(
    'shared/iso18626 is not beside the checkout: messages are not validated by schemas.\n',
  );

const schemas = { '1.2': 'ISO-18626-v1_2.xsd', '2021-2': 'ISO-18626-2021-2.xsd' } as const;

/** Returns what xmllint says against messages by the schema of a version; empty if all are valid. */
export const faultsBySchema = (messages: readonly string[], version: IsoVersion): string => {
  if (official === null) return '';
  const folder = mkdtempSync(join(tmpdir(), 'iso18626-'));
  const files = messages.map((xml, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, xml);
    return file;
  });
  try {
    const schema = join(official, 'xsd', schemas[version]);
    execFileSync('xmllint', ['--noout', '--schema', schema, ...files], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return '';
  } catch (error) {
    const { stderr } = error as { readonly stderr?: Buffer };
    if (stderr === undefined) throw error;
    return stderr
      .toString()
      .split('\n')
      .filter((line) => !line.endsWith(' validates'))
      .slice(0, 12)
      .join('\n');
  }
};

/** The samples of others, by folder and name. */
export const officialSamples = (): readonly { readonly name: string; readonly bytes: Uint8Array }[] =>
  official === null
    ? []
    : ['oclc-circill', 'mod-rs'].flatMap((origin) =>
        readdirSync(join(official, 'samples', origin))
          .filter((name) => name.endsWith('.xml'))
          .map((name) => ({
            name: `${origin}/${name}`,
            bytes: readFileSync(join(official, 'samples', origin, name)),
          })),
      );
