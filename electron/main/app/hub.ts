import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../../shared/domain/dates.ts';
import { migrations } from '../db/migrations/index.ts';
import { decideOnIncoming, dropIncoming, incomingFileOf } from '../db/take-over.ts';
import type { DeskContext } from '../desk/context.ts';
import { removeSlipFiles } from '../desk/records/erasure/erase-requests.ts';
import { removeFilesNaming } from '../desk/records/erasure/patron-files.ts';
import { queueForHub } from '../desk/steps/frame/queue-for-hub.ts';
import { readHubState } from '../desk/store/hub.queries.ts';
import { slipFolder } from '../devices/printing/pdf.ts';
import { systemSecrets } from '../mail/secrets.ts';
import type { Base } from '../program-base.ts';
import { connectionFile } from '../sync/link/connection-file.ts';
import { type HubService, hubService } from '../sync/link/hub.service.ts';
import type { HubParts } from '../sync/link/membership.ts';
import { ownRequestsIn } from '../sync/link/own-requests.ts';
import { fetchIdentity } from '../sync/link/server-certificate.ts';
import { replayWaiting } from '../sync/replay-waiting.ts';
import { replay } from '../sync/replay.ts';
import { openStepDesk } from '../sync/step-desk.ts';
import { askInWindow, chooseJoiningFile, chooseJoiningFolder, saveJoiningFile } from './dialogs.ts';

type Parts = Pick<Base, 'context' | 'dataDir' | 'databaseFile' | 'window' | 'news' | 'log'> &
  Pick<HubParts, 'startAgain' | 'writeLibrary' | 'chooseImport' | 'hasMail' | 'tellsPartners'>;

/** Sets up sharing a hub with other workstations, with its Electron dependencies. */
export const openHub = ({ dataDir, window, news, log, ...parts }: Parts): HubService => {
  const { context, databaseFile } = parts;
  const atWindow = askInWindow(window);
  const sqlOf = (name: string): string =>
    readFileSync(join(app.getAppPath(), 'resources', 'hub', `${name}.sql`), 'utf8');
  const file = connectionFile(dataDir, systemSecrets);
  beginSync(context, file.read()?.name ?? '');
  return hubService({
    ...parts,
    changed: () => void news.emit('rowsChanged'),
    stateChanged: () => void news.emit('hubChanged'),
    file,
    program: app.getVersion(),
    schemaVersion: migrations.at(-1)?.version ?? 0,
    makes: () => ({ hub: sqlOf('hub'), reports: sqlOf('reports') }),
    fetchIdentity,
    incoming: {
      file: incomingFileOf(databaseFile),
      drop: () => dropIncoming(databaseFile),
      decide: () => decideOnIncoming(databaseFile),
    },
    own: ownRequestsIn(dataDir),
    saveJoining: (name, text) => atWindow((at) => saveJoiningFile(at, name, text)),
    chooseJoining: () => atWindow(chooseJoiningFile),
    chooseJoiningFolder: () => atWindow(chooseJoiningFolder),
    onSlipsRemoved: (jobs) => removeSlipFiles(join(dataDir, slipFolder), jobs),
    onNamesForgotten: (texts) => void removeFilesNaming(join(dataDir, 'reports'), texts),
    fault: (words) => log.error('hub.forbade', new Error(words)),
    log: (event, error) => log.warn(event, {}, error),
  });
};

/** If this workstation syncs: from now on steps are queued, and steps that were pending when the library was reloaded are replayed. */
const beginSync = ({ db, now, timeZone }: DeskContext, name: string): void => {
  if (readHubState(db) === null) return;
  queueForHub(db, timeZone);
  replayWaiting(
    db,
    replay(openStepDesk(db), () => instantOf(now()), name),
  );
};
