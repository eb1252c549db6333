import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { libraryUses } from '../../../../shared/domain/conditions.ts';
import { t } from '../../../../shared/words/words.ts';
import type { LoanAnswer, LoanQuestionCode } from '../../machines/scan-page.steps.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import type { Refused } from '../StepFeedback.tsx';
import { useScanPage } from './scan-page-actor.ts';
import { WayOn } from './WayOn.tsx';

type Choice = { readonly label: string; readonly answer: LoanAnswer };

/** What lending asks, and what staff may answer. The first is what a hasty Enter takes. */
const questions: Record<
  LoanQuestionCode,
  { readonly label: string; readonly returnFirst: boolean; readonly choices: readonly Choice[] }
> = {
  'library-use-only': {
    label: t('lane.useInTheLibraryOnly'),
    returnFirst: false,
    choices: [
      { label: libraryUses['reading-room'].label, answer: { libraryUse: 'reading-room' } },
      { label: libraryUses['all-the-same'].label, answer: { libraryUse: 'all-the-same' } },
    ],
  },
  'item-overdue': {
    label: t('lane.itsPartnerWantsItBack'),
    returnFirst: true,
    choices: [{ label: libraryUses['all-the-same'].label, answer: { despiteDemand: true } }],
  },
  'item-is-copy': {
    label: t('lane.whetherThePatronKeepsIt'),
    returnFirst: false,
    choices: [
      { label: t('lane.thePatronKeepsIt'), answer: { handOver: true } },
      { label: t('lane.lendIt'), answer: { handOver: false } },
    ],
  },
};

type LoanQuestionProps = { readonly refused: Refused; readonly code: LoanQuestionCode };

/** What lending asks about an item. The first button has the focus; the next scan simply goes on. */
export const LoanQuestion = ({ refused, code }: LoanQuestionProps) => {
  const page = useScanPage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { label, returnFirst, choices } = questions[code];
  return (
    <Group
      mt="xs"
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The patron stays open.
        event.stopPropagation();
        focusScanBox();
      }}
    >
      {returnFirst && <WayOn feedback={refused} buttonRef={first} />}
      {choices.map(({ label: words, answer }, index) => {
        const isFirst = index === 0 && !returnFirst;
        return (
          <Button
            key={words}
            {...(isFirst ? { ref: first } : { variant: 'default' })}
            onClick={() => page.send({ type: 'loan.answered', answer })}
          >
            {words}
          </Button>
        );
      })}
    </Group>
  );
};
