import { useMantineTheme } from '@mantine/core';
import type { Settings } from '../../../shared/domain/settings.ts';

export type Density = Settings['appearance']['density'];

/** Heights of a table's head and rows, and the width of what acts on a row, in pixels. */
export const tableSizes = {
  comfortable: { headPx: 34, rowPx: 40, controlPx: 28 },
  compact: { headPx: 34, rowPx: 30, controlPx: 28 },
  touch: { headPx: 44, rowPx: 44, controlPx: 44 },
} as const satisfies Record<Density, object>;

export type TableSizes = (typeof tableSizes)[Density];

/** Whether everything that is pressed is large enough for a finger. */
export const useIsTouch = (): boolean => useMantineTheme().other['isTouch'] === true;
