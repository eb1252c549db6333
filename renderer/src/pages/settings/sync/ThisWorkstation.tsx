import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HubStatus } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { hubFacts, useHubWords } from '../../../shell/hub/hub-states.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { AskFirst, Question } from '../parts.tsx';
import classes from './sync.module.css';

const lettersWords = ({ sendsLetters, lettersFrom }: HubStatus) => {
  if (sendsLetters) return t('hub.thisOneSendsLetters');
  return lettersFrom === ''
    ? t('hub.nobodyIsKnownToSendLetters')
    : tx('hub.lettersLeaveFrom', { name: <bdi>{lettersFrom}</bdi> });
};

const isSteady = ({ state }: HubStatus): boolean => state === 'in-step' || state === 'sharing';

/** How this workstation stands with the hub, in words, with what to do about it. */
const State = ({ status }: { readonly status: HubStatus }) => {
  const shown = isSteady(status) ? 'in-step' : status.state;
  const { icon: Icon, needsPerson } = hubFacts[shown];
  // Without the file in which it stands nobody knows the login, nor where the hub is.
  const what = status.address === '' ? t('hub.thisWorkstationForgotItsLogin') : hubFacts[shown].what;
  return (
    <div className={classes['state']} data-needs-person={needsPerson || undefined}>
      <Icon size={20} aria-hidden />
      <div>
        <Text role="status" fw={600}>
          {useHubWords(status)}
        </Text>
        <Text>{what}</Text>
        {!isSteady(status) && status.waiting > 0 && (
          <Text>{t('hub.stepsWaitHere', { count: status.waiting })}</Text>
        )}
        {needsPerson && status.since !== null && (
          <Text>{tx('hub.itIsSoSince', { at: <Moment at={status.since} /> })}</Text>
        )}
        {status.clocks !== null && (
          <Text>
            {tx('hub.theClocksDiffer', {
              here: <Moment at={status.clocks.here} />,
              hub: <Moment at={status.clocks.hub} />,
            })}
          </Text>
        )}
        {status.words !== '' && !isSteady(status) && (
          <Text>{tx('hub.theConnectionSaid', { said: <bdi>{status.words}</bdi> })}</Text>
        )}
      </div>
    </div>
  );
};

/** What can be done about it: where the hub is not known, or somebody must do something else first, little. */
const Actions = ({ status, locked }: { readonly status: HubStatus; readonly locked: string | null }) => {
  const [asks, setAsks] = useState(false);
  const share = useMutation({ mutationFn: () => ask('hub.share', {}) });
  const rejoin = useMutation({ mutationFn: () => ask('hub.workAlone', { alone: false }) });
  const { needsPerson } = hubFacts[status.state];
  if (status.state === 'paused')
    return (
      <>
        <div>
          <CallButton variant="filled" call={rejoin} locked={locked}>
            {t('hub.workTogetherAgain')}
          </CallButton>
        </div>
        <NotDone error={rejoin.error} />
      </>
    );
  if (asks)
    return (
      <Question
        act={t('hub.workAlone')}
        words={t('hub.untilSomebodyWantsItTogether')}
        run={() => ask('hub.workAlone', { alone: true })}
        close={() => setAsks(false)}
      />
    );
  return (
    <>
      <Group gap="xs">
        <CallButton call={share}>{needsPerson ? t('common.tryAgain') : t('hub.shareNow')}</CallButton>
        {!needsPerson && (
          <Button
            variant="default"
            disabled={locked !== null}
            title={locked ?? undefined}
            onClick={() => setAsks(true)}
          >
            {t('hub.workAloneEllipsis')}
          </Button>
        )}
      </Group>
      <NotDone error={share.error} />
    </>
  );
};

/** Takes in the whole library again. */
const TakeAnew = () => {
  const take = useMutation({ mutationFn: () => ask('hub.takeAnew', {}) });
  return (
    <>
      <div>
        <CallButton variant="filled" call={take}>
          {t('hub.takeInTheWholeLibrary')}
        </CallButton>
      </div>
      <NotDone error={take.error} />
    </>
  );
};

/** This workstation with its hub: its state, and what can be done about it. */
export const ThisWorkstation = ({
  status,
  locked,
}: {
  readonly status: HubStatus;
  readonly locked: string | null;
}) => (
  <>
    <State status={status} />
    {status.address !== '' && (
      <Text>
        {tx('hub.thisWorkstationIsAtTheHub', {
          name: <bdi>{status.name}</bdi>,
          address: <bdi className={classes['code']}>{status.address}</bdi>,
        })}{' '}
        {lettersWords(status)}
      </Text>
    )}
    {status.state === 'hub-restored' && (
      <AskFirst
        act={t('hub.bringTheHubUpAgain')}
        words={t('hub.whatItLacksIsOfferedAgain')}
        run={() => ask('hub.bringUp', { opId: newOpId() })}
        locked={locked}
        variant="filled"
      >
        {t('hub.bringTheHubUpAgainEllipsis')}
      </AskFirst>
    )}
    {status.state === 'too-far-behind' && <TakeAnew />}
    {status.address !== '' && <Actions status={status} locked={locked} />}
  </>
);
