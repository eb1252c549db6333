import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { useLate } from '../../../components/late.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/Lane.module.css';
import type { Pending } from '../receiving.types.ts';

const doing = {
  open: 'Looking up',
  store: 'Saving',
  finish: 'Ending the set',
  undo: 'Undoing',
} as const satisfies Record<Pending['call'], string>;

const doubt = {
  open: 'The request could not be looked up. Nothing was changed.',
  store: 'The item may be received or not. Trying again never receives it twice.',
  finish: 'The set may be ended or not. Trying again never ends it twice.',
  undo: 'The step may be undone or not. Trying again never undoes more.',
} as const satisfies Record<Pending['call'], string>;

const Doubt = ({ call }: { readonly call: Pending['call'] }) => {
  const receiving = useReceiving();
  const failure = useReceivingSelector(({ context }) => context.failure);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => again.current?.focus(), []);
  return (
    <div>
      <div role="alert">
        <WhereTo sign="look" word="NOT CONFIRMED YET" name="">
          <p className={classes['detail']}>
            {failure} {doubt[call]}
          </p>
        </WhereTo>
      </div>
      <Group mt="xs">
        <Button ref={again} onClick={() => receiving.send({ type: 'call.retried' })}>
          Try again
        </Button>
        {call === 'open' || call === 'undo' ? (
          <Button variant="default" onClick={() => receiving.send({ type: 'form.closed' })}>
            Leave it
          </Button>
        ) : (
          <Button variant="default" onClick={() => receiving.send({ type: 'request.lookedUpAgain' })}>
            See what is stored
          </Button>
        )}
      </Group>
    </div>
  );
};

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const Unconfirmed = () => {
  const call = useReceivingSelector(({ context }) => context.pending?.call ?? null);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const busy = useReceivingSelector((snapshot) => snapshot.hasTag('busy'));
  const late = useLate(busy);
  if (call && unconfirmed) return <Doubt call={call} />;
  return (
    <p role="status" className={classes['said']}>
      {late && call ? `${doing[call]} …` : ''}
    </p>
  );
};
