import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLate } from '../late.ts';
import classes from './Table.module.css';
import { t } from '../../../../shared/words/words.ts';

/** Grey rows while a table loads; nothing if it loads quickly. */
export const TableWaiting = ({ rows = 14 }: { readonly rows?: number }) => {
  const late = useLate(true);
  return (
    <div className={classes['scroller']} data-fills role="status" aria-label={t('Loading')} aria-busy="true">
      {late && (
        <Stack gap="sm" p="sm">
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} height={24} animate={false} />
          ))}
        </Stack>
      )}
    </div>
  );
};

/** Replaces a table that is empty or could not be loaded. */
export const InsteadOfTable = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['instead']}>{children}</div>
);
