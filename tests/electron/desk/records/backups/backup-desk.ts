import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { dirname } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { backUp, backupFolderOf } from '../../../../../electron/main/db/backup.ts';
import type { BackupParts } from '../../../../../electron/main/desk/records/backups/backups.service.ts';
import type { BackupView } from '../../../../../shared/ipc/backup-views.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { testBackups } from '../../../../support/backups.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

/** A desk for each test of a file, with its backups. */
export const useBackupDesk = () => {
  let desk: TestDesk;
  beforeEach(() => {
    desk = openTestDesk();
  });
  afterEach(() => desk.close());

  const value = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.value;
  };
  const folder = (): string => backupFolderOf(dirname(desk.file));
  const own = (): string => {
    const path = temporaryFolder();
    return path;
  };
  const backUpAt = (at: string): Promise<string> => backUp(desk.context.db, folder(), 'daily', new Date(at));
  const note = (text: string): void => {
    const requestId = addRequest(desk, { externalId: `E-${text}` });
    value(take(desk.context, 'add-note', { opId: newOpId(), requestId, text, active: false }));
  };
  const service = (more: Partial<BackupParts> = {}) => testBackups(desk, more);
  /** Returns the list when every backup has been inspected. */
  const looked = async (backups = service()): Promise<readonly BackupView[]> => {
    let list = value(backups.list({}) as Result<{ readonly backups: readonly BackupView[] }>);
    for (let turn = 0; turn < 4_000 && list.backups.some(({ state }) => state === 'waiting'); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      list = value(backups.list({}) as Result<{ readonly backups: readonly BackupView[] }>);
    }
    return list.backups;
  };
  return { desk: () => desk, value, folder, own, backUpAt, note, service, looked };
};
