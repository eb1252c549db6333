import { Button, Group, Text } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../ReceivingPage.module.css';
import { maxWaiting } from '../receiving.steps.ts';

const scans = (count: number): string => `${count} ${count === 1 ? 'scan' : 'scans'} waiting`;

const Held = ({ count }: { readonly count: number }) => {
  const receiving = useReceiving();
  return (
    <div role="alert">
      <WhereTo sign="look" word={scans(count)} name="">
        <p className={classes['detail']}>
          They were made before this stop could be seen. Check that they still fit what is open here.
        </p>
      </WhereTo>
      <Group mt="xs">
        <Button onClick={() => receiving.send({ type: 'waiting.released' })}>Go on with them</Button>
        <Button variant="default" onClick={() => receiving.send({ type: 'waiting.discarded' })}>
          Drop them
        </Button>
      </Group>
    </div>
  );
};

const shownLost = 5;

const Lost = ({ codes }: { readonly codes: readonly string[] }) => {
  const receiving = useReceiving();
  return (
    <div role="alert">
      <WhereTo sign="stop" word="STOP" name={`${codes.length} not taken`}>
        <p className={classes['detail']}>
          {maxWaiting} scans are waiting already. Not taken, scan again later:{' '}
          <bdi>{codes.slice(0, shownLost).join(', ')}</bdi>
          {codes.length > shownLost && ` and ${codes.length - shownLost} more`}
        </p>
      </WhereTo>
      <Button mt="xs" variant="default" onClick={() => receiving.send({ type: 'lost.dismissed' })}>
        Understood
      </Button>
    </div>
  );
};

/** Scans that came while the last one is still stored: how many, and what became of those without room. */
export const CodesWaiting = () => {
  const count = useReceivingSelector(({ context }) => context.waiting.length);
  const held = useReceivingSelector(({ context }) => context.held);
  const lost = useReceivingSelector(({ context }) => context.lost);
  return (
    <>
      {lost.length > 0 && <Lost codes={lost} />}
      {count > 0 && held && <Held count={count} />}
      {count > 0 && !held && (
        <Text role="status" fw={700} size="lg">
          {scans(count)}
        </Text>
      )}
    </>
  );
};
