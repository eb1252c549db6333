import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../../shared/words/words.ts';
import { pinNeeded, pinStrength } from '../../../../shared/domain/pin.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, desk } from '../../api/desk.ts';
import { onScan } from '../../scanner/scan-events.ts';
import { playTone } from '../../steps/tones.ts';
import { useAppChange } from '../../api/queries.ts';
import { isPinValid, NewPin, noPinFaults, nothingTyped, pinFaults } from '../../components/NewPin.tsx';
import { Brand } from '../../components/Mark.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { tx } from '../../components/tx.ts';
import { SignInForm } from '../../shell/sign-in/SignInForm.tsx';
import classes from '../../shell/sign-in/SignIn.module.css';

/**
 * Shown instead of the pages while work is blocked: no requests, no patrons, and no scans, which would otherwise be typed into a box here.
 * @param name the accessible name of the page. @param refusal the answer to a scan.
 */
const SignInFrame = ({
  name,
  title,
  refusal,
  sounds,
  children,
}: {
  readonly name: string;
  readonly title: ReactNode;
  readonly refusal: string;
  readonly sounds: boolean;
  readonly children: ReactNode;
}) => {
  const [scanned, setScanned] = useState(false);
  useEffect(() => {
    document.title = t('{name} · Borrow Desk', { name });
    return onScan(desk, document, () => {
      setScanned(true);
      if (sounds) playTone('refused');
    });
  }, [name, sounds]);
  return (
    <main className={classes['page']} aria-label={name}>
      <Stack className={classes['card'] ?? ''} gap="sm">
        <Brand size={24} />
        <Title order={1} size="h3">
          {title}
        </Title>
        {scanned && (
          <Text role="alert" c="var(--desk-stop)">
            {refusal}
          </Text>
        )}
        {children}
      </Stack>
    </main>
  );
};

/** The only page for an operator who must set a PIN first (shared/domain/pin.ts). */
export const SetPinPage = ({ state }: { readonly state: AppState }) => {
  const [typed, setTyped] = useState(nothingTyped);
  const [isSent, setIsSent] = useState(false);
  const { id, name } = state.operator;
  const set = useMutation({
    mutationFn: (pin: string) => ask('operators.setPin', { id, pin, current: null }),
  });
  const signOut = useAppChange('app.signOut');
  const error = set.error ?? signOut.error;
  const submit = (): void => {
    setIsSent(true);
    if (isPinValid(pinFaults(typed)) && !set.isPending) set.mutate(typed.pin);
  };
  return (
    <SignInFrame
      name={t('Set a PIN')}
      title={<>{tx('Set a PIN for {name}', { name: <bdi>{name}</bdi> })}</>}
      refusal={t('The scan was not used. Set the PIN, then scan again.')}
      sounds={state.settings.appearance.sounds}
    >
      <Text>{pinNeeded}</Text>
      <Text c="dimmed">{pinStrength}</Text>
      <form
        aria-label={t('PIN')}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          <NewPin
            autoFocus
            typed={typed}
            faults={isSent ? pinFaults(typed) : noPinFaults}
            change={(next) => {
              setIsSent(false);
              setTyped(next);
            }}
          />
          <NotDone error={error} />
          <Group>
            <Button type="submit" disabled={set.isPending}>
              {t('Set PIN and continue')}
            </Button>
            <Button variant="default" onClick={() => signOut.mutate({})}>
              {t('Switch operator')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SignInFrame>
  );
};

/** The only page while no operator is signed in. */
export const SignInPage = ({ state }: { readonly state: AppState }) => {
  const last = state.operators.find(({ id }) => id === state.operator.id);
  return (
    <SignInFrame
      name={t('Sign in')}
      title={<>{tx('Sign in at {deskName}', { deskName: <bdi>{state.desk.name}</bdi> })}</>}
      refusal={t('The scan was not used: no one is signed in. Sign in, then scan again.')}
      sounds={state.settings.appearance.sounds}
    >
      {state.isLocked && (
        <Text>
          {tx(
            'You were signed out because this workstation was idle or locked. The page is kept for {operatorName}.',
            { operatorName: <bdi>{state.operator.name}</bdi> },
          )}
        </Text>
      )}
      <SignInForm state={state} first={last?.hasPin === true ? last : null} done={() => undefined} />
    </SignInFrame>
  );
};
