import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { libraryUses } from '../../../../shared/domain/conditions.ts';
import { t } from '../../../../shared/words/words.ts';
import type { LoanAnswer, LoanQuestionCode } from '../../machines/scan-page.steps.ts';
import type { Refused } from '../StepFeedback.tsx';
import { useScanPage } from './scan-page-actor.ts';
import { WayOn } from './WayOn.tsx';

type Choice = { readonly label: string; readonly answer: LoanAnswer };

/** A question about a loan, and the possible answers. */
type Question = {
  readonly label: string;
  /** Whether an accidental Enter may select the first choice. */
  readonly isHarmless: boolean;
  /** Whether the item may be returned instead. */
  readonly mayReturn: boolean;
  readonly choices: readonly Choice[];
};

const questions: Record<LoanQuestionCode, Question> = {
  'library-use-only': {
    label: t('Library use only'),
    isHarmless: true,
    mayReturn: false,
    choices: [
      { label: libraryUses['reading-room'].label, answer: { libraryUse: 'reading-room' } },
      { label: libraryUses['all-the-same'].label, answer: { libraryUse: 'all-the-same' } },
    ],
  },
  'item-overdue': {
    label: t('Partner wants it back'),
    isHarmless: false,
    mayReturn: true,
    choices: [{ label: libraryUses['all-the-same'].label, answer: { despiteDemand: true } }],
  },
  'patron-blocked': {
    label: t('Patron blocked'),
    isHarmless: false,
    mayReturn: false,
    choices: [{ label: libraryUses['all-the-same'].label, answer: { despiteBlock: true } }],
  },
  'item-is-copy': {
    label: t('Can the patron keep it?'),
    isHarmless: false,
    mayReturn: false,
    choices: [
      { label: t('The patron keeps it'), answer: { handOver: true } },
      { label: t('Lend it'), answer: { handOver: false } },
    ],
  },
};

type LoanQuestionProps = { readonly refused: Refused; readonly code: LoanQuestionCode };

/**
 * A question about lending an item. The focus is on the first choice if that is harmless, otherwise beside the choices; the next scan
 * simply continues.
 */
export const LoanQuestion = ({ refused, code }: LoanQuestionProps) => {
  const page = useScanPage();
  const first = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const { label, isHarmless, mayReturn, choices } = questions[code];
  useEffect(() => (isHarmless ? first : place).current?.focus(), [isHarmless]);
  return (
    <Group ref={place} tabIndex={-1} role="group" aria-label={label} gap="xs">
      {mayReturn && <WayOn feedback={refused} />}
      {choices.map(({ label: words, answer }, index) => {
        const isFirst = isHarmless && index === 0;
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
