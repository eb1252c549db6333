import { nativeTheme } from 'electron';

/** Mantine's body colours, used for the window before the page is painted. */
const backgrounds = { light: '#ffffff', dark: '#242424' } as const;

/** Sets light or dark for the window's frame, menus and the page's `prefers-color-scheme`. `auto` follows the system. */
export const useColorScheme = (scheme: 'auto' | 'light' | 'dark'): void => {
  nativeTheme.themeSource = scheme === 'auto' ? 'system' : scheme;
};

const schemes = ['auto', 'light', 'dark'] as const;

/** Reads the colour scheme from the stored appearance, which may be any value. */
export const colorSchemeIn = (appearance: unknown): 'auto' | 'light' | 'dark' => {
  const scheme =
    typeof appearance === 'object' && appearance !== null && 'colorScheme' in appearance
      ? appearance.colorScheme
      : null;
  return schemes.find((known) => known === scheme) ?? 'auto';
};

/** Returns the colour of a window before its page is painted. */
export const windowBackground = (): string =>
  nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
