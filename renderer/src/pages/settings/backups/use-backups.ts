import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import type { BackupList } from '../../../../../shared/ipc/backup-views.ts';
import { ask } from '../../../api/desk.ts';

/** The backups of this workstation. They are read again with the state of the program, which is told of each change. */
export const useBackups = (): UseQueryResult<BackupList> =>
  useQuery({ queryKey: ['app', 'backups'], queryFn: () => ask('backups.list', {}) });
