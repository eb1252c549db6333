import { CallInDoubt, LateLine } from '../../components/CallInDoubt.tsx';
import type { ActInput, Pending } from '../../machines/lane.context.ts';
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

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const LaneUnconfirmed = () => {
  const lane = useLane();
  const pending = useLaneSelector(({ context }) => context.pending);
  const failure = useLaneSelector(({ context }) => context.failure);
  const unconfirmed = useLaneSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const busy = useLaneSelector((snapshot) => snapshot.hasTag('busy'));
  if (pending && unconfirmed)
    return (
      <CallInDoubt
        why={failure}
        doubt={wordsOf(pending).doubt}
        again={() => lane.send({ type: 'call.retried' })}
        otherwise={{ label: 'Leave it', take: () => lane.send({ type: 'call.left' }) }}
      />
    );
  return <LateLine busy={busy} doing={pending && wordsOf(pending).doing} />;
};
