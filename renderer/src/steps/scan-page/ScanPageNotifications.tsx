import { t } from '../../../../shared/words/words.ts';
import { isLoanQuestion } from '../../machines/scan-page.steps.ts';
import type { ActInput, Pending } from '../../machines/scan-page.steps.ts';
import { CardHint } from '../CardHint.tsx';
import type { Refused } from '../StepFeedback.tsx';
import { StepFeedback } from '../StepFeedback.tsx';
import type { CallWords } from '../StepNotifications.tsx';
import { InDoubt, SlipLine, undoWords, Waiting } from '../StepNotifications.tsx';
import { LoanQuestion } from './LoanQuestion.tsx';
import { useScanPage, useScanPageSelector } from './scan-page-actor.ts';
import { VolumeQuestion } from './VolumeQuestion.tsx';
import { WayOn } from './WayOn.tsx';

const actWords = {
  'scan-in': {
    doing: t('Scanning in'),
    doubt: t('The item may or may not have been scanned in. Trying again won’t scan it in twice.'),
  },
  return: {
    doing: t('Returning'),
    doubt: t('The item may or may not have been returned. Trying again won’t return it twice.'),
  },
  lend: {
    doing: t('Lending'),
    doubt: t('The item may or may not have been lent. Trying again won’t lend it twice.'),
  },
  'renew-loan': {
    doing: t('Renewing'),
    doubt: t('The loan may or may not have been renewed. Trying again won’t renew it twice.'),
  },
} as const satisfies Record<ActInput['step'], CallWords>;

const wordsOf = (pending: Pending): CallWords => {
  switch (pending.call) {
    case 'look':
      return { doing: t('Looking up'), doubt: t('Lookup failed. Nothing was changed.') };
    case 'act':
      return actWords[pending.act.step];
    case 'undo':
      return undoWords;
  }
};

const wayOn = (refused: Refused) => {
  const { code } = refused.refusal;
  if (code === 'volume-unclear') return <VolumeQuestion key={refused.code} refused={refused} />;
  return isLoanQuestion(code) ? (
    <LoanQuestion key={`${refused.code} ${refused.refusal.code}`} refused={refused} code={code} />
  ) : (
    <WayOn feedback={refused} />
  );
};

/**
 * All notifications of a scan page, under its box: the last step, waiting codes, slips, and calls in doubt.
 * @param hint instructions in the place of the last step, until there is one; empty: the place is not reserved
 */
export const ScanPageNotifications = ({ hint }: { readonly hint: string }) => {
  const page = useScanPage();
  const feedback = useScanPageSelector(({ context }) => context.feedback);
  const pending = useScanPageSelector(({ context }) => context.pending);
  return (
    <>
      {feedback === null && hint !== '' && <CardHint isBusy={pending !== null}>{hint}</CardHint>}
      <StepFeedback feedback={feedback} wayOn={wayOn} />
      <Waiting runner={page} />
      <SlipLine runner={page} />
      <InDoubt runner={page} words={pending && wordsOf(pending)} />
    </>
  );
};
