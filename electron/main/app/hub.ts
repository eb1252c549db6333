import { app, type BrowserWindow } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringAnew, bringLibrary, endOfSharing, makeOfLibrary } from '../sync/link/begin-sharing.ts';
import { connectionFile } from '../sync/link/connection-file.ts';
import { openHubLink } from '../sync/link/hub-link.ts';
import type { HubSql } from '../sync/link/fill-hub.ts';
import type { HubService } from '../sync/link/hub.service.ts';
import { hubService } from '../sync/link/hub.service.ts';
import { ownRequestsIn } from '../sync/link/own-requests.ts';
import { fetchIdentity } from '../sync/link/server-certificate.ts';
import { updateHub } from '../sync/link/update-hub.ts';
import { verifyHub } from '../sync/link/verify-hub.ts';
import { systemSecrets } from '../mail/secrets.ts';
import { migrations } from '../db/migrations/index.ts';
import { decideOnIncoming, dropIncoming, incomingFileOf } from '../db/take-over.ts';
import { removeFilesNaming } from '../desk/history/forgetting/forget-files.ts';
import { removeSlipFiles } from '../desk/history/forgetting/forget-requests.ts';
import { rebase } from '../sync/rebase.ts';
import { openStepDesk } from '../sync/step-desk.ts';
import { takeWaiting } from '../sync/take-waiting.ts';
import { hubTasksService } from '../sync/tasks.service.ts';
import type { DeskContext } from '../desk/kernel/context.ts';
import { queueForHub } from '../desk/kernel/queue-for-hub.ts';
import { readHubState } from '../desk/store/hub.queries.ts';
import { slipFolder } from '../devices/printing/pdf.ts';
import type { Log } from '../log/log.ts';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { askAt, chooseJoiningFile, saveJoiningFile } from './dialogs.ts';

/** Puts together what several workstations on one hub need, with what Electron has for it. */
export const openHub = (parts: {
  readonly context: DeskContext;
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly window: () => BrowserWindow | null;
  readonly startAgain: () => void;
  readonly writeLibrary: (path: string) => Promise<Result<null>>;
  readonly chooseImport: (path: string) => Promise<Result<Output<'libraryFile.drop'>>>;
  /** Told when others have changed something here. */
  readonly changed: () => void;
  /** Whether letters could leave from here. */
  readonly hasMail: () => boolean;
  /** Told when the state is another. */
  readonly moved: () => void;
  readonly log: Log;
}): HubService => {
  const { context, dataDir, databaseFile, log } = parts;
  const { db, now, timeZone } = context;
  const atWindow = askAt(parts.window);
  const sqlOf = (name: string): string =>
    readFileSync(join(app.getAppPath(), 'resources', 'hub', `${name}.sql`), 'utf8');
  const makes = (): HubSql => ({ hub: sqlOf('hub'), reports: sqlOf('reports') });
  const file = connectionFile(dataDir, systemSecrets);
  if (readHubState(db) !== null) {
    queueForHub(db, timeZone);
    takeWaiting(
      db,
      rebase(openStepDesk(db), () => instantOf(now()), file.read()?.name ?? ''),
    );
  }
  const incoming = {
    file: incomingFileOf(databaseFile),
    drop: () => dropIncoming(databaseFile),
    decide: () => decideOnIncoming(databaseFile),
  };
  return hubService({
    context,
    db,
    file,
    tasks: hubTasksService(context),
    fetchIdentity,
    openLink: (hub, told) =>
      openHubLink({
        ...told,
        db,
        hub,
        program: app.getVersion(),
        schemaVersion: migrations.at(-1)?.version ?? 0,
        now,
        changed: parts.changed,
        moved: parts.moved,
        hasMail: parts.hasMail,
        slipsGone: (jobs) => removeSlipFiles(join(dataDir, slipFolder), jobs),
        namesGone: (texts) => void removeFilesNaming(join(dataDir, 'reports'), texts),
        fault: (words) => log.error('hub.forbade', new Error(words)),
        log: (event, error) => log.warn(event, {}, error),
      }),
    make: makeOfLibrary({ db, databaseFile, makes, timeZone }),
    update: (hub, administrator) => updateHub(db, hub, administrator, makes()),
    bring: bringLibrary(incoming),
    bringAnew: bringAnew(db, incoming),
    endSharing: () => endOfSharing(db),
    verify: verifyHub(db, `${databaseFile}.checked`),
    saveJoining: (name, text) => atWindow((window) => saveJoiningFile(window, name, text)),
    chooseJoining: () => atWindow(chooseJoiningFile),
    startAgain: parts.startAgain,
    own: ownRequestsIn(dataDir),
    writeLibrary: parts.writeLibrary,
    chooseImport: parts.chooseImport,
    moved: parts.moved,
  });
};
