import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/desk.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** Where everything lies, and which version this is. */
export const DataSettings = ({
  dataDir,
  version,
}: {
  readonly dataDir: string;
  readonly version: string;
}) => {
  const open = useMutation({ mutationFn: () => ask('app.openDataFolder', {}) });
  const report = useMutation({ mutationFn: () => ask('app.copySupportReport', {}) });
  return (
    <>
      <Text>
        {tx('settings.theDatabaseItsBackupsAndThe2', {
          dataDir: <bdi style={{ overflowWrap: 'anywhere' }}>{dataDir}</bdi>,
        })}
      </Text>
      <Button variant="default" onClick={() => open.mutate()}>
        {t('common.openTheDataFolder')}
      </Button>
      <NotDone error={open.error} />
      <Text>{t('settings.borrowDeskVersion', { version })}</Text>
      <Text>{t('settings.forSupportVersionsNumbersAnd')}</Text>
      <Button variant="default" loading={report.isPending} onClick={() => report.mutate()}>
        {t('settings.copyTheSupportReport')}
      </Button>
      <NotDone error={report.error} />
    </>
  );
};
