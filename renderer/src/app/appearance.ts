import type { MantineColorScheme } from '@mantine/core';
import type { Settings } from '../../../shared/domain/settings.ts';

type Appearance = Settings['appearance'];

/** The last appearance, kept beside the settings so that the first picture of the window is in the right colours. */
const key = 'appearance';
const initial: Appearance = { colorScheme: 'auto', density: 'comfortable', sounds: true };

/** The appearance as it was when the window was open last. */
export const savedAppearance = (): Appearance => {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Appearance>) };
  } catch {
    return initial;
  }
};

/** Keeps the appearance for the next start. */
export const saveAppearance = (appearance: Appearance): void =>
  localStorage.setItem(key, JSON.stringify(appearance));

/** The scheme to show, with `auto` decided as the system says now. */
export const shownScheme = (scheme: MantineColorScheme): 'light' | 'dark' =>
  scheme === 'auto' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : scheme;

/** Tells the style sheets how large what is pressed must be. */
export const showDensity = (density: Appearance['density']): void =>
  document.documentElement.setAttribute('data-density', density);

/** Colours and sizes of the page before anything is drawn. */
export const showSavedAppearance = (): void => {
  const { colorScheme, density } = savedAppearance();
  document.documentElement.setAttribute('data-mantine-color-scheme', shownScheme(colorScheme));
  showDensity(density);
};
