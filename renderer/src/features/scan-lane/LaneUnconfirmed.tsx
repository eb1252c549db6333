import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from '../../components/Lane.module.css';
import { useLate } from '../../components/late.ts';
import { WhereTo } from '../../components/WhereTo.tsx';
import type { ActInput, Pending } from './lane.types.ts';
import { useLane, useLaneSelector } from './lane-actor.ts';

type Words = { readonly doing: string; readonly doubt: string };

const actWords = {
  'scan-in': {
    doing: 'Scanning in',
    doubt: 'The item may be scanned in or not. Trying again never does it twice.',
  },
  return: {
    doing: 'Returning',
    doubt: 'The item may be returned or not. Trying again never returns it twice.',
  },
  lend: { doing: 'Lending', doubt: 'The item may be lent or not. Trying again never lends it twice.' },
  renew: {
    doing: 'Renewing',
    doubt: 'The loan may be renewed or not. Trying again never renews it twice.',
  },
} as const satisfies Record<ActInput['job'], Words>;

const wordsOf = (pending: Pending): Words => {
  switch (pending.call) {
    case 'look':
      return { doing: 'Looking up', doubt: 'It could not be looked up. Nothing was changed.' };
    case 'act':
      return actWords[pending.act.job];
    case 'undo':
      return {
        doing: 'Undoing',
        doubt: 'The step may be undone or not. Trying again never undoes more.',
      };
  }
};

const Doubt = ({ words }: { readonly words: Words }) => {
  const lane = useLane();
  const failure = useLaneSelector(({ context }) => context.failure);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => again.current?.focus(), []);
  return (
    <div>
      <div role="alert">
        <WhereTo sign="look" word="NOT CONFIRMED YET" name="">
          <p className={classes['detail']}>
            {failure} {words.doubt}
          </p>
        </WhereTo>
      </div>
      <Group mt="xs">
        <Button ref={again} onClick={() => lane.send({ type: 'call.retried' })}>
          Try again
        </Button>
        <Button variant="default" onClick={() => lane.send({ type: 'call.left' })}>
          Leave it
        </Button>
      </Group>
    </div>
  );
};

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const LaneUnconfirmed = () => {
  const pending = useLaneSelector(({ context }) => context.pending);
  const unconfirmed = useLaneSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const busy = useLaneSelector((snapshot) => snapshot.hasTag('busy'));
  const late = useLate(busy);
  if (pending && unconfirmed) return <Doubt words={wordsOf(pending)} />;
  return (
    <p role="status" className={classes['said']}>
      {late && pending ? `${wordsOf(pending).doing} …` : ''}
    </p>
  );
};
