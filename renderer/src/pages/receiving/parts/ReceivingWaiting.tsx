import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { CodesWaiting } from '../../../scanner/CodesWaiting.tsx';

/** Scans that came while the last one is still stored. */
export const ReceivingWaiting = () => {
  const receiving = useReceiving();
  const count = useReceivingSelector(({ context }) => context.waiting.length);
  const paused = useReceivingSelector(({ context }) => context.paused);
  const lost = useReceivingSelector(({ context }) => context.lost);
  return (
    <CodesWaiting
      count={count}
      paused={paused}
      lost={lost}
      release={() => receiving.send({ type: 'waiting.released' })}
      discard={() => receiving.send({ type: 'waiting.discarded' })}
      dismiss={() => receiving.send({ type: 'lost.dismissed' })}
    />
  );
};
