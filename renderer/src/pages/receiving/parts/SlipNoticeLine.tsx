import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { SlipNotice } from '../../../steps/SlipNotice.tsx';

/** What became of a slip that was asked for again. */
export const SlipNoticeLine = () => {
  const receiving = useReceiving();
  const notice = useReceivingSelector(({ context }) => context.slipNotice);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('slipUnconfirmed'));
  const shownAbove = useReceivingSelector(({ context: { feedback } }) =>
    feedback?.kind === 'received' ? feedback.answer.volume.slip : null,
  );
  return (
    <SlipNotice
      notice={notice}
      unconfirmed={unconfirmed}
      shownAbove={shownAbove}
      retry={() => receiving.send({ type: 'slip.retried' })}
      leave={() => receiving.send({ type: 'slip.givenUp' })}
    />
  );
};
