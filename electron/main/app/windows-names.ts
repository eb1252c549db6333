import { win32 } from 'node:path';

// Node hands paths to Windows in the form `\\?\C:\…`, which takes names literally that other programs can neither open nor delete; a colon
// opens a second, invisible content of a file. Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file

const ofDevices = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?$/iu;
const forbidden = '<>:"|?*';
const isDevicePath = (path: string): boolean => /^[\\/]{2}[.][\\/]/u.test(path);

/**
 * Returns the name in a path that Windows does not allow: of a device (`CON`, `nul.csv`, `\\.\COM1`), with a forbidden character, or with a
 * blank or a dot at its end; null if there is none.
 * @param path absolute, as on Windows.
 */
export const nameNotForWindows = (path: string): string | null => {
  if (isDevicePath(path)) return path;
  const names = path.slice(win32.parse(path).root.length).split(/[\\/]/u);
  return names.find((name) => ofDevices.test(name) || isForbidden(name)) ?? null;
};

const isForbidden = (name: string): boolean =>
  /[ .]$/u.test(name) || [...name].some((letter) => letter < ' ' || forbidden.includes(letter));
