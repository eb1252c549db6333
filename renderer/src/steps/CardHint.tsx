import type { ReactNode } from 'react';
import classes from '../components/ScanPage.module.css';

/** What to do, at the place of the last step as long as there was none. While one is on its way the place is kept, and says nothing. */
export const CardHint = ({
  isBusy,
  children,
}: {
  readonly isBusy: boolean;
  readonly children: ReactNode;
}) => (
  <p className={classes['hint']} data-area="card" data-busy={isBusy || undefined}>
    {children}
  </p>
);
