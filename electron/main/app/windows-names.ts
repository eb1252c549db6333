import { win32 } from 'node:path';
import { isFileName } from '../../../shared/domain/file-names.ts';

const isDevicePath = (path: string): boolean => /^[\\/]{2}[.][\\/]/u.test(path);

/**
 * Returns the name in a path that Windows does not allow: of a device (`CON`, `nul.csv`, `\\.\COM1`), with a forbidden character, or with a
 * blank or a dot at its end; null if there is none.
 * @param path absolute, as on Windows.
 */
export const nameNotForWindows = (path: string): string | null => {
  if (isDevicePath(path)) return path;
  const names = path.slice(win32.parse(path).root.length).split(/[\\/]/u);
  return names.find((name) => !isFileName(name)) ?? null;
};

/**
 * Asks for the place of a new file until Windows allows its name, or the user gives up.
 * @param tell says which name is not allowed.
 */
export const askForPlace = async (
  ask: () => Promise<string | null>,
  tell: (name: string) => Promise<unknown>,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> => {
  for (;;) {
    const path = await ask();
    const name = path === null || platform !== 'win32' ? null : nameNotForWindows(path);
    if (name === null) return path;
    await tell(name);
  }
};
