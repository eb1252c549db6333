import { createRequire } from 'node:module';
import type * as Registry from 'native-reg';
import type { RawPolicy } from '../../../../shared/domain/policy-checks.ts';

/**
 * The keys of HKEY_LOCAL_MACHINE, where standard users cannot write: what the MSI package was installed with, and what Group Policy and
 * management software say. The later wins.
 */
const keys = ['Software\\Borrow Desk\\Policy', 'Software\\Policies\\Borrow Desk'];

/** @returns null for a type that the module does not know, so that the value is ignored like any other wrong one. */
const valueOf = (registry: typeof Registry, opened: Registry.HKEY, name: string): unknown => {
  try {
    return registry.parseValue(registry.queryValueRaw(opened, name));
  } catch {
    return null;
  }
};

const valuesIn = (registry: typeof Registry, key: string): readonly (readonly [string, unknown])[] => {
  const opened = registry.openKey(registry.HKLM, key, registry.Access.READ);
  if (opened === null) return [];
  try {
    return registry.enumValueNames(opened).map((name) => [name, valueOf(registry, opened, name)]);
  } finally {
    registry.closeKey(opened);
  }
};

/**
 * Reads the policy from the registry of Windows. Its module is loaded here, because it has no binary for other systems.
 * @returns the values as they are; REG_EXPAND_SZ is not expanded.
 */
export const readRegistry = (): RawPolicy => {
  const registry = createRequire(import.meta.url)('native-reg') as typeof Registry;
  const found = keys.flatMap((key) => valuesIn(registry, key));
  // Names are case-insensitive.
  return Object.fromEntries(
    new Map(found.map(([name, value]) => [name.toLowerCase(), [name, value] as const])).values(),
  );
};
