import { CallInDoubt, LateLine } from '../../components/CallInDoubt.tsx';
import type { ActInput, Pending } from '../../machines/lane.context.ts';
import { useLane, useLaneSelector } from './lane-actor.ts';
import { isNothingStored } from '../../machines/call.machine.ts';
import { t } from '../../../../shared/words/words.ts';

type Words = { readonly doing: string; readonly doubt: string };

const actWords = {
  'scan-in': {
    doing: t('lane.scanningIn'),
    doubt: t('lane.theItemMayBeScannedIn'),
  },
  return: {
    doing: t('common.returning'),
    doubt: t('lane.theItemMayBeReturnedOr'),
  },
  lend: { doing: t('common.lending'), doubt: t('lane.theItemMayBeLentOr') },
  renew: {
    doing: t('lane.renewing'),
    doubt: t('lane.theLoanMayBeRenewedOr'),
  },
} as const satisfies Record<ActInput['job'], Words>;

const wordsOf = (pending: Pending): Words => {
  switch (pending.call) {
    case 'look':
      return { doing: t('common.lookingUp'), doubt: t('lane.itCouldNotBeLookedUp') };
    case 'act':
      return actWords[pending.act.job];
    case 'undo':
      return {
        doing: t('common.undoing'),
        doubt: t('common.theStepMayBeUndoneOr'),
      };
  }
};

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const LaneUnconfirmed = () => {
  const lane = useLane();
  const pending = useLaneSelector(({ context }) => context.pending);
  const failure = useLaneSelector(({ context }) => context.failure);
  const unconfirmed = useLaneSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const nothingStored = useLaneSelector(isNothingStored);
  const busy = useLaneSelector((snapshot) => snapshot.hasTag('busy'));
  if (pending && unconfirmed)
    return (
      <CallInDoubt
        why={failure}
        nothingStored={nothingStored}
        doubt={wordsOf(pending).doubt}
        again={() => lane.send({ type: 'call.retried' })}
        otherwise={{ label: t('common.leaveIt'), take: () => lane.send({ type: 'call.left' }) }}
      />
    );
  return <LateLine busy={busy} doing={pending && wordsOf(pending).doing} />;
};
