import { Button, Group } from '@mantine/core';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import { useEffect, useRef } from 'react';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Use } from '../../../machines/step-runner.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';

type ParcelChoiceProps = { readonly choice: NonNullable<ReceiveForm['choice']> };

/**
 * Asks what to do with an unexpected parcel: nothing is received before the choice. The focus starts beside the buttons, so that an
 * accidental Enter chooses nothing.
 */
export const ParcelChoice = ({ choice: { forPatron } }: ParcelChoiceProps) => {
  const receiving = useReceiving();
  const use = useReceivingSelector(({ context }) => context.use);
  const turn = useReceivingSelector(({ context }) => context.turn);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (use === null) place.current?.focus();
  }, [use, turn]);
  const button = (label: string, chosen: Use) => (
    <Button
      variant={use === chosen ? 'light' : 'default'}
      aria-pressed={use === chosen}
      {...(use === chosen && { leftSection: <IconCheck size={16} aria-hidden /> })}
      onClick={() => receiving.send({ type: 'use.chosen', use: chosen })}
    >
      {label}
    </Button>
  );
  return (
    <div ref={place} role="group" aria-label={t('What to do with the parcel')} tabIndex={-1}>
      <Group>
        {button(t('To go back'), 'goes-back')}
        {forPatron !== null && button(forPatron, 'for-patron')}
      </Group>
    </div>
  );
};
