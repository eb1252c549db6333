import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUp, backupFolderOf } from '../../../electron/main/db/backup.ts';
import type { Migration } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import type { StartFaultKind } from '../../../electron/main/db/start-faults.ts';
import { closeDesk, openDeskFile, type OpenedDesk } from '../../../electron/main/db/start.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { readRawSetting, writeSetting } from '../../../electron/main/desk/records/settings/raw-settings.ts';
import { installationOf } from '../../../electron/main/updates/installation.ts';
import { startInstaller } from '../../../electron/main/updates/install-update.ts';
import { noteFrom } from '../../../electron/main/updates/update-note.ts';
import { openUpdateSource } from '../../../electron/main/updates/update-source.ts';
import { Updates } from '../../../electron/main/updates/updates.ts';
import { NodeExecutor } from './node-executor.ts';

// Runs in a Node for Windows: the database and the updates of an installed program, with everything real but Electron's network and window. The
// first argument names a file with what to do, the second one the file for what was done.

/** What the test asks for. */
export type Task = {
  readonly server: string;
  readonly keys: readonly string[];
  readonly version: string;
  /** Path of the installed program. */
  readonly program: string;
  readonly dataFolder: string;
  /** What this version does to the database of the present one. */
  readonly migration: Migration | null;
  /** On which occasion the update that was found is installed. */
  readonly occasion: 'staff' | 'start';
  /** With which it was started, and in which folder. */
  readonly start: { readonly args: readonly string[]; readonly folder: string };
};

/** What was done. */
export type Done =
  | { readonly startFault: StartFaultKind; readonly detail: string }
  | {
      readonly installation: string;
      readonly titles: readonly string[];
      readonly facts: { readonly available: string | null; readonly fault: string | null };
      readonly wait: string | null;
      readonly events: readonly string[];
    };

const now = (): Date => new Date();

/** Looks for an update and installs it, as far as the occasion allows. */
const update = async (task: Task, { db: opened }: OpenedDesk): Promise<Done> => {
  const db = opened as ReadableDB;
  const installation = installationOf(process.platform, task.program);
  const events: string[] = [];
  const updates = new Updates({
    installed: { version: task.version, platform: `${process.platform}-${process.arch}`, keys: task.keys },
    installation,
    mode: () => 'automatic',
    source: openUpdateSource({
      ...task,
      folder: join(task.dataFolder, 'updates'),
      channel: 'latest',
      executor: new NodeExecutor(),
    }),
    serverFault: null,
    readNote: () => noteFrom(readRawSetting(db, 'updates')),
    writeNote: (note) => writeSetting(db, 'updates', note),
    backUp: async () =>
      void (await backUp(opened, backupFolderOf(task.dataFolder), 'before-migration', now())),
    startInstaller: (file) => startInstaller(file, task.start),
    quit: () => undefined,
    moment: () => ({ hasFileWork: false, isPrinting: false, isOpen: false, idleMinutes: 60 }),
    askPage: () => undefined,
    later: () => () => undefined,
    nowMs: () => now().getTime(),
    random: () => 0,
    changed: () => undefined,
    log: { info: (event) => void events.push(event), warn: (event) => void events.push(event) },
  });
  await updates.start();
  await updates.look();
  const { available, fault } = updates.facts();
  const wait = await updates.install(task.occasion, false);
  const titles = opened.prepare<[], string>('SELECT title FROM request ORDER BY id').pluck().all();
  return { installation, titles, facts: { available, fault }, wait, events };
};

const start = async (task: Task): Promise<Done> => {
  const known = task.migration === null ? migrations : [...migrations, task.migration];
  const opened = await openDeskFile({ dataDir: task.dataFolder, migrations: known, now });
  if (!opened.ok) return { startFault: opened.fault.kind, detail: opened.fault.detail };
  const done = await update(task, opened);
  const fault = closeDesk(opened.db);
  if (fault !== null) throw new Error('The database was not closed.', { cause: fault });
  return done;
};

const [taskFile = '', doneFile = ''] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, 'utf8')) as Task;
writeFileSync(doneFile, JSON.stringify(await start(task)));
process.exit(0);
