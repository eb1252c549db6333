import { createRequire } from 'node:module';
import type * as Registry from 'native-reg';
import type { RawPolicy } from '../../../../shared/domain/policy-checks.ts';

/** Written by Group Policy and management software; standard users cannot write there. */
const key = 'Software\\Policies\\Borrow Desk';

/** @returns null for a type that the module does not know, so that the value is ignored like any other wrong one. */
const valueOf = (registry: typeof Registry, opened: Registry.HKEY, name: string): unknown => {
  try {
    return registry.parseValue(registry.queryValueRaw(opened, name));
  } catch {
    return null;
  }
};

/**
 * Reads the policy from the registry of Windows (HKEY_LOCAL_MACHINE). Its module is loaded here, because it has no binary for other
 * systems.
 * @returns the values as they are; REG_EXPAND_SZ is not expanded.
 */
export const readRegistry = (): RawPolicy => {
  const registry = createRequire(import.meta.url)('native-reg') as typeof Registry;
  const opened = registry.openKey(registry.HKLM, key, registry.Access.READ);
  if (opened === null) return {};
  try {
    return Object.fromEntries(
      registry.enumValueNames(opened).map((name) => [name, valueOf(registry, opened, name)]),
    );
  } finally {
    registry.closeKey(opened);
  }
};
