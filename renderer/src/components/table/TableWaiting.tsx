import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLate } from '../late.ts';
import classes from './Table.module.css';
import { t } from '../../../../shared/words/words.ts';

/** Grey rows where a table will be; nothing at all while it is quick. */
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

/** What stands in the place of a table that is empty, or could not be read. */
export const InsteadOfTable = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['instead']}>{children}</div>
);
