import { useMantineTheme } from '@mantine/core';
import type { Settings } from '../../../shared/domain/settings.ts';

export type Density = Settings['appearance']['density'];

/** The heights of head and rows, and the width of row controls, in pixels. Touch density has larger rows. */
export const tableSizes = {
  comfortable: { headPx: 34, rowPx: 40, controlPx: 28 },
  compact: { headPx: 34, rowPx: 30, controlPx: 28 },
  touch: { headPx: 44, rowPx: 52, controlPx: 44 },
} as const satisfies Record<Density, object>;

export type TableSizes = (typeof tableSizes)[Density];

const isDensity = (value: unknown): value is Density =>
  typeof value === 'string' && Object.hasOwn(tableSizes, value);

/** The current density, from the theme. */
export const useDensity = (): Density => {
  const density: unknown = useMantineTheme().other['density'];
  return isDensity(density) ? density : 'comfortable';
};
