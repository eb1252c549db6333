import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupList } from '../../../../../shared/ipc/backup-views.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './backups.module.css';
import { OpenLibrary, type Restore } from './restore.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

const State = ({ second }: { readonly second: BackupList['second'] }) => {
  if (second.folder === null)
    return (
      <Text>
        {t(
          'No second folder chosen. With one on a network share or USB stick, a broken disk or stolen computer costs you at most a day’s work.',
        )}
      </Text>
    );
  return (
    <>
      <Text>
        {tx('Each backup is copied to {folder} and verified there.', {
          folder: <bdi className={classes['path']}>{second.folder}</bdi>,
        })}
      </Text>
      {second.words === '' ? (
        <Text role="status">
          {second.since === null
            ? t('The newest backup has not been verified there since Borrow Desk started.')
            : tx(
                'The backup from {at} is there and was verified. The folder has {copies, plural, one {# copy} other {# copies}}.',
                {
                  at: <Moment at={second.since} />,
                  copies: second.copies ?? 0,
                },
              )}
        </Text>
      ) : (
        <Text role="alert" c="var(--desk-stop)">
          {second.words}
        </Text>
      )}
    </>
  );
};

/** A folder on a network share or USB stick: a broken disk or stolen computer then costs a day of work at most. */
export const SecondFolder = ({
  second,
  locked,
}: {
  readonly second: BackupList['second'];
  readonly locked: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask('backups.chooseSecondFolder', {}) });
  const stop = useMutation({ mutationFn: () => ask('backups.forgetSecondFolder', {}) });
  const isPending = choose.isPending || stop.isPending;
  return (
    <>
      <Title order={3} size="h4">
        {t('Second folder')}
      </Title>
      <State second={second} />
      <Group gap="xs">
        <CallButton call={{ ...choose, isPending }} locked={locked}>
          {second.folder === null ? t('Choose a folder…') : t('Choose another folder…')}
        </CallButton>
        {second.folder !== null && (
          <CallButton call={{ ...stop, isPending }} locked={locked}>
            {t('Stop copying there')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? stop.error} />
    </>
  );
};

const Confirm = ({ leave }: { readonly leave: () => void }) => {
  const move = useMutation({
    mutationFn: () => ask('backups.move', {}),
    // The dialog was cancelled: nothing was done.
    onSuccess: (done) => {
      if (done === null) leave();
    },
  });
  return (
    <Stack
      role="group"
      aria-label={t('Move to another workstation')}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !move.isPending) leave();
      }}
    >
      <Text>
        {t(
          'Saves the whole library in one file, with the settings of this desk that make sense elsewhere. The mail account password stays here. This workstation is then out of use, so that two desks never work with the same library; you can use it again later. On the other workstation, open the file in Settings › Backups.',
        )}
      </Text>
      <Group gap="xs">
        <Button data-autofocus autoFocus loading={move.isPending} onClick={() => move.mutate()}>
          {t('Save the file and stop working here')}
        </Button>
        <Button variant="default" disabled={move.isPending} onClick={leave}>
          {t('Leave as is')}
        </Button>
      </Group>
      <NotDone error={move.error} />
    </Stack>
  );
};

/** Moves the library to another workstation, or opens one from there. */
export const AnotherWorkstation = ({
  locked,
  restore,
}: {
  readonly locked: string | null;
  readonly restore: Restore;
}) => {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Title order={3} size="h4">
        {t('Another workstation')}
      </Title>
      {asks ? (
        <Confirm leave={() => setAsks(false)} />
      ) : (
        <Group gap="xs">
          <Button
            variant="default"
            disabled={locked !== null || restore.opening}
            title={locked ?? undefined}
            onClick={() => setAsks(true)}
          >
            {t('Move to another workstation…')}
          </Button>
          <OpenLibrary locked={locked} restore={restore} />
        </Group>
      )}
    </>
  );
};
