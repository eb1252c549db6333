import { Badge, Text, Title } from '@mantine/core';
import type { HubStatus, Workstation } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useWorkstations } from '../../../api/queries.ts';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { isApart } from '../../../shell/hub/hub-states.ts';
import { AskFirst } from '../parts.tsx';
import classes from './sync.module.css';

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
            {t('hub.thisWorkstation')}
          </Badge>
        )}{' '}
        {one.sendsLetters && (
          <Badge variant="light" color="gray" tt="none">
            {t('hub.sendsLetters')}
          </Badge>
        )}
        <Text c="dimmed">
          {tx('hub.versionSeenWaiting', {
            version: one.version === '' ? '–' : one.version,
            at: <Moment at={one.seenAt} />,
            waiting: one.waiting === 0 ? t('hub.nothingWaits') : t('hub.stepsWait', { count: one.waiting }),
          })}
        </Text>
      </div>
      {!one.mine && (
        <AskFirst
          act={t('hub.removeTheWorkstation', { name: one.name })}
          words={
            one.waiting > 0
              ? tx('hub.whatItHasNotSharedComesNoMore', { name, count: one.waiting })
              : tx('hub.itSharesNothingAnyMore', { name, at: <Moment at={one.seenAt} /> })
          }
          takesAway
          run={() => ask('hub.remove', { opId: newOpId(), number: one.number })}
          locked={locked}
          size="compact-sm"
          aria-label={t('hub.removeTheWorkstation', { name: one.name })}
        >
          {t('hub.removeEllipsis')}
        </AskFirst>
      )}
    </li>
  );
};

/** The workstations as the hub knows them; read only where it can be asked. */
export const Workstations = ({ locked }: { readonly locked: string | null }) => {
  const list = useWorkstations(true);
  return (
    <>
      <Title order={3} size="h4">
        {t('hub.workstations')}
      </Title>
      {list.data ? (
        <ul className={classes['rows']} aria-label={t('hub.workstations')}>
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

/** What leaving means: where the hub may still take what waits it is shared first, and where it cannot be told it goes on listing this one. */
const leavingWords = ({ state, waiting }: HubStatus): string => {
  if (!isApart(state)) return t('hub.whatIsHereStaysAndIsNoLongerShared');
  const what =
    waiting > 0
      ? t('hub.whatWaitsStaysHereAlone', { count: waiting })
      : t('hub.whatIsHereStaysAndIsNoLongerShared');
  return `${what} ${t('hub.theHubListsItStill')}`;
};

const mayStillBeShared = ({ state, waiting }: HubStatus): boolean =>
  waiting > 0 && (!isApart(state) || state === 'paused');

/** Leaves the hub with this workstation. */
export const Leave = ({ status, locked }: { readonly status: HubStatus; readonly locked: string | null }) => (
  <>
    <Title order={3} size="h4">
      {t('hub.leaveTheHub')}
    </Title>
    <AskFirst
      act={t('hub.leaveTheHub')}
      words={
        mayStillBeShared(status)
          ? t('hub.stepsOfThisWorkstationWait', { count: status.waiting })
          : leavingWords(status)
      }
      takesAway
      run={() => ask('hub.remove', { opId: newOpId(), number: null })}
      locked={locked}
    >
      {t('hub.leaveEllipsis')}
    </AskFirst>
  </>
);
