import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { pinNeeded, pinStrength } from '../../../../shared/domain/pin.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, errorAt, sentenceOf } from '../../api/desk.ts';
import { useAppChange } from '../../api/queries.ts';
import { differs, NewPin, nothingTyped } from '../../components/NewPin.tsx';
import { SignInFrame } from './SignInFrame.tsx';

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
      name="Set a PIN"
      title={
        <>
          Set a PIN for <bdi>{name}</bdi>
        </>
      }
      refusal="The code was not taken. Set the PIN, then scan it again."
      sounds={state.settings.appearance.sounds}
    >
      <Text>{pinNeeded}</Text>
      <Text c="dimmed">{pinStrength}</Text>
      <form
        aria-label="PIN"
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
          {error && errorAt(error, 'pin') === null && (
            <Text role="alert" c="var(--desk-stop)">
              {sentenceOf(error)}
            </Text>
          )}
          <Group>
            <Button type="submit" disabled={set.isPending}>
              Set PIN and go on
            </Button>
            <Button variant="default" onClick={() => signOut.mutate({})}>
              Another operator
            </Button>
          </Group>
        </Stack>
      </form>
    </SignInFrame>
  );
};
