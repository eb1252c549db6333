import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { LoggedMessage, PartnerConnection } from '../../../../shared/ipc/calls/connections.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { hashOf } from '../../places/routes.ts';
import { Nothing } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './Connections.module.css';
import { Line } from './Line.tsx';
import { holdId, SendNow } from './SendNow.tsx';
import { stateTones, stateWords } from '../../shell/header/connection-states.ts';

const wordsOfFolder = {
  ...stateWords,
  up: t('Put into the folder'),
  down: t('Folder not available'),
} as const;

const Hold = ({ partnerId, name, held }: PartnerConnection) => {
  const hold = useMutation({
    mutationFn: () => ask('connections.hold', { opId: newOpId(), partnerId, isHeld: held === null }),
  });
  return (
    <>
      <CallButton
        id={holdId(partnerId)}
        call={hold}
        size="compact-md"
        aria-label={
          held === null ? t('Hold letters to {name}', { name }) : t('Resume letters to {name}', { name })
        }
      >
        {held === null ? t.in('letters', 'Hold') : t('Resume')}
      </CallButton>
      <NotDone error={hold.error} />
    </>
  );
};

const Waits = ({ waiting, waitingSince }: Pick<PartnerConnection, 'waiting' | 'waitingSince'>) =>
  waiting > 0 &&
  waitingSince !== null && (
    <span>
      {tx('{waiting, plural, one {# letter} other {# letters}} waiting since {since}', {
        waiting,
        since: <Moment at={waitingSince} />,
      })}
    </span>
  );

const Partner = (connection: PartnerConnection) => {
  const { partnerId, name, state, since, waiting, held, byFolder } = connection;
  return (
    <Line
      name={<bdi>{name}</bdi>}
      tone={held === null ? stateTones[state] : 'look'}
      word={held === null ? (byFolder ? wordsOfFolder : stateWords)[state] : t('On hold')}
      act={
        <Group gap="xs">
          {held === null && waiting > 0 && <SendNow receiver={partnerId} name={name} />}
          <Hold {...connection} />
        </Group>
      }
    >
      {held !== null && (
        <span>
          {tx('since {since} by {name}', { since: <Moment at={held.since} />, name: <bdi>{held.by}</bdi> })}
        </span>
      )}
      {held === null && since !== null && (
        <span>{tx('since {since}', { since: <Moment at={since} /> })}</span>
      )}
      <Waits {...connection} />
      {held === null && <Problems {...connection} />}
    </Line>
  );
};

/** What its system did not confirm, and why it cannot be reached. */
const Problems = ({ byFolder, words: why }: PartnerConnection) => (
  <>
    {byFolder !== null && byFolder.unconfirmed > 0 && (
      <span>
        {t('{n, plural, one {# message was} other {# messages were}} not confirmed by its system', {
          n: byFolder.unconfirmed,
        })}
      </span>
    )}
    {why !== '' && <span>{why}</span>}
  </>
);

/** The partners that are reached by protocol. */
export const PartnerConnections = ({ partners }: { readonly partners: readonly PartnerConnection[] }) => {
  if (partners.length === 0)
    return (
      <Nothing>{t('No partner uses ISO 18626 yet. Choose it for a partner in Settings › Partners.')}</Nothing>
    );
  return (
    <ul role="list" className={classes['lines']}>
      {partners.map((partner) => (
        <Partner key={partner.partnerId} {...partner} />
      ))}
    </ul>
  );
};

/** What partners' systems did not take, with their words. */
export const Refused = ({
  refused,
  show,
}: {
  readonly refused: readonly LoggedMessage[];
  readonly show: (message: LoggedMessage) => void;
}) => (
  <ul role="list" className={classes['lines']}>
    {refused.map((message) => (
      <Line
        key={message.id}
        name={
          message.requestId === null ? (
            <bdi>{message.sentAs}</bdi>
          ) : (
            <a href={hashOf({ page: 'requests', request: message.requestId, view: null })}>
              <bdi>{message.externalId}</bdi>
            </a>
          )
        }
        tone="stop"
        word={message.what}
        act={
          <Button size="compact-md" variant="default" onClick={() => show(message)}>
            {t('Show message')}
          </Button>
        }
      >
        <bdi>{message.partnerName}</bdi>
        <Moment at={message.at} />
        <span>{message.words}</span>
      </Line>
    ))}
  </ul>
);
