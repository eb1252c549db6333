import { t } from '../../../../shared/words/words.ts';
import { isLoanQuestion } from '../../machines/scan-page.steps.ts';
import type { ActInput, Pending } from '../../machines/scan-page.steps.ts';
import type { Refused } from '../StepFeedback.tsx';
import { StepFeedback } from '../StepFeedback.tsx';
import type { CallWords } from '../StepNotifications.tsx';
import { InDoubt, SlipLine, undoWords, Waiting } from '../StepNotifications.tsx';
import { LoanQuestion } from './LoanQuestion.tsx';
import { useScanPage, useScanPageSelector } from './scan-page-actor.ts';
import { WayOn } from './WayOn.tsx';

const actWords = {
  'scan-in': { doing: t('lane.scanningIn'), doubt: t('lane.theItemMayBeScannedIn') },
  return: { doing: t('common.returning'), doubt: t('lane.theItemMayBeReturnedOr') },
  lend: { doing: t('common.lending'), doubt: t('lane.theItemMayBeLentOr') },
  'renew-loan': { doing: t('lane.renewing'), doubt: t('lane.theLoanMayBeRenewedOr') },
} as const satisfies Record<ActInput['step'], CallWords>;

const wordsOf = (pending: Pending): CallWords => {
  switch (pending.call) {
    case 'look':
      return { doing: t('common.lookingUp'), doubt: t('lane.itCouldNotBeLookedUp') };
    case 'act':
      return actWords[pending.act.step];
    case 'undo':
      return undoWords;
  }
};

const wayOn = (refused: Refused) =>
  isLoanQuestion(refused.refusal.code) ? (
    <LoanQuestion
      key={`${refused.code} ${refused.refusal.code}`}
      refused={refused}
      code={refused.refusal.code}
    />
  ) : (
    <WayOn feedback={refused} />
  );

/** All notifications of a scan page, under its box: what waits, what the last step did, its slip, and what is in doubt. */
export const ScanPageNotifications = () => {
  const page = useScanPage();
  const feedback = useScanPageSelector(({ context }) => context.feedback);
  const pending = useScanPageSelector(({ context }) => context.pending);
  return (
    <>
      <Waiting runner={page} />
      <StepFeedback feedback={feedback} wayOn={wayOn} />
      <SlipLine runner={page} />
      <InDoubt runner={page} words={pending && wordsOf(pending)} />
    </>
  );
};
