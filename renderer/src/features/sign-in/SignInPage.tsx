import { Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { desk } from '../../api/desk.ts';
import { onScan } from '../../app/scan-events.ts';
import { playTone } from '../../app/tones.ts';
import classes from './SignIn.module.css';
import { SignInForm } from './SignInForm.tsx';

/** All that is shown while nobody is signed in: no request, no patron. */
export const SignInPage = ({ state }: { readonly state: AppState }) => {
  const [scanned, setScanned] = useState(false);
  const last = state.operators.find(({ id }) => id === state.operator.id);
  const { sounds } = state.settings.appearance;
  useEffect(() => {
    document.title = 'Sign in · Borrow Desk';
    return onScan(desk, document, () => {
      setScanned(true);
      if (sounds) playTone('refused');
    });
  }, [sounds]);
  return (
    <main className={classes['page']} aria-label="Sign in">
      <Stack className={classes['card'] ?? ''} gap="sm">
        <Title order={1} size="h3">
          Who works at <bdi>{state.desk.name}</bdi>?
        </Title>
        {scanned && (
          <Text role="alert" c="var(--desk-stop)">
            Nobody is signed in, so the code was not taken. Sign in, then scan it again.
          </Text>
        )}
        <SignInForm state={state} first={last?.hasPin === true ? last : null} done={() => undefined} />
      </Stack>
    </main>
  );
};
