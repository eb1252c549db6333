import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/main/app/menu-template.ts';
import { menuCommands, type MenuCommand } from '../../../shared/domain/commands.ts';

const everyItem = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? everyItem(item.submenu) : [])]);

const itemsOf = (
  isMac: boolean,
  isDevelopment: boolean,
  sent: MenuCommand[] = [],
  close = (): void => undefined,
): MenuItemConstructorOptions[] =>
  everyItem(
    menuTemplate((command) => sent.push(command), {
      isMac,
      isDevelopment,
      appName: 'Borrow Desk',
      otherSystem: 'Alma',
      showAbout: () => undefined,
      copySupportReport: () => undefined,
      close,
    }),
  );

test.each([true, false])('every command is in the menu once and is sent (macOS: %s)', (isMac) => {
  const sent: MenuCommand[] = [];
  for (const item of itemsOf(isMac, false, sent)) if (item.id !== undefined) (item.click as () => void)();
  expect(sent.sort()).toEqual([...menuCommands].sort());
});

test.each([true, false])('no key has two meanings (macOS: %s)', (isMac) => {
  const keys = itemsOf(isMac, true).flatMap(({ accelerator }) => accelerator ?? []);
  expect(keys.length).toBeGreaterThan(8);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(['F2', 'F4', 'CmdOrCtrl+Z', 'CmdOrCtrl+K', 'CmdOrCtrl+1']));
});

test.each([true, false])(
  'the key that ends the program closes the window, which asks about unsaved input (macOS: %s)',
  (isMac) => {
    let closed = 0;
    const items = itemsOf(isMac, true, [], () => (closed += 1));
    const { click } = items.find(({ accelerator }) => accelerator === 'CmdOrCtrl+Q') ?? {};
    (click as () => void)();
    expect(closed).toBe(1);
    expect(items.map(({ role }) => role)).not.toContain('quit');
  },
);

test('reloading is only for developers', () => {
  const roles = (isDevelopment: boolean): unknown[] => itemsOf(false, isDevelopment).map(({ role }) => role);
  expect(roles(false)).not.toEqual(expect.arrayContaining(['reload']));
  expect(roles(false)).not.toEqual(expect.arrayContaining(['toggleDevTools']));
  expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools', 'zoomIn', 'resetZoom']));
});

test("the page from which staff key steps into the other system has that system's name", () => {
  expect(itemsOf(false, false).map(({ label }) => label)).toContain('Key into Alma');
});
