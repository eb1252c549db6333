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
    ? t(' · volume {volume}{volumesExpectedCase, select, yes {} other { of {volumesExpected}}}', {
        volume: volume.volume,
        volumesExpectedCase: volumesExpected === null || volume.volume > volumesExpected ? 'yes' : 'no',
        volumesExpected,
      })
    : '';

/** Where the hand puts it: on the hold shelf, in transit, or to what goes back. */
const placeWords = ({ volume, patronName, goesBackTo }: Received) =>
  goesBackTo === null
    ? destinationWords(volume.destination, patronName)
    : ({ sign: 'back', word: t('TO GO BACK'), name: goesBackTo } as const);

const ReceivedLine = ({ answer }: { readonly answer: Received }) => {
  const small = useReceivingSelector(({ context }) => context.form !== null && !context.inLoop);
  const slip = useSlip(answer.volume.slip);
  const failed = slip?.state === 'failed' ? slip : null;
  return (
    <>
      <WhereTo small={small} {...placeWords(answer)}>
        <p className={classes['detail']}>
          {tx('Received: {title} · {barcode}{answer} · {slip}', {
            title: <OutsideWords text={answer.title} />,
            barcode: <bdi className={classes['code']}>{answer.volume.barcode}</bdi>,
            answer: volumeWords(answer),
            slip: <SlipWords slip={answer.volume.slip} />,
          })}
        </p>
        {answer.goesBackTo !== null && (
          <p className={classes['detail']}>
            {t('Scan it on Return Items when you pack it; the partner is then notified.')}
          </p>
        )}
      </WhereTo>
      {failed && (
        <WhereTo sign="look" word={t('NO SLIP')} name="">
          <p className={classes['detail']}>
            {t('Received. The slip did not print: {note}', {
              note: failed.note || t('the printer gave no reason'),
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
    : ({ sign: 'done', word: t('DONE'), name: answer.externalId } as const);
  return (
    <WhereTo small={small} {...line}>
      <p className={classes['detail']}>
        {tx('Set ended: {title} · {volumesReceived}{ofText} received', {
          title: <OutsideWords text={answer.title} />,
          volumesReceived: answer.volumesReceived,
          ofText:
            answer.volumesExpected === null
              ? ''
              : t(' of {volumesExpected}', { volumesExpected: answer.volumesExpected }),
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
        <WhereTo sign="look" word={t('OTHER REQUEST')} name={feedback.to}>
          <p className={classes['detail']}>
            {t(
              '{to} is an external identifier, so its request was opened. Nothing was received for {from}.',
              { to: feedback.to, from: feedback.from },
            )}
          </p>
        </WhereTo>
      );
    case 'leftOpen':
      return (
        <WhereTo sign="look" word={t('SET LEFT OPEN')} name={feedback.externalId}>
          <p className={classes['detail']}>
            {t('{received} received. Scan {externalId} to continue.', {
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
      {t('New request with this identifier')}
    </Button>
    <Button variant="default" onClick={() => go(startOf('requests'))}>
      {t('Find by title')}
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
          {button(t('To go back'), 'goes-back')}
          {button(t('Add another volume'), 'for-patron')}
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
