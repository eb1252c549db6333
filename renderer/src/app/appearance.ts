import type { MantineColorScheme } from '@mantine/core';
import type { Settings } from '../../../shared/domain/settings.ts';

type Appearance = Settings['appearance'];

/** The last appearance, stored in addition to the settings so that the first frame has the right colours. */
const key = 'appearance';
const initial: Appearance = { colorScheme: 'auto', density: 'comfortable', sounds: true };

/** Returns the appearance from the last time the window was open. */
export const savedAppearance = (): Appearance => {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Appearance>) };
  } catch {
    return initial;
  }
};

/** Stores the appearance for the next start. */
export const saveAppearance = (appearance: Appearance): void =>
  localStorage.setItem(key, JSON.stringify(appearance));

/** Returns the scheme to show, with `auto` resolved to the current system setting. */
const shownScheme = (scheme: MantineColorScheme): 'light' | 'dark' =>
  scheme === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : scheme;

/** Sets the density for the style sheets, which determines the size of click targets. */
export const showDensity = (density: Appearance['density']): void =>
  document.documentElement.setAttribute('data-density', density);

/** Applies the saved appearance before anything is drawn. */
export const showSavedAppearance = (): void => {
  const { colorScheme, density } = savedAppearance();
  document.documentElement.setAttribute('data-mantine-color-scheme', shownScheme(colorScheme));
  showDensity(density);
};
