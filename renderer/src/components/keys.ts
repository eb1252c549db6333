const marks: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/**
 * Formats a shortcut like the system's own programs: `Ctrl+Shift+O` on Windows and Linux, `⇧⌘O` on macOS, where menus use the command key.
 * @param keys one shortcut, its parts joined by `+`; a part may be several words.
 */
export const keysOn = (system: 'mac' | 'other', keys: string): string => {
  if (system === 'other') return keys;
  const parts = keys.split(/\+(?=.)/u);
  const modifiers = parts.slice(0, -1).map((part) => marks[part.trim()] ?? `${part}+`);
  // Apple's order: the command key comes last.
  modifiers.sort((one, other) => Number(one === marks['Ctrl']) - Number(other === marks['Ctrl']));
  return modifiers.join('') + (parts.at(-1) ?? '').trim();
};

/** Formats a shortcut for this computer. */
export const shownKeys = (keys: string): string =>
  keysOn(navigator.platform.startsWith('Mac') ? 'mac' : 'other', keys);
