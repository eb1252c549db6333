import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { closeDesk, openDeskFile } from '../../../electron/main/db/start.ts';

/** Creates a data folder with a database, closed properly, and a backup of it. */
export const makeBackup = async (dataDir: string): Promise<void> => {
  const now = new Date('2026-11-25T09:30:00Z');
  const opened = await openDeskFile({ dataDir, migrations, now: () => now });
  if (!opened.ok) throw new Error(opened.fault.kind);
  await backUp(opened.db, backupFolderOf(dataDir), 'daily', now);
  closeDesk(opened.db);
};
