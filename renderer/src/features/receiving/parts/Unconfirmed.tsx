import { useReceiving, useReceivingSelector } from '../../../shell/receiving/receiving-actor.ts';
import { CallInDoubt, LateLine } from '../../../components/CallInDoubt.tsx';
import type { Pending } from '../../../machines/receiving.context.ts';

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

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const Unconfirmed = () => {
  const receiving = useReceiving();
  const call = useReceivingSelector(({ context }) => context.pending?.call ?? null);
  const failure = useReceivingSelector(({ context }) => context.failure);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const busy = useReceivingSelector((snapshot) => snapshot.hasTag('busy'));
  if (call && unconfirmed)
    return (
      <CallInDoubt
        why={failure}
        doubt={doubt[call]}
        again={() => receiving.send({ type: 'call.retried' })}
        otherwise={
          call === 'open' || call === 'undo'
            ? { label: 'Leave it', take: () => receiving.send({ type: 'form.closed' }) }
            : { label: 'See what is stored', take: () => receiving.send({ type: 'request.lookedUpAgain' }) }
        }
      />
    );
  return <LateLine busy={busy} doing={call && doing[call]} />;
};
