import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { pinStrength, shortPinHint } from '../../../../shared/domain/pin.ts';
import { ask, errorAt } from '../../api/desk.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import {
  isPinValid,
  NewPin,
  noPinFaults,
  nothingTyped,
  PinBox,
  pinFaults,
} from '../../components/NewPin.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './records/records.module.css';
import { t } from '../../../../shared/words/words.ts';

const now = (hasPin: boolean, isShort: boolean): string => {
  if (!hasPin) return t('No PIN: anyone at this workstation can choose this name.');
  return t('The PIN is needed each time you sign in, including when the program starts. {shortPinHint}', {
    shortPinHint: isShort ? shortPinHint : '',
  });
};

/** The typed PIN, and the call that sends it. */
const usePinForm = (id: OperatorId, needsCurrent: boolean) => {
  const [typed, setTyped] = useState(nothingTyped);
  const [current, setCurrent] = useState('');
  const [isSent, setIsSent] = useState(false);
  const set = useMutation({
    mutationFn: (pin: string | null) =>
      ask('operators.setPin', { id, pin, current: needsCurrent ? current : null }),
    onSuccess: () => {
      setTyped(nothingTyped);
      setCurrent('');
    },
  });
  useUnsaved(typed.pin !== '' || typed.again !== '' || current !== '');
  const atField = errorAt(set.error, 'current');
  return {
    set,
    submit: (): void => {
      setIsSent(true);
      if (isPinValid(pinFaults(typed))) set.mutate(typed.pin);
    },
    problem: atField === null && <NotDone error={set.error} />,
    boxes: (
      <div className={classes['pair']}>
        {needsCurrent && (
          <PinBox
            label={t('Current PIN')}
            value={current}
            error={errorAt(set.error, 'current')}
            change={setCurrent}
          />
        )}
        <NewPin
          typed={typed}
          faults={isSent ? pinFaults(typed) : noPinFaults}
          change={(next) => {
            setIsSent(false);
            setTyped(next);
          }}
        />
      </div>
    ),
  };
};

/** The PIN of an operator: set, changed or cleared. Changing one's own requires the current PIN. */
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
  /** Only known for the operator's own PIN. */
  readonly isShort: boolean;
  readonly locked: string | null;
}) => {
  const { set, submit, problem, boxes } = usePinForm(id, isOwn && hasPin);
  const off = { disabled: locked !== null || set.isPending, title: locked ?? '' };
  return (
    <form
      className={classes['form']}
      aria-label={t('PIN')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!off.disabled) submit();
      }}
    >
      <Stack gap="sm">
        <Title order={4} size="h5">
          {t('PIN')}
        </Title>
        <Text c="dimmed">{now(hasPin, isShort)}</Text>
        <Text c="dimmed">{pinStrength}</Text>
        <fieldset className={classes['fields']} disabled={locked !== null}>
          {boxes}
        </fieldset>
        {problem}
        <Group>
          <Button type="submit" variant="default" {...off}>
            {hasPin ? t('Change PIN') : t('Set PIN')}
          </Button>
          {hasPin && (
            <Button variant="default" {...off} onClick={() => set.mutate(null)}>
              {t('Clear PIN')}
            </Button>
          )}
          {set.isSuccess && (
            <Text role="status">{set.variables === null ? t('PIN cleared.') : t('PIN set.')}</Text>
          )}
        </Group>
      </Stack>
    </form>
  );
};
