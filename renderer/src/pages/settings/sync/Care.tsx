import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HubCheckView, HubStatus } from '../../../../../shared/ipc/hub-views.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useSetAside } from '../../../api/queries.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { openOwnRequests } from '../../../files/import/import-open.ts';
import { SetAsideList } from '../../../shell/hub/SetAsideList.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Question, TitledPart } from '../parts.tsx';
import classes from './sync.module.css';

const Found = ({ found }: { readonly found: HubCheckView | null }) => {
  if (found === null) return <Text role="status">{t('The comparison was cancelled.')}</Text>;
  const { count, rows, steps, differing, ofAside } = found;
  return (
    <>
      <Text role="status">
        {count === 0
          ? t(
              'This workstation and the hub match: {rows, number} rows compared, {steps, plural, one {# step} other {# steps}} rechecked.',
              { rows, steps },
            )
          : t(
              '{count, plural, one {# difference} other {# differences}} found: {rows, number} rows compared, {steps, plural, one {# step} other {# steps}} rechecked. Give the list to your IT staff.',
              { count, rows, steps },
            )}
      </Text>
      {ofAside > 0 && (
        <Text>
          {t(
            '{count, plural, one {# difference comes} other {# differences come}} from the steps above that cannot be saved here.',
            { count: ofAside },
          )}
        </Text>
      )}
      {count > 0 && (
        <ul className={classes['steps']}>
          {differing.map((what) => (
            <li key={what} className={classes['code']}>
              {what}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

/** Compares this workstation with its hub. */
export const Compare = ({
  status: { looked },
  locked,
}: {
  readonly status: HubStatus;
  readonly locked: string | null;
}) => {
  const verify = useMutation({ mutationFn: () => ask('hub.verify', {}) });
  const cancel = useMutation({ mutationFn: () => ask('hub.cancelVerify', {}) });
  const isBusy = verify.isPending || looked !== null;
  return (
    <TitledPart title={t('Compare with the hub')}>
      <Text>
        {t(
          'Compares every row on this workstation with the hub and rechecks the latest steps against the rules. It first retries steps that were set aside; nothing else is changed, and you can keep working.',
        )}
      </Text>
      {isBusy && (
        <>
          <Progress value={100} animated size="lg" aria-label={t('Compare with the hub')} />
          <Text c="dimmed">
            {t('{count} rows and steps compared', { count: (looked ?? 0).toLocaleString(locale) })}
          </Text>
        </>
      )}
      <Group gap="xs">
        {isBusy ? (
          <CallButton call={cancel} loading={cancel.isPending}>
            {t('Cancel')}
          </CallButton>
        ) : (
          <CallButton call={verify} locked={locked}>
            {t('Compare with the hub')}
          </CallButton>
        )}
      </Group>
      {verify.data !== undefined && !isBusy && <Found found={verify.data} />}
      <NotDone error={verify.error} />
    </TitledPart>
  );
};

/** The requests that this workstation had before it joined: the operator reviews a dry run, or discards them. */
export const OwnRequests = ({
  count,
  locked,
}: {
  readonly count: number;
  readonly locked: string | null;
}) => {
  const [asks, setAsks] = useState(false);
  const off = { disabled: locked !== null, title: locked ?? undefined };
  return (
    <TitledPart title={t('Requests from before joining')}>
      <Text>
        {t(
          '{count, plural, one {One request from this workstation is} other {{shown} requests from this workstation are}} waiting in a file. Review what will happen to each: requests that the hub lacks are imported, and the others are compared. Nothing is saved until you confirm.',
          { count, shown: count.toLocaleString(locale) },
        )}
      </Text>
      {asks ? (
        <Question
          act={t('Leave requests out')}
          words={t(
            'The file is deleted. The requests stay in the backup that was made when this workstation joined (Settings › Backups), as long as that backup is kept.',
          )}
          isDestructive
          run={() => ask('hub.leaveOwnOut', {})}
          close={() => setAsks(false)}
        />
      ) : (
        <Group gap="xs">
          <Button {...off} onClick={openOwnRequests}>
            {t('Review requests…')}
          </Button>
          <Button variant="default" {...off} onClick={() => setAsks(true)}>
            {t('Leave requests out…')}
          </Button>
        </Group>
      )}
    </TitledPart>
  );
};

/** Steps of other workstations that cannot be saved here, with the possible actions; nothing if there are none. */
export const SetAside = ({ locked }: { readonly locked: string | null }) => {
  const list = useSetAside();
  const again = useMutation({ mutationFn: () => ask('hub.tryAside', {}) });
  const rows = useMutation({ mutationFn: () => ask('hub.takeHubRows', {}) });
  const leave = useMutation({ mutationFn: (culprit: number) => ask('hub.leaveAside', { culprit }) });
  if (!list.data || list.data.length === 0) return null;
  const left = (rows.data ?? again.data)?.left ?? 0;
  const isPending = again.isPending || rows.isPending || leave.isPending;
  return (
    <>
      <Title order={3} size="h4">
        {t('Steps that cannot be saved')}
      </Title>
      <SetAsideList
        list={list.data}
        acts={({ culprit }) => (
          <>
            <CallButton size="compact-sm" call={{ ...again, isPending }} loading={again.isPending}>
              {t('Try again')}
            </CallButton>
            <CallButton
              size="compact-sm"
              call={{ ...rows, isPending }}
              locked={locked}
              loading={rows.isPending}
            >
              {t('Use the hub’s version')}
            </CallButton>
            <CallButton
              size="compact-sm"
              call={{ isPending, mutate: () => leave.mutate(culprit) }}
              locked={locked}
            >
              {t('Mark as done')}
            </CallButton>
          </>
        )}
      />
      {left > 0 && !isPending && (
        <Text role="status">
          {t('{count, plural, one {One step} other {# steps}} still cannot be saved here.', { count: left })}
        </Text>
      )}
      <NotDone error={again.error ?? rows.error ?? leave.error} />
    </>
  );
};
