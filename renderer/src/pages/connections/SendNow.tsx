import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { NotDone } from '../../steps/NotDone.tsx';

/** The id of the button that holds what is sent to a system: one for both protocols of the other system. */
export const holdId = (receiver: Input<'connections.sendNow'>['receiver']): string =>
  `hold-${typeof receiver === 'string' ? 'other-system' : receiver}`;

/** Sends what waits for a system, also during a pause. */
export const SendNow = ({
  receiver,
  name,
}: Input<'connections.sendNow'> & {
  readonly name: string;
}) => {
  const button = useRef<HTMLButtonElement>(null);
  // Once nothing waits this button goes, and the one beside it gets its focus.
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (document.activeElement === own) document.getElementById(holdId(receiver))?.focus();
    };
  }, [receiver]);
  const send = useMutation({ mutationFn: () => ask('connections.sendNow', { receiver }) });
  return (
    <Group gap="xs">
      <CallButton ref={button} call={send} size="compact-md" aria-label={t('Send now to {name}', { name })}>
        {t('Send now')}
      </CallButton>
      <NotDone error={send.error} />
    </Group>
  );
};
