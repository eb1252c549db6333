import { app, session } from 'electron';
import { join } from 'node:path';
import { usualChannel, type UpdateChannel } from '../../../shared/domain/update-server.ts';
import { backUp, backupFolderOf } from '../db/backup.ts';
import { libraryTimeZone } from '../desk/records/settings/settings.service.ts';
import { readRawSetting, writeSetting } from '../desk/records/settings/raw-settings.ts';
import { listClosedDays, listHours } from '../desk/store/calendar.queries.ts';
import { hasSlipAtPrinter } from '../desk/store/print-jobs.queries.ts';
import type { Service } from '../ipc/handlers.ts';
import type { Base } from '../program-base.ts';
import { readUpdateBuild, serverOf } from '../updates/build-facts.ts';
import { fitsInstaller, startInstaller } from '../updates/install-update.ts';
import { installationOf, type Installation } from '../updates/installation.ts';
import { isOpenAt } from '../updates/opening.ts';
import { noteFrom } from '../updates/update-note.ts';
import type { UpdateSource } from '../updates/update-source.ts';
import type { Offer } from '../updates/verify.ts';
import { updatesService } from '../updates/updates.service.ts';
import { Updates } from '../updates/updates.ts';
import { TimeLimitError, withTimeout } from '../with-timeout.ts';
import { argumentsOfRestart, typedFolder } from './switches.ts';

/** The updates of the program, and their service for the page. */
type ProgramUpdates = {
  readonly service: Service<'updates'>;
  /** Called when the page has been drawn. */
  readonly begin: () => void;
  /** Called when somebody has pressed a key, scanned, or moved the mouse. */
  readonly active: () => void;
  readonly stop: () => void;
};

/** Electron's network has no time limit of its own. */
const lookLimitMs = 60_000;

const noteName = 'updates';

const later = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

// Pages may connect to nothing (security.ts); updates go through the proxy of the system.
const openSource = async (server: string, channel: UpdateChannel, dataDir: string): Promise<UpdateSource> => {
  await session.fromPartition('electron-updater', { cache: false }).setProxy({ mode: 'system' });
  // Loaded when it is first used: the start does not need it.
  const { electronExecutor, openUpdateSource } = await import('../updates/update-source.ts');
  return openUpdateSource({
    server,
    channel,
    version: app.getVersion(),
    folder: join(dataDir, 'updates'),
    executor: electronExecutor(),
  });
};

/** A source whose network is prepared when it is first used. */
const lazySource = (server: string, channel: UpdateChannel, dataDir: string): UpdateSource => {
  let opening: Promise<UpdateSource> | null = null;
  const opened = (): Promise<UpdateSource> => (opening ??= openSource(server, channel, dataDir));
  const look = async (): Promise<readonly Offer[]> => {
    try {
      return await withTimeout(
        lookLimitMs,
        'The update server',
        opened().then((source) => source.look()),
      );
    } catch (error) {
      // electron-updater would join the attempt that never ends.
      if (error instanceof TimeLimitError) opening = null;
      throw error;
    }
  };
  return {
    look,
    download: async (offer) => await (await opened()).download(offer),
    clear: async () => await (await opened()).clear(),
  };
};

const installationHere = ({ log }: Pick<Base, 'log'>): Installation => {
  if (!app.isPackaged) return 'none';
  // The installer could not start the new version as this one: IT installs it.
  if (!fitsInstaller(argumentsOfRestart(process.argv.slice(1)))) {
    log.warn('updates.arguments-too-long', {});
    return 'none';
  }
  try {
    return installationOf(process.platform, process.execPath);
  } catch (error) {
    log.error('updates.registry', error);
    return 'none';
  }
};

/** Sets up updates with their Electron dependencies. */
export const openUpdates = (base: Base, hasFileWork: () => boolean): ProgramUpdates => {
  const { db, dataDir, now, log, policy, settings, opened, emit, asked } = base;
  const build = readUpdateBuild(join(app.getAppPath(), 'package.json'));
  const { address: server, fault } = serverOf(policy, build.server);
  const channel = policy.values.UpdateChannel ?? usualChannel;
  if (fault !== null) log.warn('updates.no-server', { fault });
  let activeAt = now().getTime();
  const isOpen = (): boolean => {
    const { libraryId } = base.session.desk();
    return isOpenAt(now(), libraryTimeZone(db), listHours(db, libraryId), listClosedDays(db, libraryId));
  };
  const version = app.getVersion();
  const updates = new Updates({
    installed: { version, platform: `${process.platform}-${process.arch}`, keys: build.keys },
    installation: installationHere(base),
    mode: () => settings().updates.how,
    source: server === null ? null : lazySource(server, channel, dataDir),
    serverFault: fault,
    readNote: () => noteFrom(readRawSetting(db, noteName)),
    writeNote: (note) => writeSetting(db, noteName, note),
    backUp: async () => void (await backUp(opened.db, backupFolderOf(dataDir), 'before-migration', now())),
    startInstaller: (file, occasion) =>
      startInstaller(file, {
        args: argumentsOfRestart(process.argv.slice(1), occasion === 'staff'),
        folder: typedFolder(process.env, process.cwd()),
      }),
    quit: () => app.quit(),
    moment: () => ({
      hasFileWork: hasFileWork(),
      isPrinting: hasSlipAtPrinter(db),
      isOpen: isOpen(),
      idleMinutes: (now().getTime() - activeAt) / 60_000,
    }),
    askPage: (occasion) => asked.addUpdate(occasion),
    later,
    nowMs: () => now().getTime(),
    random: Math.random,
    changed: () => emit('changed', { topics: ['app'] }),
    log,
  });
  return {
    service: updatesService(updates, version, () => libraryTimeZone(db)),
    begin: () => void updates.start().catch((error: unknown) => log.error('updates.failed', error)),
    active: () => {
      activeAt = now().getTime();
    },
    stop: () => updates.stop(),
  };
};
