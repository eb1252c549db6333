import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { BackupList } from '../../../../../shared/ipc/backup-views.ts';
import { ask } from '../../../api/desk.ts';
import { Moment } from '../../../components/Dates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './backups.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

const State = ({ second }: { readonly second: BackupList['second'] }) => {
  if (second.folder === null) return <Text>{t('backups.noSecondFolderWas')}</Text>;
  return (
    <>
      <Text>
        {tx('backups.eachBackupIsCopiedTo', {
          folder: <bdi className={classes['path']}>{second.folder}</bdi>,
        })}
      </Text>
      {second.words === '' ? (
        <Text role="status">
          {second.since === null
            ? t('backups.theNewestBackupIsBeingCopied')
            : tx('backups.theCopyOfIsThere', {
                at: <Moment at={second.since} />,
                copies: second.copies ?? 0,
              })}
        </Text>
      ) : (
        <Text role="alert" c="var(--desk-stop)">
          {second.words}
        </Text>
      )}
    </>
  );
};

/** A folder on a share or a stick, so that a broken disk or a stolen computer costs a day at the most. */
export const SecondFolder = ({
  second,
  locked,
}: {
  readonly second: BackupList['second'];
  readonly locked: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask('backups.chooseSecondFolder', {}) });
  const forget = useMutation({ mutationFn: () => ask('backups.forgetSecondFolder', {}) });
  const isOff = locked !== null || choose.isPending || forget.isPending;
  return (
    <>
      <Title order={3} size="h4">
        {t('backups.secondFolder')}
      </Title>
      <State second={second} />
      <Group gap="xs">
        <Button variant="default" disabled={isOff} title={locked ?? ''} onClick={() => choose.mutate()}>
          {second.folder === null ? t('backups.chooseAFolder') : t('backups.chooseAnotherFolder')}
        </Button>
        {second.folder !== null && (
          <Button variant="default" disabled={isOff} title={locked ?? ''} onClick={() => forget.mutate()}>
            {t('backups.noLongerCopyThere')}
          </Button>
        )}
      </Group>
      <NotDone error={choose.error ?? forget.error} />
    </>
  );
};
