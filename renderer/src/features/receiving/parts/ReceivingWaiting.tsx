import { useReceiving, useReceivingSelector } from '../../../shell/receiving/receiving-actor.ts';
import { CodesWaiting } from '../../../scanner/CodesWaiting.tsx';

/** Scans that came while the last one is still stored. */
export const ReceivingWaiting = () => {
  const receiving = useReceiving();
  const count = useReceivingSelector(({ context }) => context.waiting.length);
  const held = useReceivingSelector(({ context }) => context.held);
  const lost = useReceivingSelector(({ context }) => context.lost);
  return (
    <CodesWaiting
      count={count}
      held={held}
      lost={lost}
      release={() => receiving.send({ type: 'waiting.released' })}
      discard={() => receiving.send({ type: 'waiting.discarded' })}
      dismiss={() => receiving.send({ type: 'lost.dismissed' })}
    />
  );
};
