import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { commands } from '../../../../../shared/domain/commands.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { Received } from '../../../../../shared/ipc/views.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { go, startOf } from '../../../places/routes.ts';
import { openNewRequest } from '../../../requests/open-new-request.ts';
import { focusScanBox } from '../../../scanner/focus-scan-box.ts';
import { OutsideWords } from '../../../components/Outside.tsx';
import { UndoneNotice } from '../../../components/UndoneNotice.tsx';
import { SlipWords, useSlip } from '../../../steps/SlipWords.tsx';
import { shownKeys } from '../../../components/keys.ts';
import { RedoButton, SlipButton, UndoButton } from '../../../steps/StepButtons.tsx';
import { TakenStep } from '../../../steps/TakenStep.tsx';
import { destinationWords, WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../../../components/ScanPage.module.css';
import type { Feedback } from '../../../machines/receiving.context.ts';
import { refusalWords } from '../../../components/refusals.ts';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

const volumeWords = ({ volume, volumesExpected, loopOpen }: Received): string =>
  volume.volume > 1 || loopOpen
    ? t('common.volume', {
        volume: volume.volume,
        volumesExpectedCase: volumesExpected === null ? 'yes' : 'no',
        volumesExpected,
      })
    : '';

const ReceivedLine = ({ answer }: { readonly answer: Received }) => {
  const small = useReceivingSelector(({ context }) => context.form !== null && !context.inLoop);
  const slip = useSlip(answer.volume.slip);
  const failed = slip?.state === 'failed' ? slip : null;
  return (
    <>
      <WhereTo small={small} {...destinationWords(answer.volume.destination, answer.patronName)}>
        <p className={classes['detail']}>
          {tx('receiving.received5', {
            title: <OutsideWords text={answer.title} />,
            barcode: <bdi className={classes['code']}>{answer.volume.barcode}</bdi>,
            answer: volumeWords(answer),
            slip: <SlipWords slip={answer.volume.slip} />,
          })}
        </p>
      </WhereTo>
      {failed && (
        <WhereTo sign="look" word={t('common.noSlip')} name="">
          <p className={classes['detail']}>
            {t('receiving.receivedTheSlipDidNotPrint', {
              note: failed.note || t('common.thePrinterGaveNoReason'),
            })}
          </p>
        </WhereTo>
      )}
    </>
  );
};

/** What was undone gives way to an open form: the form says what happens next. */
const useOpenForm = (): boolean => useReceivingSelector(({ context }) => context.form !== null);

const Notification = ({
  feedback,
}: {
  readonly feedback: Exclude<Feedback, { kind: 'refused' }>;
}): ReactNode => {
  const small = useOpenForm();
  switch (feedback.kind) {
    case 'received':
      return <ReceivedLine answer={feedback.answer} />;
    case 'finished': {
      const { answer, last } = feedback;
      const of =
        answer.volumesExpected === null ? '' : t('common.of', { volumesExpected: answer.volumesExpected });
      const line = last
        ? destinationWords(last.volume.destination, last.patronName)
        : ({ sign: 'done', word: t('signs.done'), name: answer.externalId } as const);
      return (
        <WhereTo small={small} {...line}>
          <p className={classes['detail']}>
            {tx('receiving.setEndedReceived', {
              title: <OutsideWords text={answer.title} />,
              volumesReceived: answer.volumesReceived,
              ofText: of,
            })}
          </p>
        </WhereTo>
      );
    }
    case 'undone':
      return <UndoneNotice small={small} answer={feedback.answer} />;
    case 'redone':
      return <TakenStep small={small} outcome={feedback.outcome} />;
    case 'moved':
      return (
        <WhereTo sign="look" word={t('receiving.otherRequest')} name={feedback.to}>
          <p className={classes['detail']}>
            {t('receiving.isAnExternalIdentifierSoIts', { to: feedback.to, from: feedback.from })}
          </p>
        </WhereTo>
      );
    case 'leftOpen':
      return (
        <WhereTo sign="look" word={t('receiving.setLeftOpen')} name={feedback.externalId}>
          <p className={classes['detail']}>
            {t('receiving.receivedScanToGoOnWith', {
              received: feedback.received,
              externalId: feedback.externalId,
            })}
          </p>
        </WhereTo>
      );
  }
};

const Refused = ({ feedback }: { readonly feedback: Extract<Feedback, { kind: 'refused' }> }) => (
  <WhereTo sign="stop" word={t('common.stop')} name={refusalWords(feedback.refusal.code)}>
    <p className={classes['detail']}>{feedback.refusal.message}</p>
  </WhereTo>
);

/** A parcel whose request nobody wrote down here, or whose paperwork has another identifier. */
const UnknownIdentifier = ({ code }: { readonly code: string }) => (
  <Group mt="xs">
    <Button variant="default" onClick={() => void openNewRequest(code)}>
      {t('receiving.newRequestWithThisIdentifier')}
    </Button>
    <Button variant="default" onClick={() => go(startOf('requests'))}>
      {t('receiving.findByTitle')}
    </Button>
  </Group>
);

/** What may be done about a refusal, on purpose. */
const WaysOut = ({ feedback }: { readonly feedback: Extract<Feedback, { kind: 'refused' }> }) => {
  const receiving = useReceiving();
  const { refusal, code } = feedback;
  const requestId = refusal.details?.['requestId'];
  if (refusal.code === 'identifier-unknown') return <UnknownIdentifier code={code} />;
  if (refusal.code === 'already-received' || refusal.code === 'set-returned')
    return (
      <Button
        mt="xs"
        variant="default"
        onClick={() => receiving.send({ type: 'identifier.entered', code, further: true })}
      >
        {refusal.code === 'set-returned'
          ? t('receiving.receiveTheFurtherVolume')
          : t('receiving.addAFurtherVolume')}
      </Button>
    );
  if (refusal.code === 'volume-unexpected')
    return (
      <Button
        mt="xs"
        variant="default"
        onClick={() => receiving.send({ type: 'barcode.entered', code, unexpected: true })}
      >
        {t('receiving.addAFurtherVolume')}
      </Button>
    );
  if (refusal.code === 'request-cancelled' && typeof requestId === 'number')
    return (
      <Button
        mt="xs"
        title={commands['print.slip'].keys}
        onClick={() => {
          receiving.send({ type: 'slip.asked', ask: { kind: 'return', requestId: requestId as RequestId } });
          focusScanBox();
        }}
      >
        {t('receiving.printReturnSlip')}
      </Button>
    );
  return null;
};

const Buttons = ({ feedback }: { readonly feedback: Feedback }) => {
  switch (feedback.kind) {
    case 'received':
      return (
        <Group mt="xs">
          <UndoButton opId={feedback.answer.opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
          <SlipButton slip={feedback.answer.volume.slip} hint={commands['print.slip'].keys} />
        </Group>
      );
    case 'finished':
      return (
        <Group mt="xs">
          <UndoButton opId={feedback.answer.opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
        </Group>
      );
    case 'undone':
      return <RedoButton undone={feedback.answer} />;
    case 'redone':
      return (
        <Group mt="xs">
          <UndoButton opId={feedback.outcome.opId} hint={shownKeys(commands['undo.lastStep'].keys)} />
          <SlipButton slip={feedback.outcome.slip} hint={commands['print.slip'].keys} />
        </Group>
      );
    case 'refused':
      return <WaysOut feedback={feedback} />;
    default:
      return null;
  }
};

/** What the last step did and where the item goes; both places are always there, so that readers hear each change. */
export const StepFeedback = () => {
  const feedback = useReceivingSelector(({ context }) => context.feedback);
  const place = useRef<HTMLElement>(null);
  // Magnified, the box that takes the focus would push the notification out of sight.
  useEffect(() => {
    if (feedback) place.current?.scrollIntoView({ block: 'nearest' });
  }, [feedback]);
  return (
    <section ref={place} aria-label={t('common.lastStep')} className={classes['last']}>
      <div role="status" className={classes['notification']}>
        {feedback && feedback.kind !== 'refused' && <Notification feedback={feedback} />}
      </div>
      <div role="alert" className={classes['notification']}>
        {feedback?.kind === 'refused' && <Refused feedback={feedback} />}
      </div>
      {feedback && <Buttons feedback={feedback} />}
    </section>
  );
};
