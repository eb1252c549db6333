import { createRequire } from 'node:module';
import { win32 } from 'node:path';
import type * as Registry from 'native-reg';

/**
 * How this program was installed. `own`: by the setup program for this account, which needs no administrator; `everybody`: by it for all
 * accounts; `msi`: by the MSI package; `package`: by the package system of Linux; `mac`: as an application of macOS; `none`: it was not.
 */
export type Installation = 'own' | 'everybody' | 'msi' | 'package' | 'mac' | 'none';

/** What the installers of Windows note (electron/tooling/packaging/windows): how, and in which folder. */
export type Entry = { readonly kind: string; readonly folder: string };

/** Decides by what Windows knows of installations for this account and for everybody. @param program path of this program. */
export const windowsInstallation = (
  program: string,
  ofAccount: Entry | null,
  ofEverybody: Entry | null,
): Installation => {
  const folder = win32.dirname(program).toLowerCase();
  const isHere = (entry: Entry | null): boolean =>
    entry !== null && entry.folder.replace(/\\+$/u, '').toLowerCase() === folder;
  if (isHere(ofAccount) && ofAccount?.kind === 'setup') return 'own';
  if (!isHere(ofEverybody)) return 'none';
  return ofEverybody?.kind === 'msi' ? 'msi' : 'everybody';
};

const readEntry = (registry: typeof Registry, hive: Registry.HKEY): Entry | null => {
  const opened = registry.openKey(hive, 'Software\\Borrow Desk', registry.Access.READ);
  if (opened === null) return null;
  try {
    const text = (name: string): string => {
      const value = registry.queryValue(opened, name);
      return typeof value === 'string' ? value : '';
    };
    return { kind: text('Kind'), folder: text('Folder') };
  } finally {
    registry.closeKey(opened);
  }
};

/** Returns how the running program was installed. */
export const installationOf = (platform: NodeJS.Platform, program: string): Installation => {
  switch (platform) {
    case 'win32': {
      const registry = createRequire(import.meta.url)('native-reg') as typeof Registry;
      const [account, everybody] = [registry.HKCU, registry.HKLM].map((hive) => readEntry(registry, hive));
      return windowsInstallation(program, account ?? null, everybody ?? null);
    }
    case 'darwin':
      return 'mac';
    default:
      return 'package';
  }
};
