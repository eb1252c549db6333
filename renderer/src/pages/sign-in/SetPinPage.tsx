import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pinNeeded, pinStrength } from '../../../../shared/domain/pin.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, errorAt } from '../../api/desk.ts';
import { useAppChange } from '../../api/queries.ts';
import { differs, NewPin, nothingTyped } from '../../components/NewPin.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** All that is shown to somebody who must set a PIN before they go on (shared/domain/pin.ts). */
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
    if (differs(typed) === null && !set.isPending) set.mutate(typed.pin);
  };
  return (
    <SignInFrame
      name={t('signIn.setAPin')}
      title={<>{tx('signIn.setAPinFor2', { name: <bdi>{name}</bdi> })}</>}
      refusal={t('signIn.theCodeWasNotTakenSet')}
      sounds={state.settings.appearance.sounds}
    >
      <Text>{pinNeeded}</Text>
      <Text c="dimmed">{pinStrength}</Text>
      <form
        aria-label={t('common.pin')}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="sm">
          <NewPin
            autoFocus
            typed={typed}
            error={errorAt(set.error, 'pin')}
            errorAgain={isSent ? differs(typed) : null}
            change={(next) => {
              setIsSent(false);
              setTyped(next);
            }}
          />
          {errorAt(error, 'pin') === null && <NotDone error={error} />}
          <Group>
            <Button type="submit" disabled={set.isPending}>
              {t('signIn.setPinAndGoOn')}
            </Button>
            <Button variant="default" onClick={() => signOut.mutate({})}>
              {t('signIn.anotherOperator')}
            </Button>
          </Group>
        </Stack>
      </form>
    </SignInFrame>
  );
};
