import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Outcome } from '../../../shared/ipc/views.ts';
import { commands } from '../../../shared/domain/commands.ts';
import { t } from '../../../shared/words/words.ts';
import { shownKeys } from '../components/keys.ts';
import classes from '../components/NotificationLine.module.css';
import { OutsideWords } from '../components/Outside.tsx';
import { UndoneNotice } from '../components/UndoneNotice.tsx';
import { WhereTo, whereToWords } from '../components/WhereTo.tsx';
import type { SlipNotice } from '../machines/slips.ts';
import type { Feedback } from '../machines/step-runner.ts';
import { NoticePlace } from '../shell/notices/NoticePlace.tsx';
import { SlipWords, useSlip } from '../steps/SlipWords.tsx';
import { RedoButton, UndoButton } from '../steps/StepButtons.tsx';
import { InDoubt, SlipInDoubt, undoWords } from '../steps/StepNotifications.tsx';
import { useRunnerState } from '../steps/step-runner.ts';
import { BulkResult } from './BulkResult.tsx';
import { listRunner, say } from './list-runner.ts';

const Done = ({ outcome }: { readonly outcome: Outcome }) => {
  const { headline, title, externalId, whereTo, patronName, slip, remarks } = outcome;
  const line = whereTo
    ? whereToWords(whereTo, patronName)
    : ({ sign: 'done', word: headline, name: '' } as const);
  return (
    <WhereTo small {...line}>
      <p className={classes['detail']}>
        {whereTo && <>{headline}: </>}
        <bdi>{externalId}</bdi> · <OutsideWords text={title} />
        {slip && (
          <>
            {' · '}
            <SlipWords slip={slip} />
          </>
        )}
      </p>
      {remarks.map((remark) => (
        <p key={remark} className={classes['detail']}>
          {remark}
        </p>
      ))}
    </WhereTo>
  );
};

const wordsOf = (feedback: Feedback): ReactNode => {
  switch (feedback.kind) {
    case 'done':
      return <Done outcome={feedback.outcome} />;
    case 'undone':
      return <UndoneNotice small answer={feedback.answer} />;
    case 'notice':
      return <WhereTo small sign="done" word={feedback.message} name="" />;
    case 'bulk':
      return <BulkResult title={feedback.title} lines={feedback.lines} />;
    default:
      return null;
  }
};

/** Why something was not done; null where it was. */
const failureOf = (feedback: Feedback | null): string | null => {
  if (feedback?.kind === 'refused') return feedback.refusal.message;
  return feedback?.kind === 'failed' ? feedback.message : null;
};

const isFailure = (feedback: Feedback): boolean =>
  failureOf(feedback) !== null || (feedback.kind === 'bulk' && feedback.lines.some(({ done }) => !done));

const saidOfSlip = (notice: SlipNotice): Feedback =>
  notice.kind === 'refused'
    ? { kind: 'failed', message: notice.text }
    : {
        kind: 'notice',
        message: t('{externalId}: slip sent to the printer.', { externalId: notice.externalId }),
      };

const undoHint = t('Undo this step ({keys})', {
  keys: shownKeys(commands['undo.lastStep'].keys),
});

const dismiss = (): void => say(null);

const Stop = ({ message }: { readonly message: string }) => (
  <WhereTo small sign="stop" word={t('STOP')} name="">
    <Text component="p" className={classes['detail'] ?? ''}>
      {message}
    </Text>
  </WhereTo>
);

/**
 * What the last step on this page did, with the way back: one notice in a place of its own below the list, so that it covers nothing.
 * It goes by itself; a failure stays. Both places for words are always there, so that readers hear each change.
 */
export const NotificationLine = () => {
  const runner = listRunner();
  const feedback = useRunnerState(runner, ({ context }) => context.feedback);
  const slipNotice = useRunnerState(runner, ({ context }) => context.slipNotice);
  const isUndoInDoubt = useRunnerState(runner, (snapshot) => snapshot.hasTag('unconfirmed'));
  const isSlipInDoubt = useRunnerState(runner, (snapshot) => snapshot.hasTag('slipUnconfirmed'));
  const news = useMemo(() => (slipNotice ? saidOfSlip(slipNotice) : feedback), [slipNotice, feedback]);
  const slip = useSlip(news?.kind === 'done' ? news.outcome.slip : null);
  const failure = failureOf(news);
  return (
    <>
      {isUndoInDoubt && <InDoubt runner={runner} words={undoWords} />}
      {isSlipInDoubt && <SlipInDoubt runner={runner} />}
      <NoticePlace
        news={news}
        stays={news !== null && (isFailure(news) || slip?.state === 'failed')}
        dismiss={dismiss}
        status={news && wordsOf(news)}
        alert={failure !== null && <Stop message={failure} />}
        ways={
          <>
            {news?.kind === 'done' && <UndoButton compact opId={news.outcome.opId} hint={undoHint} />}
            {news?.kind === 'undone' && <RedoButton compact undone={news.answer} />}
          </>
        }
      />
    </>
  );
};
