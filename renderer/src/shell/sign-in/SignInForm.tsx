import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { AppState, OperatorView } from '../../../../shared/ipc/views.ts';
import { RefusedError, sentenceOf } from '../../api/desk.ts';
import { useAppChange } from '../../api/queries.ts';
import { useReceiving } from '../../steps/receiving/receiving-actor.ts';
import { OperatorList } from './OperatorList.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const PinForm = ({
  operator,
  error,
  busy,
  signIn,
  back,
}: {
  readonly operator: OperatorView;
  readonly error: Error | null;
  readonly busy: boolean;
  readonly signIn: (pin: string) => void;
  readonly back: () => void;
}) => {
  const [pin, setPin] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!busy) box.current?.focus();
  }, [busy]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        signIn(pin);
        setPin('');
      }}
    >
      <Stack gap="sm">
        <TextInput
          ref={box}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          label={<>{tx('PIN for {operatorName}', { operatorName: <bdi>{operator.name}</bdi> })}</>}
          value={pin}
          maxLength={64}
          error={error ? sentenceOf(error) : null}
          onChange={({ currentTarget }) => setPin(currentTarget.value)}
        />
        <Group>
          <Button type="submit" disabled={busy}>
            {t('Sign in')}
          </Button>
          <Button variant="default" onClick={back}>
            {t('Switch operator')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/**
 * Signs in an operator: a name, and its PIN if it has one.
 * @param first the operator whose PIN is asked for immediately; null: the list of names.
 */
export const SignInForm = ({
  state,
  first,
  done,
}: {
  readonly state: AppState;
  readonly first: OperatorView | null;
  readonly done: () => void;
}) => {
  const [asked, setAsked] = useState(first);
  const receiving = useReceiving();
  const change = useAppChange('app.signIn');
  const signIn = (operator: OperatorView, pin: string | null): void =>
    change.mutate(
      { operatorId: operator.id, pin },
      {
        onSuccess: () => {
          // An operator who was signed out and returns finds the page unchanged.
          if (operator.id !== state.operator.id) receiving.send({ type: 'desk.changed' });
          done();
        },
      },
    );
  const isAboutPin = change.error instanceof RefusedError && change.error.refusal.code.startsWith('pin-');
  if (asked)
    return (
      <PinForm
        key={asked.id}
        operator={asked}
        error={change.error}
        busy={change.isPending}
        signIn={(pin) => signIn(asked, pin)}
        back={() => {
          change.reset();
          setAsked(null);
        }}
      />
    );
  return (
    <Stack gap="sm">
      <OperatorList
        operators={state.operators}
        choose={(operator) => {
          change.reset();
          if (operator.hasPin) setAsked(operator);
          else signIn(operator, null);
        }}
      />
      {!isAboutPin && <NotDone error={change.error} />}
    </Stack>
  );
};
