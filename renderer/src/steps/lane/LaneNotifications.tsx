import { CodesWaiting } from '../../scanner/CodesWaiting.tsx';
import { SlipNotice } from '../SlipNotice.tsx';
import { useLane, useLaneSelector } from './lane-actor.ts';
import { LaneFeedback } from './LaneFeedback.tsx';
import { LaneUnconfirmed } from './LaneUnconfirmed.tsx';

const Waiting = () => {
  const lane = useLane();
  const count = useLaneSelector(({ context }) => context.waiting.length);
  const paused = useLaneSelector(({ context }) => context.paused);
  const lost = useLaneSelector(({ context }) => context.lost);
  return (
    <CodesWaiting
      count={count}
      paused={paused}
      lost={lost}
      release={() => lane.send({ type: 'waiting.released' })}
      discard={() => lane.send({ type: 'waiting.discarded' })}
      dismiss={() => lane.send({ type: 'lost.dismissed' })}
    />
  );
};

const SlipLine = () => {
  const lane = useLane();
  const notice = useLaneSelector(({ context }) => context.slipNotice);
  const unconfirmed = useLaneSelector((snapshot) => snapshot.hasTag('slipUnconfirmed'));
  const shownAbove = useLaneSelector(({ context: { feedback } }) =>
    feedback?.kind === 'outcome' ? feedback.outcome.slip : null,
  );
  return (
    <SlipNotice
      notice={notice}
      unconfirmed={unconfirmed}
      shownAbove={shownAbove}
      retry={() => lane.send({ type: 'slip.retried' })}
      leave={() => lane.send({ type: 'slip.givenUp' })}
    />
  );
};

/** All notifications of a lane, under its box: what waits, what the last step did, its slip, and what is in doubt. */
export const LaneNotifications = () => (
  <>
    <Waiting />
    <LaneFeedback />
    <SlipLine />
    <LaneUnconfirmed />
  </>
);
