import { Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { OtherSystemConnection } from '../../../../shared/ipc/calls/connections.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { hashOf } from '../../places/routes.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { mayNot } from '../../steps/administration.ts';
import { Line } from './Line.tsx';
import { holdId, SendNow } from './SendNow.tsx';
import { stateTones, stateWords } from '../../shell/header/connection-states.ts';

const Hold = ({
  state,
  connection: { way, system },
}: {
  readonly state: AppState;
  readonly connection: OtherSystemConnection;
}) => {
  const { ncip } = state.settings;
  const { isHeld } = ncip;
  const hold = useMutation({
    mutationFn: () =>
      ask('app.saveInstallationSettings', {
        opId: newOpId(),
        settings: { ncip: { ...ncip, isHeld: !isHeld } },
      }),
  });
  return (
    <>
      <CallButton
        id={holdId(way)}
        call={hold}
        size="compact-md"
        locked={mayNot(state, t('Changing how the library works'), null)}
        aria-label={
          isHeld ? t('Resume steps to {name}', { name: system }) : t('Hold steps to {name}', { name: system })
        }
      >
        {isHeld ? t('Resume') : t.in('letters', 'Hold')}
      </CallButton>
      <NotDone error={hold.error} />
    </>
  );
};

/** The library's other system by one protocol: since when it can be reached or not, what waits for it, and what it refused. */
export const OtherSystemLine = ({
  state,
  connection,
  isFirst,
}: {
  readonly state: AppState;
  readonly connection: OtherSystemConnection;
  /** Whether it is the first of its lines, on which the button is that holds both. */
  readonly isFirst: boolean;
}) => {
  const { way, name, since, waiting, waitingSince, refused, words } = connection;
  const { isHeld } = state.settings.ncip;
  return (
    <Line
      name={
        <a href={hashOf({ page: 'settings', section: 'other-system' })}>
          <bdi>{name}</bdi>
        </a>
      }
      tone={isHeld ? 'look' : stateTones[connection.state]}
      word={isHeld ? t('On hold') : stateWords[connection.state]}
      act={
        <Group gap="xs">
          {!isHeld && waiting > 0 && <SendNow receiver={way} name={name} />}
          {isFirst && <Hold {...{ state, connection }} />}
        </Group>
      }
    >
      {!isHeld && since !== null && <span>{tx('since {since}', { since: <Moment at={since} /> })}</span>}
      {waiting > 0 && waitingSince !== null && (
        <span>
          {tx('{waiting, plural, one {# message} other {# messages}} waiting since {since}', {
            waiting,
            since: <Moment at={waitingSince} />,
          })}
        </span>
      )}
      {refused > 0 && (
        <a href={hashOf({ page: 'done-here' })}>
          {t('{refused, plural, one {# step} other {# steps}} refused', { refused })}
        </a>
      )}
      {!isHeld && words !== '' && <span>{words}</span>}
      {!isHeld && connection.state === 'no-account' && (
        <span>{t('Enter the server and its password in Settings › Other system.')}</span>
      )}
    </Line>
  );
};
