import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase, connect } from '../../../electron/main/db/open.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { hasPartnersByProtocol } from '../../../electron/main/desk/store/partner-queue.queries.ts';
import { queueForHub } from '../../../electron/main/desk/steps/frame/queue-for-hub.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { sendsToOtherSystem } from '../../../electron/main/other-system/reach.ts';
import { connectionFile, type KnownHub } from '../../../electron/main/sync/link/connection-file.ts';
import { type HubService, hubService } from '../../../electron/main/sync/link/hub.service.ts';
import { fetchIdentity } from '../../../electron/main/sync/link/server-certificate.ts';
import { replayWaiting } from '../../../electron/main/sync/replay-waiting.ts';
import { replay } from '../../../electron/main/sync/replay.ts';
import { openStepDesk } from '../../../electron/main/sync/step-desk.ts';
import { instantOf } from '../../../shared/domain/dates.ts';
import type { HubStatus } from '../../../shared/ipc/hub-views.ts';
import type { TestDesk } from '../desk.ts';
import { valueOf } from '../results.ts';
import { connectMigrated } from '../template-database.ts';
import { waitFor } from '../waiting.ts';
import { hubSql } from './hub-server.ts';
import { ownFilesOf } from './own-files.ts';

const opened: Workstation[] = [];

/** Stops everything that a test file has opened, at its end: the next file in this process starts without any. */
export const stopWorkstations = async (): Promise<void> => {
  for (const one of opened.splice(0)) await one.stop();
  faults.length = 0;
};
const noSecrets = { available: () => false, seal: (text: string) => text, unseal: (text: string) => text };

/** A workstation on a real server. */
export type Workstation = TestDesk & {
  readonly hub: HubService;
  readonly status: () => HubStatus;
  readonly inStep: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Whether it has a mail account. */
  readonly mail: { has: boolean };
  /** Returns the joining file that it wrote last. */
  readonly written: () => string;
};

/**
 * Opens a workstation on a database file, composed as in the program.
 * @param beforeWriting called before the connection is stored.
 */
export const openWorkstation = (
  file: string,
  joiningFile: () => string | null = () => null,
  beforeWriting: (hub: KnownHub) => void = () => undefined,
): Workstation => {
  const raw = existsSync(file) ? connect(file) : connectMigrated(file);
  const db = asDeskDatabase(raw);
  const session = openSession(db);
  const now = (): Date => new Date();
  const timeZone = (): string => 'Europe/London';
  const context = { db, session, now, timeZone };
  const dataDir = dirname(file);
  const kept = connectionFile(dataDir, noSecrets);
  if (readHubState(db) !== null) {
    queueForHub(db, timeZone);
    replayWaiting(
      db,
      replay(openStepDesk(db), () => instantOf(now()), kept.read()?.name ?? ''),
    );
  }
  let written = '';
  const mail = { has: true };
  const hub = hubService({
    context,
    databaseFile: file,
    file: {
      ...kept,
      write: (known) => {
        beforeWriting(known);
        kept.write(known);
      },
    },
    program: '1.0',
    schemaVersion: migrations.at(-1)?.version ?? 0,
    // It is updated with the shipped SQL.
    makes: () => hubSql,
    fetchIdentity,
    incoming: {
      file: `${file}.incoming`,
      drop: () => rmSync(`${file}.incoming`, { force: true }),
      decide: () => renameSync(`${file}.incoming`, `${file}.next`),
    },
    changed: () => session.refresh(),
    stateChanged: () => undefined,
    hasMail: () => mail.has,
    tellsPartners: () => hasPartnersByProtocol(context.db) || sendsToOtherSystem(context.db),
    onSlipsRemoved: () => undefined,
    onNamesForgotten: () => undefined,
    fault: (words) => faults.push(words),
    log: (_event, error) => faults.push(String(error)),
    saveJoining: (_name, text) => {
      written = text;
      return Promise.resolve('join.json');
    },
    chooseJoining: () => Promise.resolve(joiningFile()),
    chooseJoiningFolder: () => Promise.resolve(dataDir),
    ...ownFilesOf({ context, file }),
    startAgain: () => undefined,
  });
  const status = (): HubStatus => valueOf(hub.status({}) as never);
  const workstation: Workstation = {
    context,
    raw,
    file,
    setNow: () => undefined,
    close: () => raw.close(),
    hub,
    status,
    mail,
    inStep: async () => {
      hub.link()?.wake();
      await waitFor(
        'the workstation is in step',
        () => (status().state === 'in-step' && status().waiting === 0) || undefined,
      );
    },
    written: () => written,
    stop: async () => {
      await hub.stop();
      if (raw.open) raw.close();
    },
  };
  opened.push(workstation);
  return workstation;
};
/** Unexpected errors of all workstations. */
export const faults: string[] = [];
