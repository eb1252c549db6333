import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { pinStrength, shortPinHint } from '../../../../shared/domain/pin.ts';
import { ask, errorAt, sentenceOf } from '../../api/desk.ts';
import { useUnsaved } from '../../shell/navigation/leave-guard.ts';
import { differs, NewPin, nothingTyped, PinBox } from '../../components/NewPin.tsx';
import classes from './records/records.module.css';

type Change = { readonly pin: string | null; readonly current: string | null };

const now = (hasPin: boolean, isShort: boolean): string => {
  if (!hasPin) return 'No PIN: anybody at this workstation can choose this name.';
  return `Signing in needs the PIN, after each start of the program as well. ${isShort ? shortPinHint : ''}`;
};

/** The PIN of an operator: set, changed or cleared. To change one's own takes the present one. */
export const PinSettings = ({
  id,
  hasPin,
  isOwn,
  isShort,
  locked,
}: {
  readonly id: OperatorId;
  readonly hasPin: boolean;
  readonly isOwn: boolean;
  /** Known of one's own PIN alone. */
  readonly isShort: boolean;
  readonly locked: string | null;
}) => {
  const [typed, setTyped] = useState(nothingTyped);
  const [current, setCurrent] = useState('');
  const [isSent, setIsSent] = useState(false);
  const set = useMutation({ mutationFn: (change: Change) => ask('operators.setPin', { id, ...change }) });
  useUnsaved(typed.pin !== '' || typed.again !== '' || current !== '');
  const needsCurrent = isOwn && hasPin;
  const send = (next: string | null): void =>
    set.mutate(
      { pin: next, current: needsCurrent ? current : null },
      {
        onSuccess: () => {
          setTyped(nothingTyped);
          setCurrent('');
        },
      },
    );
  const submit = (): void => {
    setIsSent(true);
    if (differs(typed) === null) send(typed.pin);
  };
  const atField = errorAt(set.error, 'pin') ?? errorAt(set.error, 'current');
  const isLocked = locked !== null || set.isPending;
  return (
    <form
      className={classes['form']}
      aria-label="PIN"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLocked) submit();
      }}
    >
      <Stack gap="sm">
        <Title order={4} size="h5">
          PIN
        </Title>
        <Text c="dimmed">{now(hasPin, isShort)}</Text>
        <Text c="dimmed">{pinStrength}</Text>
        <fieldset className={classes['fields']} disabled={locked !== null}>
          <div className={classes['pair']}>
            {needsCurrent && (
              <PinBox
                label="Current PIN"
                value={current}
                error={errorAt(set.error, 'current')}
                change={setCurrent}
              />
            )}
            <NewPin
              typed={typed}
              error={errorAt(set.error, 'pin')}
              errorAgain={isSent ? differs(typed) : null}
              change={(next) => {
                setIsSent(false);
                setTyped(next);
              }}
            />
          </div>
        </fieldset>
        {set.error && atField === null && (
          <Text role="alert" c="var(--desk-stop)">
            {sentenceOf(set.error)}
          </Text>
        )}
        <Group>
          <Button type="submit" variant="default" disabled={isLocked} title={locked ?? ''}>
            {hasPin ? 'Change PIN' : 'Set PIN'}
          </Button>
          {hasPin && (
            <Button variant="default" disabled={isLocked} title={locked ?? ''} onClick={() => send(null)}>
              Clear PIN
            </Button>
          )}
          {set.isSuccess && (
            <Text role="status">
              {set.variables.pin === null ? 'The PIN is cleared.' : 'The PIN is set.'}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
};
