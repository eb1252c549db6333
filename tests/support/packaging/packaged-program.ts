import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase } from '../../../electron/main/db/open.ts';
import { closeDesk, openDeskFile } from '../../../electron/main/db/start.ts';
import { slipsService } from '../../../electron/main/desk/output/slips/slips.service.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { ensureBuild } from '../../../electron/tooling/lib/build.ts';
import { electronSwitches } from '../../../electron/tooling/lib/program.ts';
import { carriedFrom, packProgram } from '../../../electron/tooling/packaging/pack-program.ts';
import { prepareRuntime } from '../../../electron/tooling/runtime/runtime.ts';
import { newOpId } from '../desk.ts';
import { useOwnDisplay } from '../display.ts';
import { noPrinter } from '../no-printer.ts';
import { valueOf } from '../results.ts';

/** The program as it is distributed, in a separate folder. */
export type PackagedProgram = { readonly executable: string; readonly resources: string };

/** Packages the built program for this machine and the tests of a file, which get a display of their own. @throws if electron-builder fails. */
export const packagedProgram = async (): Promise<PackagedProgram> => {
  const output = mkdtempSync(join(tmpdir(), 'borrow-desk-packaged-'));
  afterAll(() => rmSync(output, { recursive: true, force: true }));
  afterAll(await useOwnDisplay());
  const runtime = await prepareRuntime();
  await ensureBuild();
  const target = { platform: 'linux', arch: 'x64' } as const;
  const folder = await packProgram({ target, output, carried: carriedFrom(runtime) });
  return { executable: join(folder, 'borrow-desk'), resources: join(folder, 'resources') };
};

/** Returns the path of a data folder for one test, which does not exist yet. */
export const newDataFolder = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'borrow-desk-data-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true, maxRetries: 3 }));
  return join(parent, 'data');
};

/** Creates a data folder with one slip in the queue, as a start finds it after a power cut. */
export const folderWithSlip = async (): Promise<string> => {
  const dataDir = newDataFolder();
  mkdirSync(dataDir);
  const now = (): Date => new Date('2026-11-25T09:30:00Z');
  const opened = await openDeskFile({ dataDir, migrations, now });
  if (!opened.ok) throw new Error(opened.fault.kind);
  const db = asDeskDatabase(opened.db);
  const context = { db, session: openSession(db), now, timeZone: () => 'Europe/London' };
  valueOf(slipsService(context, noPrinter).printTest({ opId: newOpId() }));
  closeDesk(opened.db);
  return dataDir;
};

type Start = {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** The time limit; a minute by default. */
  readonly timeoutMs?: number;
};

const argumentsOf = ({ args = [], dataDir }: Start): string[] => [
  ...electronSwitches('unseen'),
  `--data-dir=${dataDir}`,
  ...args,
];
const environmentOf = ({ env = {} }: Start): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...own } = process.env;
  return { ...own, ...env };
};

export type Ended = { readonly code: number | null; readonly said: string };

/** Starts the program and waits until it exits; it is killed if that takes too long. */
export const runToItsEnd = (program: PackagedProgram, start: Start): Ended => {
  const result = spawnSync(program.executable, argumentsOf(start), {
    env: environmentOf(start),
    encoding: 'utf8',
    timeout: start.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  });
  return { code: result.status, said: result.stdout + result.stderr };
};

/** Starts the program without waiting; it is killed if the test ends first. */
export const begin = (program: PackagedProgram, start: Start): ChildProcess => {
  const child = spawn(program.executable, argumentsOf(start), { env: environmentOf(start), stdio: 'ignore' });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
};

/** Asks the program to exit and waits until it has. */
export const end = async (child: ChildProcess): Promise<number | null> => {
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};
