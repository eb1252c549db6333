import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appId } from '../../../shared/domain/app-id.ts';
import { desktopEntry } from '../../../shared/domain/desktop-entry.ts';
import { windowsArgument } from '../windows-arguments.ts';

/** What a session starts: a program and its arguments. */
export type StartCommand = { readonly path: string; readonly args: readonly string[] };

/** Where the system keeps what it starts with the session of this account. */
export type StartEntry = {
  readonly isThere: () => boolean;
  readonly put: () => void;
  readonly remove: () => void;
};

/** Electron's part: login items of Windows and macOS. */
type LoginItems = {
  getLoginItemSettings: (item: { path: string; args: string[] }) => { readonly openAtLogin: boolean };
  setLoginItemSettings: (item: { openAtLogin: boolean; path: string; args: string[]; name: string }) => void;
};

/** Once the program is removed, the session ignores the entry. */
const startKeysOf = (path: string): Readonly<Record<string, string>> => ({
  TryExec: path.replaceAll('\\', '\\\\'),
  'X-GNOME-Autostart-enabled': 'true',
});

/** Returns the entry of this account on Linux. @param configFolder `~/.config`, or what XDG_CONFIG_HOME names */
export const linuxStartEntry = (configFolder: string, name: string, command: StartCommand): StartEntry => {
  const file = join(configFolder, 'autostart', 'borrow-desk.desktop');
  return {
    isThere: () => existsSync(file),
    put: () => {
      mkdirSync(dirname(file), { recursive: true });
      const entry = { name, command: [command.path, ...command.args], keys: startKeysOf(command.path) };
      writeFileSync(file, desktopEntry(entry));
    },
    remove: () => rmSync(file, { force: true }),
  };
};

/**
 * Returns the login item of this account on Windows or macOS. On Windows it is the value with the program's id in
 * `HKCU\Software\Microsoft\Windows\CurrentVersion\Run`, and in `…\Explorer\StartupApproved\Run`; uninstallers remove both.
 */
export const loginItem = (items: LoginItems, { path, args }: StartCommand): StartEntry => {
  // Electron writes them into one line as they are.
  const item = { path: windowsArgument(path), args: args.map(windowsArgument), name: appId };
  return {
    isThere: () => items.getLoginItemSettings(item).openAtLogin,
    put: () => items.setLoginItemSettings({ openAtLogin: true, ...item }),
    remove: () => items.setLoginItemSettings({ openAtLogin: false, ...item }),
  };
};

/** Keeps the entry as the setting says. */
export type SessionStart = {
  /** Called at the start, and after each change of settings. */
  readonly follow: (wanted: boolean) => void;
};

/**
 * Follows the setting. At the start a missing entry is made; an existing one is left alone: users may have switched it off in their system,
 * and another data folder of the account may have made it.
 */
export const sessionStart = (entry: StartEntry, failed: (error: unknown) => void): SessionStart => {
  let last: boolean | null = null;
  return {
    follow: (wanted) => {
      if (wanted === last) return;
      const isStart = last === null;
      last = wanted;
      try {
        if (wanted && !(isStart && entry.isThere())) entry.put();
        if (!wanted && !isStart) entry.remove();
      } catch (error) {
        failed(error);
      }
    },
  };
};
