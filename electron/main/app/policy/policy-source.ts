import type { RawPolicy } from '../../../../shared/domain/policy-checks.ts';
import { readManagedPreferences } from './managed-preferences.ts';
import { readPolicyFile } from './policy-file.ts';
import { readRegistry } from './registry.ts';

// Read before any words are loaded, because the policy can set the language: this and its imports contain no words.

/** The unchecked values of a computer, and in English why there are none although there is a policy; else null. */
export type PolicySource = { readonly raw: RawPolicy; readonly whyUnread: string | null };

/** How each system's policy is read; tests replace them. */
type Readers = {
  readonly registry: () => RawPolicy;
  readonly preferences: () => string | undefined;
  readonly file: () => string | undefined;
};

const systemReaders: Readers = {
  registry: readRegistry,
  preferences: readManagedPreferences,
  file: readPolicyFile,
};

const objectIn = (text: string | undefined): RawPolicy => {
  if (text === undefined) return {};
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null || Array.isArray(found))
    throw new Error('it is not an object of names and values');
  return found as RawPolicy;
};

/** Reads the policy of this computer, wherever its system keeps it. A policy that cannot be read is ignored and named. */
export const readPolicySource = (
  platform: NodeJS.Platform = process.platform,
  readers: Readers = systemReaders,
): PolicySource => {
  try {
    switch (platform) {
      case 'win32':
        return { raw: readers.registry(), whyUnread: null };
      case 'darwin':
        return { raw: objectIn(readers.preferences()), whyUnread: null };
      default:
        return { raw: objectIn(readers.file()), whyUnread: null };
    }
  } catch (error) {
    // What a parser says quotes the file.
    const why = error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : '';
    return { raw: {}, whyUnread: why };
  }
};

/** Returns an unchecked value by its name, which is case-insensitive as in the registry. */
export const rawValueOf = ({ raw }: PolicySource, name: string): unknown =>
  Object.entries(raw).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];

let known: PolicySource | undefined;

/** Returns the policy of this computer as it was when the program started. */
export const policySource = (): PolicySource => (known ??= readPolicySource());
