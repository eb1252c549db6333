import { useRef, type RefObject } from 'react';
import { tableSizes, useDensity, type TableSizes } from '../density.ts';
import type { ViewStorage } from '../view-storage.ts';
import { useCursor, type Cursor } from './use-cursor.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';

/** The scroll position and the cursor of a table. */
export type TablePlace = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Identifies the list and its order. */
  readonly viewKey: string;
  readonly total: number;
  readonly cursor: Cursor;
  readonly rows: VirtualRows;
  readonly sizes: TableSizes;
  readonly compact: boolean;
};

/**
 * The place in a table: from the visible rows the page determines which rows to load.
 * @param viewKey identifies the list and its order: a different list starts at its top
 * @param keeper stores the place for the next visit; null: it is not stored
 */
export const useTable = ({
  viewKey,
  total,
  keeper,
  drawsAll = false,
}: {
  readonly viewKey: string;
  readonly total: number;
  readonly keeper: ViewStorage | null;
  readonly drawsAll?: boolean;
}): TablePlace => {
  const scroller = useRef<HTMLDivElement>(null);
  const density = useDensity();
  const sizes = tableSizes[density];
  const cursor = useCursor(scroller, viewKey, total, keeper);
  const rows = useVirtualRows(scroller, {
    count: total,
    sizes,
    cursor: cursor.at,
    initialOffset: cursor.kept.offset,
    drawsAll,
  });
  return { scroller, viewKey, total, cursor, rows, sizes, compact: density === 'compact' };
};
