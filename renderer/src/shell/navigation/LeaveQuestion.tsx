import { Text } from '@mantine/core';
import { discardAndLeave, stay } from '../../places/leave-guard.ts';
import { t } from '../../../../shared/words/words.ts';
import { LossQuestion } from './LossQuestion.tsx';

/** Asks before a form with unsaved input is left. */
export const LeaveQuestion = () => (
  <LossQuestion
    title={t('Not saved yet')}
    keep={{ label: t('Keep editing'), go: stay }}
    lose={{ label: t('Discard changes'), go: discardAndLeave }}
  >
    <Text mb="md">{t('Your changes here aren’t saved. They will be lost if you leave.')}</Text>
  </LossQuestion>
);
