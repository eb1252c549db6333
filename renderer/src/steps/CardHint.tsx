import type { ReactNode } from 'react';
import classes from '../components/ScanPage.module.css';

/** Instructions in the place of the last step, until there is one. While a step is in flight the place stays empty. */
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
