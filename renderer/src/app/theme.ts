import { createTheme, type CSSVariablesResolver, type MantineThemeOverride } from '@mantine/core';
import type { Density } from '../components/density.ts';

/** The height of controls, and the spacing. */
const densities = {
  comfortable: {
    control: '2rem',
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  },
  compact: {
    control: '1.75rem',
    spacing: { xs: '0.3rem', sm: '0.45rem', md: '0.6rem', lg: '0.8rem', xl: '1.1rem' },
  },
  // 44 px for a finger.
  touch: {
    control: '2.75rem',
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  },
} as const satisfies Record<Density, object>;

/** 12 px secondary, 14 px body, 18 px titles, 28 px for the next action. */
const type = { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1.125rem', xl: '1.75rem' } as const;

const title = { fontSize: type.lg, lineHeight: '1.4', fontWeight: '600' } as const;
const subtitle = { fontSize: type.sm, lineHeight: '1.45', fontWeight: '600' } as const;

/** Bold is for names and numbers: field labels are small and plain. */
const label = { fontSize: type.xs, fontWeight: 400 } as const;

/** Shown and hidden in one frame: with transitions Mantine delays showing and focusing them. motion.css animates their appearance. */
const atOnce = { transitionProps: { duration: 0 } } as const;

/** Mantine's theme for a density. The accent is dark enough for white text (WCAG AA). */
export const themeOf = (density: Density): MantineThemeOverride => {
  const { control, spacing } = densities[density];
  const defaultProps = { size: 'sm' } as const;
  return createTheme({
    primaryColor: 'blue',
    primaryShade: { light: 8, dark: 8 },
    defaultRadius: 'sm',
    // The font of the system's own windows. For each missing font in such a list the system is queried at every weight, which delays the
    // first frame.
    fontFamily: 'system-ui, sans-serif',
    fontFamilyMonospace: 'var(--desk-mono)',
    fontSizes: type,
    lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.4', xl: '1.25' },
    headings: {
      fontFamily: 'system-ui, sans-serif',
      sizes: { h1: title, h2: title, h3: title, h4: subtitle, h5: subtitle, h6: subtitle },
    },
    respectReducedMotion: true,
    cursorType: 'pointer',
    spacing,
    other: { density },
    components: {
      Button: {
        defaultProps,
        vars: () => ({
          root: {
            '--button-height': control,
            '--button-padding-x': '0.75rem',
            '--button-fz': type.sm,
          },
        }),
        styles: { root: { fontWeight: 500 } },
      },
      Input: {
        defaultProps,
        vars: () => ({ wrapper: { '--input-height': control, '--input-fz': type.sm } }),
      },
      InputWrapper: { defaultProps, styles: { label } },
      Modal: { defaultProps: atOnce, styles: { title } },
      Drawer: { defaultProps: atOnce, styles: { title } },
      Popover: { defaultProps: atOnce },
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

/** Mantine's dimmed text is too faint for small print on panels, and its placeholders are too faint everywhere. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#495057',
    '--mantine-color-placeholder': '#626a72',
    '--mantine-color-error': '#a61e1e',
  },
  dark: {
    '--mantine-color-dimmed': '#bcc0c5',
    '--mantine-color-placeholder': '#a4aab0',
    '--mantine-color-error': '#ffa8a8',
  },
});
