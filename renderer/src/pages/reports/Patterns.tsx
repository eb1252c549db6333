import type { ReactNode } from 'react';
import classes from './Reports.module.css';

// On paper and in forced colours adjacent series differ by pattern: plain, two kinds of diagonal lines, dots, horizontal lines, a grid, vertical lines. On
// the screen they differ by colour only, and each colour is shown beside its numbers.
const drawings: readonly ReactNode[] = [
  null,
  <path key="0" d="M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2" />,
  <path key="1" d="M0,4 h8" />,
  <circle key="2" cx="4" cy="4" r="1.2" />,
  <path key="3" d="M-1,7 l2,2 M0,0 l8,8 M7,-1 l2,2" />,
  <path key="4" d="M0,4 h8 M4,0 v8" />,
  <path key="5" d="M4,0 v8" />,
];

/** Returns the fill of the bars of a series. */
export const fillOf = (index: number): string => `url(#plot-${index % drawings.length})`;

/** The pattern definitions. */
export const Patterns = () => (
  <defs>
    {drawings.map((drawing, index) => (
      // They have no identity beyond their order.
      <pattern key={index} id={`plot-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill={`var(--plot-${index})`} />
        <g className={classes['drawing']} stroke="var(--plot-line)" strokeWidth="1.4" fill="var(--plot-line)">
          {drawing}
        </g>
      </pattern>
    ))}
  </defs>
);

/** The colour of a series, shown beside its name. */
export const Swatch = ({ fill, size }: { readonly fill: string; readonly size: number }) => (
  <svg width={size} height={size} aria-hidden>
    <rect x="0.5" y="0.5" width={size - 1} height={size - 1} fill={fill} stroke="var(--plot-edge)" />
  </svg>
);
