import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Received } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { OutsideWords } from '../../../components/Outside.tsx';
import classes from '../../../components/ScanPage.module.css';
import { tx } from '../../../components/tx.ts';
import { destinationWords, WhereTo } from '../../../components/WhereTo.tsx';
import type { Feedback, Use } from '../../../machines/step-runner.ts';
import { go, startOf } from '../../../places/routes.ts';
import { openNewRequest } from '../../../requests/open-new-request.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { SlipWords, useSlip } from '../../../steps/SlipWords.tsx';
import type { Refused } from '../../../steps/StepFeedback.tsx';
import { StepFeedback } from '../../../steps/StepFeedback.tsx';

/** One more than were expected is of no number. */
const volumeWords = ({ volume, volumesExpected, loopOpen }: Received): string =>
  volume.volume > 1 || loopOpen
    ? t('common.volume', {
        volume: volume.volume,
        volumesExpectedCase: volumesExpected === null || volume.volume > volumesExpected ? 'yes' : 'no',
        volumesExpected,
      })
    : '';

/** Where the hand puts it: on the hold shelf, in transit, or to what goes back. */
const placeWords = ({ volume, patronName, goesBackTo }: Received) =>
  goesBackTo === null
    ? destinationWords(volume.destination, patronName)
    : ({ sign: 'back', word: t('signs.toGoBack'), name: goesBackTo } as const);

const ReceivedLine = ({ answer }: { readonly answer: Received }) => {
  const small = useReceivingSelector(({ context }) => context.form !== null && !context.inLoop);
  const slip = useSlip(answer.volume.slip);
  const failed = slip?.state === 'failed' ? slip : null;
  return (
    <>
      <WhereTo small={small} {...placeWords(answer)}>
        <p className={classes['detail']}>
          {tx('receiving.received5', {
            title: <OutsideWords text={answer.title} />,
            barcode: <bdi className={classes['code']}>{answer.volume.barcode}</bdi>,
            answer: volumeWords(answer),
            slip: <SlipWords slip={answer.volume.slip} />,
          })}
        </p>
        {answer.goesBackTo !== null && (
          <p className={classes['detail']}>{t('receiving.scanItOnReturnItemsWhenPacked')}</p>
        )}
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

const FinishedLine = ({
  feedback: { answer, last },
  small,
}: {
  readonly feedback: Extract<Feedback, { kind: 'finished' }>;
  readonly small: boolean;
}) => {
  const line = last
    ? placeWords(last)
    : ({ sign: 'done', word: t('signs.done'), name: answer.externalId } as const);
  return (
    <WhereTo small={small} {...line}>
      <p className={classes['detail']}>
        {tx('receiving.setEndedReceived', {
          title: <OutsideWords text={answer.title} />,
          volumesReceived: answer.volumesReceived,
          ofText:
            answer.volumesExpected === null
              ? ''
              : t('common.of', { volumesExpected: answer.volumesExpected }),
        })}
      </p>
    </WhereTo>
  );
};

const said = (feedback: Feedback, small: boolean): ReactNode => {
  switch (feedback.kind) {
    case 'received':
      return <ReceivedLine answer={feedback.answer} />;
    case 'finished':
      return <FinishedLine feedback={feedback} small={small} />;
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
    default:
      return null;
  }
};

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
const WayOn = ({ feedback: { refusal, code } }: { readonly feedback: Refused }) => {
  const receiving = useReceiving();
  const button = (label: string, use: Use) => (
    <Button variant="default" onClick={() => receiving.send({ type: 'barcode.entered', code, use })}>
      {label}
    </Button>
  );
  switch (refusal.code) {
    case 'identifier-unknown':
      return <UnknownIdentifier code={code} />;
    case 'volume-unexpected':
      return (
        <Group mt="xs">
          {button(t('receiving.toGoBack'), 'goes-back')}
          {button(t('receiving.addAnotherVolume'), 'for-patron')}
        </Group>
      );
    default:
      return null;
  }
};

/** What the last step of Receiving Items did. It gives way to an open form, which says what happens next. */
export const ReceivingFeedback = () => {
  const feedback = useReceivingSelector(({ context }) => context.feedback);
  const small = useReceivingSelector(({ context }) => context.form !== null);
  return (
    <StepFeedback
      inSight
      feedback={feedback}
      small={small}
      said={(of) => said(of, small)}
      wayOn={(refused) => <WayOn feedback={refused} />}
    />
  );
};
