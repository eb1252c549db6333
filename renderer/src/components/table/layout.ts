import type { CSSProperties } from 'react';
import type { TableSizes } from '../density.ts';
import type { Templates } from './column-state.ts';

/** The layout of all rows, as the style sheet takes it from their scroller: rows are not drawn anew for another width. */
export const layoutStyle = (templates: Templates, { headPx, rowPx }: TableSizes): CSSProperties =>
  Object.fromEntries([
    ...variablesOf(templates),
    ['--head-height', `${headPx}px`],
    ['--row-height', `${rowPx}px`],
  ]) as CSSProperties;

/** The same at once, while a column is being dragged. */
export const layOut = (scroller: HTMLElement | null, templates: Templates): void => {
  for (const [name, value] of variablesOf(templates)) scroller?.style.setProperty(name, value);
};

const variablesOf = ({ frozen, rest, leastPx }: Templates): readonly (readonly [string, string])[] => [
  ['--frozen-columns', frozen],
  ['--columns', rest],
  ['--least-width', `${leastPx}px`],
];
