import { Button, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api/desk.ts';
import { useLate } from '../components/late.ts';
import { t } from '../../../shared/words/words.ts';

/** Grey bars while content loads; nothing if it loads quickly. */
export const Waiting = ({ rows = 4 }: { readonly rows?: number }) => {
  const late = useLate(true);
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label={t('Loading')}>
      {late && Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={28} animate={false} />)}
    </Stack>
  );
};

/** A loading error and a retry button. */
export const LoadFailed = ({ error, retry }: { readonly error: unknown; readonly retry: () => void }) => (
  <Stack role="alert" align="flex-start" gap="sm">
    <Text>{sentenceOf(error)}</Text>
    <Button variant="default" onClick={retry}>
      {t('Try again')}
    </Button>
  </Stack>
);

/** An empty place that says what will appear in it. */
export const Nothing = ({ children }: { readonly children: ReactNode }) => (
  <Text c="dimmed" py="md">
    {children}
  </Text>
);
