import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Outcome, Undone } from '../../../shared/ipc/views.ts';
import { commands } from '../../../shared/domain/commands.ts';
import { t } from '../../../shared/words/words.ts';
import { shownKeys } from '../components/keys.ts';
import { NoticeDetail, NoticeWords } from '../components/NoticeWords.tsx';
import { OutsideWords } from '../components/Outside.tsx';
import { undoneLine } from '../components/undone-line.ts';
import { whereToWords } from '../components/WhereTo.tsx';
import type { SlipNotice } from '../machines/slips.ts';
import type { Feedback } from '../machines/step-runner.ts';
import { NoticePlace } from '../shell/notices/NoticePlace.tsx';
import { SlipWords, useSlip } from '../steps/SlipWords.tsx';
import { RedoButton, UndoButton } from '../steps/StepButtons.tsx';
import { InDoubt, SlipInDoubt, undoWords } from '../steps/StepNotifications.tsx';
import { useRunnerState } from '../steps/step-runner.ts';
import { BulkResult, UndoAll } from './BulkResult.tsx';
import { listRunner, showFeedback } from './list-runner.ts';
import { failureOf, isFailure, staysUntilDismissed } from './notice-stays.ts';
import { Facts } from '../components/Facts.tsx';

const Done = ({ outcome }: { readonly outcome: Outcome }) => {
  const { headline, title, externalId, whereTo, patronName, slip, remarks } = outcome;
  const place = whereTo && whereToWords(whereTo, patronName);
  return (
    <NoticeWords
      sign={place?.sign ?? 'done'}
      title={
        place ? (
          <Facts>
            {place.word}
            <bdi>{place.name}</bdi>
          </Facts>
        ) : (
          headline
        )
      }
    >
      <NoticeDetail>
        {place && <>{headline}: </>}
        <Facts>
          <bdi>{externalId}</bdi>
          <OutsideWords text={title} />
          {slip && <SlipWords slip={slip} />}
        </Facts>
      </NoticeDetail>
      {remarks.length > 0 && <NoticeDetail>{remarks.join(' ')}</NoticeDetail>}
    </NoticeWords>
  );
};

const UndoneStep = ({ answer }: { readonly answer: Undone }) => (
  <NoticeWords sign="undone" title={t('Undone')}>
    <NoticeDetail>
      <Facts>
        <bdi>{answer.externalId}</bdi>
        <OutsideWords text={answer.title} />
      </Facts>
    </NoticeDetail>
    <NoticeDetail>{undoneLine(answer)}</NoticeDetail>
  </NoticeWords>
);

const wordsOf = (feedback: Feedback): ReactNode => {
  switch (feedback.kind) {
    case 'done':
      return <Done outcome={feedback.outcome} />;
    case 'undone':
      return <UndoneStep answer={feedback.answer} />;
    case 'notice':
      return <NoticeWords sign="done" title={feedback.message} />;
    case 'bulk':
      return <BulkResult title={feedback.title} lines={feedback.lines} />;
    default:
      return null;
  }
};

/** The undo for the last step. */
const Ways = ({ news }: { readonly news: Feedback | null }) => {
  switch (news?.kind) {
    case 'done':
      return <UndoButton compact opId={news.outcome.opId} hint={undoHint} />;
    case 'undone':
      return <RedoButton compact undone={news.answer} />;
    case 'bulk':
      return <UndoAll lines={news.lines} />;
    default:
      return null;
  }
};

const feedbackOfSlip = (notice: SlipNotice): Feedback =>
  notice.kind === 'refused'
    ? { kind: 'failed', message: notice.text }
    : {
        kind: 'notice',
        message: t('{externalId}: slip sent to the printer.', { externalId: notice.externalId }),
      };

const undoHint = t('Undo this step ({keys})', {
  keys: shownKeys(commands['undo.lastStep'].keys),
});

const dismiss = (): void => showFeedback(null);

/** A failure, named by the first words. */
const Stop = ({ message }: { readonly message: string }) => (
  <NoticeWords sign="stop" title={t('Not done')}>
    <NoticeDetail>{message}</NoticeDetail>
  </NoticeWords>
);

/** An object that stands for an open question, so that the notice is shown. */
const asked = {};

/**
 * The result of the last step on this page, with its undo. It disappears automatically, and with the page; failures, calls in doubt and
 * the result of several steps stay.
 */
export const NotificationLine = () => {
  const runner = listRunner();
  const feedback = useRunnerState(runner, ({ context }) => context.feedback);
  const slipNotice = useRunnerState(runner, ({ context }) => context.slipNotice);
  const isUndoInDoubt = useRunnerState(runner, (snapshot) => snapshot.hasTag('unconfirmed'));
  const isSlipInDoubt = useRunnerState(runner, (snapshot) => snapshot.hasTag('slipUnconfirmed'));
  const news = useMemo(() => (slipNotice ? feedbackOfSlip(slipNotice) : feedback), [slipNotice, feedback]);
  const slip = useSlip(news?.kind === 'done' ? news.outcome.slip : null);
  useEffect(
    () => () => {
      const { feedback: left } = runner.getSnapshot().context;
      // Elsewhere it would come again later, about a step that is no longer the last one.
      if (left !== null && !isFailure(left)) dismiss();
    },
    [runner],
  );
  const failure = failureOf(news);
  const isAsked = isUndoInDoubt || isSlipInDoubt;
  return (
    <NoticePlace
      news={news ?? (isAsked ? asked : null)}
      stays={isAsked || (news !== null && (staysUntilDismissed(news) || slip?.state === 'failed'))}
      dismiss={dismiss}
      status={news && wordsOf(news)}
      alert={
        <>
          {isUndoInDoubt && <InDoubt runner={runner} words={undoWords} />}
          {isSlipInDoubt && <SlipInDoubt runner={runner} />}
          {failure !== null && <Stop message={failure} />}
        </>
      }
      ways={<Ways news={news} />}
    />
  );
};
