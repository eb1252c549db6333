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
  if (sendsLetters) return t('It sends the letters for all workstations.');
  return lettersFrom === ''
    ? t('It is not known which workstation sends the letters.')
    : tx('{name} sends the letters.', { name: <bdi>{lettersFrom}</bdi> });
};

const isSteady = ({ state }: HubStatus): boolean => state === 'in-step' || state === 'sharing';

/** The connection of this workstation to the hub, in words, with what to do about it. */
const State = ({ status }: { readonly status: HubStatus }) => {
  const shown = isSteady(status) ? 'in-step' : status.state;
  const { icon: Icon, needsPerson } = hubFacts[shown];
  // Without its file, both the login and the hub's address are unknown.
  const what =
    status.address === ''
      ? t(
          'This computer no longer has its login for the hub: the file is missing or was created by another account on this computer. Everything here is kept. Leave the hub, then join with a new joining file.',
        )
      : hubFacts[shown].what;
  return (
    <div className={classes['state']} data-needs-person={needsPerson || undefined}>
      <Icon size={20} aria-hidden />
      <div>
        <Text role="status" fw={600}>
          {useHubWords(status)}
        </Text>
        <Text>{what}</Text>
        {!isSteady(status) && status.waiting > 0 && (
          <Text>
            {t('{count, plural, one {One step is} other {# steps are}} waiting here to be shared.', {
              count: status.waiting,
            })}
          </Text>
        )}
        {needsPerson && status.since !== null && (
          <Text>{tx('Since {at}.', { at: <Moment at={status.since} /> })}</Text>
        )}
        {status.clocks !== null && (
          <Text>
            {tx(
              'The clocks of this computer and the hub differ: {here} here, {hub} there. Nothing is lost, but steps are recorded with the wrong time, and due dates may be wrong. Have the wrong clock corrected.',
              {
                here: <Moment at={status.clocks.here} />,
                hub: <Moment at={status.clocks.hub} />,
              },
            )}
          </Text>
        )}
        {status.words !== '' && isSteady(status) && (
          <Text>
            {t(
              'The hub refused something that Borrow Desk recorded by itself, such as that a letter is being sent. Letters and messages wait here and are tried again later. If this stays, ask your IT staff whether the hub is up to date.',
            )}
          </Text>
        )}
        {status.words !== '' && <Text>{tx('Details: {said}', { said: <bdi>{status.words}</bdi> })}</Text>}
      </div>
    </div>
  );
};

/** The available actions: few if the hub is unknown, or if something else must be done first. */
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
            {t('Resume sharing')}
          </CallButton>
        </div>
        <NotDone error={rejoin.error} />
      </>
    );
  if (asks)
    return (
      <Question
        act={t('Pause sharing')}
        words={t(
          'Until someone chooses “Resume sharing”, this workstation shares nothing, receives nothing from others and sends no letters.',
        )}
        run={() => ask('hub.workAlone', { alone: true })}
        close={() => setAsks(false)}
      />
    );
  return (
    <>
      <Group gap="xs">
        <CallButton call={share}>{needsPerson ? t('Try again') : t('Share now')}</CallButton>
        {!needsPerson && (
          <Button
            variant="default"
            disabled={locked !== null}
            title={locked ?? undefined}
            onClick={() => setAsks(true)}
          >
            {t('Pause sharing…')}
          </Button>
        )}
      </Group>
      <NotDone error={share.error} />
    </>
  );
};

/** Downloads the whole library again. */
const TakeAnew = () => {
  const take = useMutation({ mutationFn: () => ask('hub.takeAnew', {}) });
  return (
    <>
      <div>
        <CallButton variant="filled" call={take}>
          {t('Reload library from hub')}
        </CallButton>
      </div>
      <NotDone error={take.error} />
    </>
  );
};

/** This workstation and its hub: the state, and available actions. */
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
        {tx('This workstation is {name}, on the hub at {address}.', {
          name: <bdi>{status.name}</bdi>,
          address: <bdi className={classes['code']}>{status.address}</bdi>,
        })}{' '}
        {lettersWords(status)}
      </Text>
    )}
    {status.state === 'hub-restored' && (
      <AskFirst
        act={t('Send missing steps to the hub')}
        words={t(
          'The hub is sent the steps it is missing, in their original order. Steps that overlap with later work there are checked again; those that no longer fit become tasks on Today. The other workstations follow automatically within a minute.',
        )}
        run={() => ask('hub.bringUp', { opId: newOpId() })}
        locked={locked}
        variant="filled"
      >
        {t('Send missing steps to the hub…')}
      </AskFirst>
    )}
    {status.state === 'too-far-behind' && <TakeAnew />}
    {status.address !== '' && <Actions status={status} locked={locked} />}
  </>
);
