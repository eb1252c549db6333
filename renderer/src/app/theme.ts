import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineThemeOverride } from '@mantine/core';
import type { Settings } from '../../../shared/domain/settings.ts';

const sizes = { comfortable: 'md', compact: 'sm' } as const;
const spacings = {
  comfortable: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  compact: { xs: '0.3rem', sm: '0.45rem', md: '0.6rem', lg: '0.8rem', xl: '1.1rem' },
} as const;

/** Mantine's theme for a density. The accent is dark enough for white text (WCAG AA). */
export const themeOf = (density: Settings['appearance']['density']): MantineThemeOverride => {
  const defaultProps = { size: sizes[density] };
  return createTheme({
    primaryColor: 'blue',
    primaryShade: { light: 8, dark: 8 },
    defaultRadius: 'sm',
    // What the system writes its own windows in. Each name in such a list that a machine does not have is asked for anew at
    // every weight, and the first picture waits for that.
    fontFamily: 'system-ui, sans-serif',
    headings: { fontFamily: 'system-ui, sans-serif' },
    respectReducedMotion: true,
    cursorType: 'pointer',
    spacing: spacings[density],
    components: {
      Button: { defaultProps },
      TextInput: { defaultProps },
      Textarea: { defaultProps },
      NativeSelect: { defaultProps },
      Checkbox: { defaultProps },
      Radio: { defaultProps },
      Switch: { defaultProps },
      Table: { defaultProps: { verticalSpacing: density === 'compact' ? 4 : 'xs' } },
    },
  });
};

/** Mantine's faint text is too faint for small print on our panels. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#495057', '--mantine-color-error': '#a61e1e' },
  dark: { '--mantine-color-dimmed': '#bcc0c5', '--mantine-color-error': '#ffa8a8' },
});
