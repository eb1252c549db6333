import { Button } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import type { ReactNode } from 'react';
import type { Received } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import classes from '../../../components/StepWords.module.css';
import { receivedPlace, WhereTo } from '../../../components/WhereTo.tsx';
import type { Feedback, Use } from '../../../machines/step-runner.ts';
import { go, startOf } from '../../../places/routes.ts';
import { openNewRequest } from '../../../requests/open-new-request.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import type { Refused } from '../../../steps/StepFeedback.tsx';
import { StepFeedback } from '../../../steps/StepFeedback.tsx';
import { StepFacts, StepRemarks } from '../../../steps/TakenStep.tsx';
import { factWords } from '../../../components/Facts.tsx';
import { isSet, volumeWords } from '../../../../../shared/domain/volume-names.ts';

/** Which volume of a set was received; empty if there is only one. */
const volumeOf = ({ volume: { volume }, volumesExpected, loopOpen }: Received): string =>
  loopOpen || isSet(volumesExpected, volume) ? volumeWords({ volume, volumesExpected }) : '';

const ReceivedCard = ({
  feedback: { answer, twice },
  actions,
}: {
  readonly feedback: Extract<Feedback, { kind: 'received' }>;
  readonly actions: ReactNode;
}) => (
  <WhereTo card {...receivedPlace(answer)} actions={actions}>
    <StepFacts
      title={answer.title}
      before={factWords([answer.onlyBarcode ? t('Barcode given') : t('Received'), volumeOf(answer)])}
      barcode={answer.volume.barcode}
      slip={answer.volume.slip}
    />
    {twice && (
      <p className={classes['noSlip']} data-twice>
        <IconAlertTriangle size={16} aria-hidden />
        <span>{t('Scanned twice: the item was received once. Scan the next external identifier.')}</span>
      </p>
    )}
    <StepRemarks
      remarks={[
        ...(answer.goesBackTo === null && answer.stays !== 'returned-by-patron'
          ? []
          : [t('Scan it on Return Items when you pack it.')]),
        ...answer.told,
      ]}
    />
  </WhereTo>
);

const FinishedCard = ({
  feedback: { answer, last },
  actions,
}: {
  readonly feedback: Extract<Feedback, { kind: 'finished' }>;
  readonly actions: ReactNode;
}) => {
  const line = last
    ? receivedPlace(last)
    : ({ sign: 'done', word: t('DONE'), name: answer.externalId } as const);
  return (
    <WhereTo card {...line} actions={actions}>
      <StepFacts title={answer.title} before={answer.headline} barcode={null} />
      <StepRemarks remarks={answer.told} />
    </WhereTo>
  );
};

const said = (feedback: Feedback, actions: ReactNode): ReactNode => {
  switch (feedback.kind) {
    case 'received':
      return <ReceivedCard feedback={feedback} actions={actions} />;
    case 'finished':
      return <FinishedCard feedback={feedback} actions={actions} />;
    case 'moved':
      return (
        <WhereTo card sign="look" word={t('OTHER REQUEST')} name={feedback.to}>
          <p className={classes['facts']}>
            {t(
              '{to} is an external identifier, so its request was opened. Nothing was received for {from}.',
              { to: feedback.to, from: feedback.from },
            )}
          </p>
        </WhereTo>
      );
    case 'leftOpen':
      return (
        <WhereTo card sign="look" word={t('SET LEFT OPEN')} name={feedback.externalId}>
          <p className={classes['facts']}>
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

/** The identifier of the parcel is not recorded here, or differs from the one on the paperwork. */
const UnknownIdentifier = ({ code }: { readonly code: string }) => (
  <>
    <Button variant="default" onClick={() => void openNewRequest(code)}>
      {t('New request with this identifier')}
    </Button>
    <Button variant="default" onClick={() => go(startOf('requests'))}>
      {t('Find by title')}
    </Button>
  </>
);

/** Deliberate overrides of a refusal. */
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
        <>
          {button(t('To go back'), 'goes-back')}
          {button(t('Add another volume'), 'for-patron')}
        </>
      );
    default:
      return null;
  }
};

/**
 * Whether feedback is shown in the card: beside an open form only received volumes are; everything else is below the box of the barcode.
 */
const isInCard = (feedback: Feedback | null, isFormOpen: boolean): boolean =>
  !isFormOpen || feedback?.kind === 'received';

/** The result of the last step of Receiving Items. */
export const ReceivingFeedback = () => {
  const feedback = useReceivingSelector(({ context }) => context.feedback);
  const isFormOpen = useReceivingSelector(({ context }) => context.form !== null);
  return (
    <StepFeedback
      inSight
      feedback={feedback}
      place={isInCard(feedback, isFormOpen) ? 'card' : 'said'}
      said={said}
      wayOn={(refused) => <WayOn feedback={refused} />}
    />
  );
};
