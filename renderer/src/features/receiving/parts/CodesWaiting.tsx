import { Button, Group, Text } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { focusScanBox } from '../../../app/use-panes.ts';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../ReceivingPage.module.css';
import { maxWaiting } from '../receiving.steps.ts';
import type { LostCode } from '../receiving.types.ts';

const scans = (count: number): string => `${count} ${count === 1 ? 'scan' : 'scans'} waiting`;

const Held = ({ count }: { readonly count: number }) => {
  const receiving = useReceiving();
  // The buttons go away: the focus goes back to the lane.
  const choose = (type: 'waiting.released' | 'waiting.discarded'): void => {
    receiving.send({ type });
    focusScanBox();
  };
  return (
    <div role="alert">
      <WhereTo sign="look" word={scans(count)} name="">
        <p className={classes['detail']}>
          They were made before this stop could be seen. Check that they still fit what is open here.
        </p>
      </WhereTo>
      <Group mt="xs">
        <Button onClick={() => choose('waiting.released')}>Go on with them</Button>
        <Button variant="default" onClick={() => choose('waiting.discarded')}>
          Drop them
        </Button>
      </Group>
    </div>
  );
};

const shownLost = 5;

const whyLost = {
  'no-room': `${maxWaiting} scans are waiting already. Not taken, scan again later:`,
  torn: 'Only a part of the code came in one piece. Not taken, scan it again:',
} as const satisfies Record<LostCode['why'], string>;

const LostLine = ({ why, lost }: { readonly why: LostCode['why']; readonly lost: readonly LostCode[] }) => {
  const codes = lost.filter((code) => code.why === why).map(({ code }) => code);
  if (codes.length === 0) return null;
  return (
    <p className={classes['detail']}>
      {whyLost[why]} <bdi>{codes.slice(0, shownLost).join(', ')}</bdi>
      {codes.length > shownLost && ` and ${codes.length - shownLost} more`}
    </p>
  );
};

const Lost = ({ lost }: { readonly lost: readonly LostCode[] }) => {
  const receiving = useReceiving();
  return (
    <div>
      <div role="alert">
        <WhereTo sign="stop" word="STOP" name={`${lost.length} not taken`}>
          <LostLine why="torn" lost={lost} />
          <LostLine why="no-room" lost={lost} />
        </WhereTo>
      </div>
      <Button
        mt="xs"
        variant="default"
        onClick={() => {
          receiving.send({ type: 'lost.dismissed' });
          focusScanBox();
        }}
      >
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
      {lost.length > 0 && <Lost lost={lost} />}
      {count > 0 && held && <Held count={count} />}
      {count > 0 && !held && (
        <Text role="status" fw={700} size="lg">
          {scans(count)}
        </Text>
      )}
    </>
  );
};
