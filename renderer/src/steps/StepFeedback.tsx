import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { commands } from '../../../shared/domain/commands.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import { shownKeys } from '../components/keys.ts';
import { refusalWords } from '../components/refusals.ts';
import classes from '../components/ScanPage.module.css';
import words from '../components/StepWords.module.css';
import { UndoneNotice } from '../components/UndoneNotice.tsx';
import { WhereTo } from '../components/WhereTo.tsx';
import { alarmOf } from '../machines/alarm.ts';
import type { Feedback } from '../machines/step-runner.ts';
import { RedoButton, SlipButton, UndoButton } from './StepButtons.tsx';
import { useStepRunner } from './step-runner.ts';
import { TakenStep } from './TakenStep.tsx';

export type Refused = Extract<Feedback, { readonly kind: 'refused' }>;

const Dismiss = () => {
  const runner = useStepRunner();
  return (
    <CloseButton
      size="sm"
      aria-label={t('Dismiss')}
      title={t('Dismiss (Esc)')}
      onClick={() => runner.send({ type: 'card.dismissed' })}
    />
  );
};

/** Returns a few words for a refusal, according to its severity. */
const signOf = ({ refusal }: Refused) => {
  const name = refusalWords(refusal.code);
  switch (alarmOf(refusal)) {
    case 'stop':
      return { sign: 'stop', word: t('STOP'), name } as const;
    case 'check':
      return { sign: 'look', word: t('CHECK'), name } as const;
    case 'fact':
      return { sign: 'fact', word: t('Nothing changed'), name } as const;
  }
};

const Refusal = ({ feedback, actions }: { readonly feedback: Refused; readonly actions: ReactNode }) => (
  <WhereTo card {...signOf(feedback)} actions={<Dismiss />}>
    <p className={words['facts']}>
      <bdi>{feedback.refusal.message}</bdi>
    </p>
    {actions !== null && <div className={classes['ways']}>{actions}</div>}
  </WhereTo>
);

const UndoAndReprint = ({ opId, slip }: { readonly opId: OpId; readonly slip: SlipState | null }) => (
  <>
    <UndoButton opId={opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
    <SlipButton slip={slip} hint={commands['print.slip'].keys} />
  </>
);

const buttonsOf = (feedback: Feedback): ReactNode => {
  switch (feedback.kind) {
    case 'done':
      return <UndoAndReprint opId={feedback.outcome.opId} slip={feedback.outcome.slip} />;
    case 'received':
      return <UndoAndReprint opId={feedback.answer.opId} slip={feedback.answer.volume.slip} />;
    case 'finished':
      return <UndoAndReprint opId={feedback.answer.opId} slip={null} />;
    case 'undone':
      return <RedoButton undone={feedback.answer} />;
    default:
      return null;
  }
};

/** Whether it interrupts screen readers. */
const isAlarm = (feedback: Feedback | null): boolean =>
  feedback?.kind === 'refused' && alarmOf(feedback.refusal) === 'stop';

const contentOf = (
  feedback: Feedback,
  { said, wayOn }: Required<Pick<StepFeedbackProps, 'said' | 'wayOn'>>,
): ReactNode => {
  switch (feedback.kind) {
    case 'done':
      return <TakenStep outcome={feedback.outcome} actions={buttonsOf(feedback)} />;
    case 'undone':
      return <UndoneNotice answer={feedback.answer} actions={buttonsOf(feedback)} />;
    case 'refused':
      return <Refusal feedback={feedback} actions={wayOn(feedback)} />;
    default:
      return said(feedback, buttonsOf(feedback));
  }
};

type StepFeedbackProps = {
  readonly feedback: Feedback | null;
  /** Scrolls it into view: at high zoom, the box that takes the focus would push it out. */
  readonly inSight?: boolean;
  /** Its place on the page; by default the card, which says where the item goes. */
  readonly place?: 'card' | 'said';
  /** Messages specific to this page. */
  readonly said?: (feedback: Feedback, actions: ReactNode) => ReactNode;
  /** Possible actions after a refusal. */
  readonly wayOn: (refused: Refused) => ReactNode;
};

/** The result of the last step and where the item goes. Both live regions always exist, so that screen readers announce each change. */
export const StepFeedback = ({
  feedback,
  inSight = false,
  place: area = 'card',
  said = () => null,
  wayOn,
}: StepFeedbackProps) => {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (feedback && inSight) place.current?.scrollIntoView({ block: 'nearest' });
  }, [feedback, inSight]);
  const content = feedback && contentOf(feedback, { said, wayOn });
  return (
    <section ref={place} aria-label={t('Last step')} className={classes['last']} data-area={area}>
      <div role="status" className={classes['notification']}>
        {!isAlarm(feedback) && content}
      </div>
      <div role="alert" className={classes['notification']}>
        {isAlarm(feedback) && content}
      </div>
    </section>
  );
};
