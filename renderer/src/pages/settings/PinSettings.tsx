import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import { pinStrength, shortPinHint } from '../../../../shared/domain/pin.ts';
import { ask, errorAt } from '../../api/desk.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import { differs, NewPin, nothingTyped, PinBox } from '../../components/NewPin.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './records/records.module.css';
import { t } from '../../../../shared/words/words.ts';

type Change = { readonly pin: string | null; readonly current: string | null };

const now = (hasPin: boolean, isShort: boolean): string => {
  if (!hasPin) return t('settings.noPinAnybodyAtThisWorkstation');
  return t('settings.signingInNeedsThePinAfter', { shortPinHint: isShort ? shortPinHint : '' });
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
      aria-label={t('common.pin')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLocked) submit();
      }}
    >
      <Stack gap="sm">
        <Title order={4} size="h5">
          {t('common.pin')}
        </Title>
        <Text c="dimmed">{now(hasPin, isShort)}</Text>
        <Text c="dimmed">{pinStrength}</Text>
        <fieldset className={classes['fields']} disabled={locked !== null}>
          <div className={classes['pair']}>
            {needsCurrent && (
              <PinBox
                label={t('settings.currentPin')}
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
        {atField === null && <NotDone error={set.error} />}
        <Group>
          <Button type="submit" variant="default" disabled={isLocked} title={locked ?? ''}>
            {hasPin ? t('settings.changePin') : t('settings.setPin')}
          </Button>
          {hasPin && (
            <Button variant="default" disabled={isLocked} title={locked ?? ''} onClick={() => send(null)}>
              {t('settings.clearPin')}
            </Button>
          )}
          {set.isSuccess && (
            <Text role="status">
              {set.variables.pin === null ? t('settings.thePinIsCleared') : t('settings.thePinIsSet')}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
};
