import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { ask, RefusedError, sentenceOf } from '../../api/desk.ts';
import { useUnsaved } from '../../app/leave-guard.ts';
import classes from './records/records.module.css';

type Change = { readonly pin: string | null; readonly current: string | null };

/** The words that belong beside a field. */
const errorAt = (error: Error | null, field: string): string | null =>
  error instanceof RefusedError && error.refusal.details?.['field'] === field ? sentenceOf(error) : null;

const PinBox = ({
  label,
  value,
  error,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly change: (text: string) => void;
}) => (
  <TextInput
    type="password"
    inputMode="numeric"
    autoComplete="off"
    label={label}
    value={value}
    maxLength={64}
    error={error}
    onChange={({ currentTarget }) => change(currentTarget.value)}
  />
);

/** The PIN of an operator: set, changed or cleared. To change one's own takes the present one. */
export const PinSettings = ({
  id,
  hasPin,
  isOwn,
  locked,
}: {
  readonly id: OperatorId;
  readonly hasPin: boolean;
  readonly isOwn: boolean;
  readonly locked: string | null;
}) => {
  const [pin, setPin] = useState('');
  const [current, setCurrent] = useState('');
  const set = useMutation({ mutationFn: (change: Change) => ask('operators.setPin', { id, ...change }) });
  useUnsaved(pin !== '' || current !== '');
  const needsCurrent = isOwn && hasPin;
  const send = (next: string | null): void =>
    set.mutate(
      { pin: next, current: needsCurrent ? current : null },
      {
        onSuccess: () => {
          setPin('');
          setCurrent('');
        },
      },
    );
  const atField = errorAt(set.error, 'pin') ?? errorAt(set.error, 'current');
  return (
    <form
      className={classes['form']}
      aria-label="PIN"
      onSubmit={(event) => {
        event.preventDefault();
        if (locked === null && !set.isPending) send(pin);
      }}
    >
      <Stack gap="sm">
        <Title order={4} size="h5">
          PIN
        </Title>
        <Text c="dimmed">
          {hasPin
            ? 'Signing in needs the PIN, after each start of the program as well.'
            : 'No PIN: anybody at this workstation can choose this name.'}
        </Text>
        <fieldset className={classes['fields']} disabled={locked !== null}>
          <div className={classes['pair']}>
            {needsCurrent && (
              <PinBox
                label="Present PIN"
                value={current}
                error={errorAt(set.error, 'current')}
                change={setCurrent}
              />
            )}
            <PinBox
              label="New PIN, 4 to 12 digits"
              value={pin}
              error={errorAt(set.error, 'pin')}
              change={setPin}
            />
          </div>
        </fieldset>
        {set.error && atField === null && (
          <Text role="alert" c="var(--desk-stop)">
            {sentenceOf(set.error)}
          </Text>
        )}
        <Group>
          <Button
            type="submit"
            variant="default"
            disabled={locked !== null || set.isPending}
            title={locked ?? ''}
          >
            {hasPin ? 'Change PIN' : 'Set PIN'}
          </Button>
          {hasPin && (
            <Button
              variant="default"
              disabled={locked !== null || set.isPending}
              title={locked ?? ''}
              onClick={() => send(null)}
            >
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
