import { Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { commands } from '../../../shared/domain/commands.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import { shownKeys } from '../components/keys.ts';
import { refusalWords } from '../components/refusals.ts';
import classes from '../components/ScanPage.module.css';
import { UndoneNotice } from '../components/UndoneNotice.tsx';
import { WhereTo } from '../components/WhereTo.tsx';
import type { Feedback } from '../machines/step-runner.ts';
import { RedoButton, SlipButton, UndoButton } from './StepButtons.tsx';
import { TakenStep } from './TakenStep.tsx';

export type Refused = Extract<Feedback, { readonly kind: 'refused' }>;

const Stop = ({ feedback: { refusal } }: { readonly feedback: Refused }) => (
  <WhereTo sign="stop" word={t('STOP')} name={refusalWords(refusal.code)}>
    <p className={classes['detail']}>
      <bdi>{refusal.message}</bdi>
    </p>
  </WhereTo>
);

const UndoAndReprint = ({ opId, slip }: { readonly opId: OpId; readonly slip: SlipState | null }) => (
  <Group mt="xs">
    <UndoButton opId={opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
    <SlipButton slip={slip} hint={commands['print.slip'].keys} />
  </Group>
);

const Buttons = ({
  feedback,
  wayOn,
}: {
  readonly feedback: Feedback;
  readonly wayOn: (refused: Refused) => ReactNode;
}) => {
  switch (feedback.kind) {
    case 'done':
      return <UndoAndReprint opId={feedback.outcome.opId} slip={feedback.outcome.slip} />;
    case 'received':
      return <UndoAndReprint opId={feedback.answer.opId} slip={feedback.answer.volume.slip} />;
    case 'finished':
      return <UndoAndReprint opId={feedback.answer.opId} slip={null} />;
    case 'undone':
      return (
        <Group mt="xs">
          <RedoButton undone={feedback.answer} />
        </Group>
      );
    case 'refused':
      return wayOn(feedback);
    default:
      return null;
  }
};

type StepFeedbackProps = {
  readonly feedback: Feedback | null;
  readonly small?: boolean;
  /** Magnified, the box that takes the focus would push it out of sight. */
  readonly inSight?: boolean;
  /** What this page alone says. */
  readonly said?: (feedback: Feedback) => ReactNode;
  /** What may be done about a refusal. */
  readonly wayOn: (refused: Refused) => ReactNode;
};

/** What the last step did and where the item goes; both places are always there, so that readers hear each change. */
export const StepFeedback = ({
  feedback,
  small = false,
  inSight = false,
  said = () => null,
  wayOn,
}: StepFeedbackProps) => {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (feedback && inSight) place.current?.scrollIntoView({ block: 'nearest' });
  }, [feedback, inSight]);
  return (
    <section ref={place} aria-label={t('Last step')} className={classes['last']}>
      <div role="status" className={classes['notification']}>
        {feedback?.kind === 'done' && <TakenStep small={small} outcome={feedback.outcome} />}
        {feedback?.kind === 'undone' && <UndoneNotice small={small} answer={feedback.answer} />}
        {feedback && said(feedback)}
      </div>
      <div role="alert" className={classes['notification']}>
        {feedback?.kind === 'refused' && <Stop feedback={feedback} />}
      </div>
      {feedback && <Buttons feedback={feedback} wayOn={wayOn} />}
    </section>
  );
};
