const marks: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/**
 * Keys as the system's own programs show them: `Ctrl+Shift+O` on Windows and Linux, `⇧⌘O` on macOS, where the menus take the
 * command key.
 * @param keys one press, its parts joined by `+`; a part may be several words.
 */
export const keysOn = (system: 'mac' | 'other', keys: string): string => {
  if (system === 'other') return keys;
  const parts = keys.split(/\+(?=.)/u);
  const modifiers = parts.slice(0, -1).map((part) => marks[part.trim()] ?? `${part}+`);
  // Apple's order: the command key stands last.
  modifiers.sort((one, other) => Number(one === marks['Ctrl']) - Number(other === marks['Ctrl']));
  return modifiers.join('') + (parts.at(-1) ?? '').trim();
};

/** Keys as this computer shows them. */
export const shownKeys = (keys: string): string =>
  keysOn(navigator.platform.startsWith('Mac') ? 'mac' : 'other', keys);
