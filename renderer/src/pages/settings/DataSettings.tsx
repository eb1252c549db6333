import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Mark } from '../../components/Mark.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { PolicyFaults, PolicyLine, SetByPolicy } from './parts.tsx';
import { tx } from '../../components/tx.ts';

/** The location of the data, and the version of the program. */
export const DataSettings = ({
  dataDir,
  dataAccess,
  version,
  policy,
}: Pick<AppState, 'dataDir' | 'dataAccess' | 'version' | 'policy'>) => {
  const open = useMutation({ mutationFn: () => ask('app.openDataFolder', {}) });
  const report = useMutation({ mutationFn: () => ask('app.copySupportReport', {}) });
  return (
    <>
      <Text>
        {tx('The database, its backups and the log are in {dataDir}', {
          dataDir: <bdi style={{ overflowWrap: 'anywhere' }}>{dataDir}</bdi>,
        })}
      </Text>
      {dataAccess === 'shared' && (
        <Text>
          {t(
            'Other accounts on this computer can use this folder too. Borrow Desk does not change the permissions of a folder that it did not create. If only this account should read patron data, ask your IT staff to change them.',
          )}
        </Text>
      )}
      {dataAccess === 'unknown' && (
        <Text>
          {t('Windows did not report whether other accounts on this computer can read this folder.')}
        </Text>
      )}
      {policy.values.DataFolder !== undefined && (
        <Text size="sm" c="dimmed">
          <SetByPolicy />
        </Text>
      )}
      <CallButton call={open}>{t('Open the data folder')}</CallButton>
      <NotDone error={open.error} />
      <Group gap="xs">
        <Mark size={24} />
        <Text>{t('Borrow Desk, version {version}', { version })}</Text>
      </Group>
      <PolicyLine name="RefusedSwitches" values={policy.values} />
      <PolicyLine name="SupportAddress" values={policy.values} />
      <PolicyFaults policy={policy} />
      <Text>
        {t(
          'For support: versions, numbers, settings and the latest errors. No names, no titles, nothing about patrons.',
        )}
      </Text>
      <CallButton call={report} loading={report.isPending}>
        {t('Copy support report')}
      </CallButton>
      <NotDone error={report.error} />
    </>
  );
};
