import { Group } from '@mantine/core';
import { commands } from '../../../../shared/domain/commands.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import classes from '../../components/Lane.module.css';
import { OutsideWords } from '../../components/Outside.tsx';
import { TakenBack } from '../../components/TakenBack.tsx';
import { SlipWords, useSlip } from '../steps/SlipWords.tsx';
import { shownKeys } from '../../components/keys.ts';
import { SlipButton, UndoButton } from '../steps/StepButtons.tsx';
import { refusalWords } from '../../components/refusals.ts';
import { WhereTo, whereToWords } from '../../components/WhereTo.tsx';
import type { Feedback } from '../../machines/lane.context.ts';
import { useLaneSelector } from './lane-actor.ts';
import { WayOn } from './WayOn.tsx';

const wordsOf = ({ whereTo, patronName, headline }: Outcome) =>
  whereTo ? whereToWords(whereTo, patronName) : ({ sign: 'done', word: headline, name: '' } as const);

const Taken = ({ outcome }: { readonly outcome: Outcome }) => {
  const slip = useSlip(outcome.slip);
  return (
    <>
      <WhereTo {...wordsOf(outcome)}>
        <p className={classes['detail']}>
          {outcome.whereTo && `${outcome.headline} · `}
          <OutsideWords text={outcome.title} />
          {outcome.barcode !== null && (
            <>
              {' · '}
              <bdi className={classes['code']}>{outcome.barcode}</bdi>
            </>
          )}
          {outcome.slip && (
            <>
              {' · '}
              <SlipWords slip={outcome.slip} />
            </>
          )}
        </p>
        {outcome.remarks.map((remark) => (
          <p key={remark} className={classes['detail']}>
            <bdi>{remark}</bdi>
          </p>
        ))}
      </WhereTo>
      {slip?.state === 'failed' && (
        <WhereTo sign="look" word="NO SLIP" name="">
          <p className={classes['detail']}>
            The step is stored. The slip did not print: {slip.note || 'the printer gave no reason'}
          </p>
        </WhereTo>
      )}
    </>
  );
};

const Refused = ({ feedback }: { readonly feedback: Extract<Feedback, { kind: 'refused' }> }) => (
  <WhereTo sign="stop" word="STOP" name={refusalWords(feedback.refusal.code)}>
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
      return <WayOn feedback={feedback} />;
    case 'undone':
      return null;
  }
};

/** What the last step did and where the item goes; both places are always there, so that readers hear each change. */
export const LaneFeedback = () => {
  const feedback = useLaneSelector(({ context }) => context.feedback);
  return (
    <section aria-label="Last step" className={classes['last']}>
      <div role="status" className={classes['notification']}>
        {feedback?.kind === 'outcome' && <Taken outcome={feedback.outcome} />}
        {feedback?.kind === 'undone' && <TakenBack answer={feedback.answer} />}
      </div>
      <div role="alert" className={classes['notification']}>
        {feedback?.kind === 'refused' && <Refused feedback={feedback} />}
      </div>
      {feedback && <Buttons feedback={feedback} />}
    </section>
  );
};
