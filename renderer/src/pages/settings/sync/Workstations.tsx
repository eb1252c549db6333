import { Badge, Text, Title } from '@mantine/core';
import type { HubStatus, Workstation } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useWorkstations } from '../../../api/queries.ts';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { isDisconnected } from '../../../shell/hub/hub-states.ts';
import { AskFirst } from '../parts.tsx';
import classes from './sync.module.css';
import { Facts } from '../../../components/Facts.tsx';

const Row = ({ one, locked }: { readonly one: Workstation; readonly locked: string | null }) => {
  const name = <bdi>{one.name}</bdi>;
  return (
    <li className={classes['row']}>
      <div>
        <Text component="span" fw={600}>
          {name}
        </Text>{' '}
        {one.mine && (
          <Badge variant="light" tt="none">
            {t('this workstation')}
          </Badge>
        )}{' '}
        {one.sendsLetters && (
          <Badge variant="light" color="gray" tt="none">
            {t('sends letters')}
          </Badge>
        )}
        <Text c="dimmed">
          <Facts>
            {t('Version {version}', { version: one.version === '' ? '–' : one.version })}
            {tx('last seen {at}', { at: <Moment at={one.seenAt} /> })}
            {one.waiting === 0
              ? t('nothing waiting')
              : t('{count, plural, one {# step} other {# steps}} waiting', { count: one.waiting })}
          </Facts>
        </Text>
      </div>
      {!one.mine && (
        <AskFirst
          act={t('Remove {name}', { name: one.name })}
          words={
            one.waiting > 0
              ? tx(
                  '{name} has {count, plural, one {one step} other {# steps}} not shared yet. {count, plural, one {It} other {They}} will never reach the hub and will stay only on its computer. Let it share first if you can.',
                  { name, count: one.waiting },
                )
              : tx(
                  '{name} stops sharing, and its library stays on its computer. Anything done there since it was last seen ({at}) is not known here and will never reach the hub. To rejoin, it needs a new joining file.',
                  { name, at: <Moment at={one.seenAt} /> },
                )
          }
          isDestructive
          run={() => ask('hub.remove', { opId: newOpId(), number: one.number })}
          locked={locked}
          size="compact-sm"
          aria-label={t('Remove {name}', { name: one.name })}
        >
          {t('Remove…')}
        </AskFirst>
      )}
    </li>
  );
};

/** The workstations known to the hub; loaded only if the hub is reachable. */
export const Workstations = ({ locked }: { readonly locked: string | null }) => {
  const list = useWorkstations(true);
  return (
    <>
      <Title order={3} size="h4">
        {t('Workstations')}
      </Title>
      {list.data ? (
        <ul role="list" className={classes['rows']} aria-label={t('Workstations')}>
          {list.data.map((one) => (
            <Row key={one.number} one={one} locked={locked} />
          ))}
        </ul>
      ) : list.isError ? (
        <LoadFailed error={list.error} retry={() => void list.refetch()} />
      ) : (
        <Waiting rows={2} />
      )}
    </>
  );
};

/**
 * Explains the effects of leaving: a reachable hub first receives the waiting steps; an unreachable one continues to list this workstation.
 */
const leavingWords = ({ state, waiting }: HubStatus): string => {
  if (!isDisconnected(state))
    return t('This workstation stops sharing. All requests stay here. To rejoin, use a joining file.');
  const what =
    waiting > 0
      ? t(
          '{count, plural, one {One step on this workstation is} other {# steps on this workstation are}} not shared yet. Leave now only if the hub will not come back: {count, plural, one {it stays} other {they stay}} here, and the other workstations never receive {count, plural, one {it} other {them}}.',
          { count: waiting },
        )
      : t('This workstation stops sharing. All requests stay here. To rejoin, use a joining file.');
  return `${what} ${t('The hub is not notified, so it will still list this workstation. Afterwards, remove it on another workstation.')}`;
};

const mayStillBeShared = ({ state, waiting }: HubStatus): boolean =>
  waiting > 0 && (!isDisconnected(state) || state === 'paused');

/** Makes this workstation leave the hub. */
export const Leave = ({ status, locked }: { readonly status: HubStatus; readonly locked: string | null }) => (
  <>
    <Title order={3} size="h4">
      {t('Leave the hub')}
    </Title>
    <AskFirst
      act={t('Leave the hub')}
      words={
        mayStillBeShared(status)
          ? t(
              '{count, plural, one {One step on this workstation is} other {# steps on this workstation are}} not shared yet. Share first, then leave.',
              { count: status.waiting },
            )
          : leavingWords(status)
      }
      isDestructive
      run={() => ask('hub.remove', { opId: newOpId(), number: null })}
      locked={locked}
    >
      {t('Leave…')}
    </AskFirst>
  </>
);
