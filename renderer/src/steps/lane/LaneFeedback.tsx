import { Group } from '@mantine/core';
import { commands } from '../../../../shared/domain/commands.ts';
import classes from '../../components/ScanPage.module.css';
import { UndoneNotice } from '../../components/UndoneNotice.tsx';
import { TakenStep } from '../TakenStep.tsx';
import { shownKeys } from '../../components/keys.ts';
import { RedoButton, SlipButton, UndoButton } from '../StepButtons.tsx';
import { refusalWords } from '../../components/refusals.ts';
import { WhereTo } from '../../components/WhereTo.tsx';
import type { Feedback } from '../../machines/lane.context.ts';
import { useLaneSelector } from './lane-actor.ts';
import { LibraryUseChoice } from './LibraryUseChoice.tsx';
import { WayOn } from './WayOn.tsx';
import { t } from '../../../../shared/words/words.ts';

const Refused = ({ feedback }: { readonly feedback: Extract<Feedback, { kind: 'refused' }> }) => (
  <WhereTo sign="stop" word={t('common.stop')} name={refusalWords(feedback.refusal.code)}>
    <p className={classes['detail']}>
      <bdi>{feedback.refusal.message}</bdi>
    </p>
  </WhereTo>
);

const Buttons = ({ feedback }: { readonly feedback: Feedback }) => {
  switch (feedback.kind) {
    case 'outcome':
      return (
        <Group mt="xs">
          <UndoButton opId={feedback.outcome.opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
          <SlipButton slip={feedback.outcome.slip} hint={commands['print.slip'].keys} />
        </Group>
      );
    case 'refused':
      return feedback.refusal.code === 'library-use-only' ? (
        <LibraryUseChoice key={feedback.code} />
      ) : (
        <WayOn feedback={feedback} />
      );
    case 'undone':
      return <RedoButton undone={feedback.answer} />;
  }
};

/** What the last step did and where the item goes; both places are always there, so that readers hear each change. */
export const LaneFeedback = () => {
  const feedback = useLaneSelector(({ context }) => context.feedback);
  return (
    <section aria-label={t('common.lastStep')} className={classes['last']}>
      <div role="status" className={classes['notification']}>
        {feedback?.kind === 'outcome' && <TakenStep outcome={feedback.outcome} />}
        {feedback?.kind === 'undone' && <UndoneNotice answer={feedback.answer} />}
      </div>
      <div role="alert" className={classes['notification']}>
        {feedback?.kind === 'refused' && <Refused feedback={feedback} />}
      </div>
      {feedback && <Buttons feedback={feedback} />}
    </section>
  );
};
