import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { CallInDoubt, LateLine } from '../../../components/CallInDoubt.tsx';
import type { Pending } from '../../../machines/receiving.context.ts';
import { isNothingStored } from '../../../machines/call.machine.ts';
import { t } from '../../../../../shared/words/words.ts';

const doing = {
  open: t('common.lookingUp'),
  store: t('receiving.saving'),
  finish: t('receiving.endingTheSet'),
  make: t('receiving.makingABarcode'),
  undo: t('common.undoing'),
} as const satisfies Record<Pending['call'], string>;

const doubt = {
  open: t('receiving.theRequestCouldNotBeLooked'),
  store: t('receiving.theItemMayBeReceivedOrNot'),
  finish: t('receiving.theSetMayBeEndedOr'),
  make: t('receiving.theBarcodeMayBeMadeOr'),
  undo: t('common.theStepMayBeUndoneOr'),
} as const satisfies Record<Pending['call'], string>;

/** A call on its way that takes long, or one of which nobody knows whether it went through. */
export const Unconfirmed = () => {
  const receiving = useReceiving();
  const call = useReceivingSelector(({ context }) => context.pending?.call ?? null);
  const failure = useReceivingSelector(({ context }) => context.failure);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const nothingStored = useReceivingSelector(isNothingStored);
  const busy = useReceivingSelector((snapshot) => snapshot.hasTag('busy'));
  if (call && unconfirmed)
    return (
      <CallInDoubt
        why={failure}
        nothingStored={nothingStored}
        doubt={doubt[call]}
        again={() => receiving.send({ type: 'call.retried' })}
        otherwise={
          call === 'open' || call === 'make' || call === 'undo'
            ? { label: t('common.leaveIt'), take: () => receiving.send({ type: 'form.closed' }) }
            : {
                label: t('receiving.seeWhatIsStored'),
                take: () => receiving.send({ type: 'request.lookedUpAgain' }),
              }
        }
      />
    );
  return <LateLine busy={busy} doing={call && doing[call]} />;
};
