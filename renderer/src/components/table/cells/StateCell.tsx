import type { ReactNode } from 'react';
import classes from './Cells.module.css';
import { TextCell } from './Text.tsx';

/** How far something has come, as its badge, with the reason beside it. @param words empty where there is none */
export const StateCell = ({
  badge,
  words,
  compact,
}: {
  readonly badge: ReactNode;
  readonly words: string;
  readonly compact: boolean;
}) => (
  <span className={classes['state']} title={words || undefined}>
    {badge}
    {words !== '' && <TextCell text={words} compact={compact} />}
  </span>
);
