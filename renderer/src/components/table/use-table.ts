import { useRef, type RefObject } from 'react';
import { tableSizes, useDensity, type TableSizes } from '../density.ts';
import type { Keeper } from '../kept.ts';
import { useCursor, type Cursor } from './use-cursor.ts';
import { useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';

/** Where a table is looked at, and where the keys are in it. */
export type TablePlace = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Stands for what is listed and how. */
  readonly viewKey: string;
  readonly total: number;
  readonly cursor: Cursor;
  readonly rows: VirtualRows;
  readonly sizes: TableSizes;
  readonly compact: boolean;
};

/**
 * The place in a table: which rows are in sight tells its page which ones to read.
 * @param viewKey stands for what is listed and how: another list begins at its beginning
 * @param keeper keeps the place for the next visit; null: nothing does
 */
export const useTable = ({
  viewKey,
  total,
  keeper,
  drawsAll = false,
}: {
  readonly viewKey: string;
  readonly total: number;
  readonly keeper: Keeper | null;
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
