import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installationOf } from '../../../electron/main/updates/installation.ts';
import { startInstaller } from '../../../electron/main/updates/install-update.ts';
import { noteFrom } from '../../../electron/main/updates/update-note.ts';
import { openUpdateSource } from '../../../electron/main/updates/update-source.ts';
import { Updates } from '../../../electron/main/updates/updates.ts';
import { NodeExecutor } from './node-executor.ts';

// Runs in a Node for Windows: the updates of an installed program, with everything real but Electron's network and window. The first argument
// names a file with what to do, the second one the file for what was done.

/** What the test asks for. */
export type Task = {
  readonly server: string;
  readonly keys: readonly string[];
  readonly version: string;
  /** Path of the installed program. */
  readonly program: string;
  readonly folder: string;
};

/** What was done. */
export type Done = {
  readonly installation: string;
  readonly facts: { readonly available: string | null; readonly fault: string | null };
  readonly wait: string | null;
  readonly events: readonly string[];
};

const [taskFile = '', doneFile = ''] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, 'utf8')) as Task;
const installation = installationOf(process.platform, task.program);
const events: string[] = [];
let note = noteFrom(null);
const updates = new Updates({
  installed: { version: task.version, platform: `${process.platform}-${process.arch}`, keys: task.keys },
  installation,
  mode: () => 'automatic',
  source: openUpdateSource({ ...task, channel: 'latest', executor: new NodeExecutor() }),
  isServerRefused: false,
  readNote: () => note,
  writeNote: (next) => {
    note = next;
  },
  backUp: () => {
    writeFileSync(join(task.folder, 'backup.sqlite'), '');
    return Promise.resolve();
  },
  startInstaller,
  quit: () => undefined,
  moment: () => ({ hasFileWork: false, isPrinting: false, isOpen: false, idleMinutes: 60 }),
  askPage: () => undefined,
  later: () => () => undefined,
  nowMs: () => Date.now(),
  random: () => 0,
  changed: () => undefined,
  log: { info: (event) => void events.push(event), warn: (event) => void events.push(event) },
});
await updates.look();
const { available, fault } = updates.facts();
const wait = await updates.install('staff', false);
const done: Done = { installation, facts: { available, fault }, wait, events };
writeFileSync(doneFile, JSON.stringify(done));
process.exit(0);
