import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const checkout = join(import.meta.dirname, '../..');

/**
 * Returns the folder with the schemas and samples of a standard; null if it is not here, which a line says. They are not ours to copy: they
 * stand beside the checkout, in `shared` of a folder above it.
 */
export const findOfficial = (standard: 'iso18626' | 'ncip'): string | null => {
  for (let folder = dirname(checkout); folder !== dirname(folder); folder = dirname(folder)) {
    const official = join(folder, 'shared', standard);
    if (existsSync(join(official, 'xsd'))) return official;
  }
  process.stderr.write(
    `shared/${standard} is not beside the checkout: messages are not validated by schemas.\n`,
  );
  return null;
};

/** Returns what xmllint says against messages by a schema; empty if all are valid, or if there is no schema. */
export const faultsBy = (schema: string | null, messages: readonly string[]): string => {
  if (schema === null) return '';
  const folder = mkdtempSync(join(tmpdir(), 'by-schema-'));
  const files = messages.map((xml, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, xml);
    return file;
  });
  try {
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

/** A sample of others. */
export type Sample = { readonly name: string; readonly bytes: Uint8Array };

/** Returns the samples in a folder. */
export const samplesIn = (folder: string): readonly Sample[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
