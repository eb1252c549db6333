import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { newestVersionOf } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { closeDesk, openDeskFile, type OpenedDesk } from '../../../electron/main/db/start.ts';
import type { StartFault } from '../../../electron/main/db/start-faults.ts';

export const at = new Date('2026-11-25T09:30:00Z');

/** The version of the newest schema. */
export const newestVersion = newestVersionOf(migrations);

/** Creates a folder for the current test. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

type Options = Partial<Parameters<typeof openDeskFile>[0]> & { readonly dataDir: string };

const open = (options: Options): ReturnType<typeof openDeskFile> =>
  openDeskFile({ migrations, now: () => at, ...options });

/** Opens a desk that must open. It is closed after the test. */
export const openGood = async (options: Options): Promise<OpenedDesk> => {
  const opened = await open(options);
  if (!opened.ok) throw new Error(`${opened.fault.kind}: ${opened.fault.detail}`);
  onTestFinished(() => void closeDesk(opened.db));
  return opened;
};

/** A data folder after a first start that was closed properly. */
const afterFirstStart = mkdtempSync(join(tmpdir(), 'borrow-desk-first-'));
process.once('exit', () => rmSync(afterFirstStart, { recursive: true, force: true }));
let firstStart: Promise<void> | null = null;

const startFirst = async (): Promise<void> => {
  const opened = await open({ dataDir: afterFirstStart });
  if (!opened.ok) throw new Error(`${opened.fault.kind}: ${opened.fault.detail}`);
  closeDesk(opened.db);
};

/**
 * Opens a desk without patrons in a new folder, at its second start: the first start creates the schema, which takes longer than most
 * tests, and is run once for all of them. Tests of first starts use `openGood`.
 */
export const openSecondTime = async (dataDir: string): Promise<OpenedDesk> => {
  firstStart ??= startFirst();
  await firstStart;
  // The note beside the database contains the time of the last change.
  cpSync(afterFirstStart, dataDir, { recursive: true, preserveTimestamps: true });
  return openGood({ dataDir });
};

/** Opens a desk that must fail to open. */
export const openFaulty = async (options: Options): Promise<StartFault> => {
  const opened = await open(options);
  if (!opened.ok) return opened.fault;
  closeDesk(opened.db);
  throw new Error('The desk opened although it should not.');
};

/** Adds enough patrons for the file to have hundreds of pages. */
export const fill = ({ db }: OpenedDesk, rows = 5_000): void => {
  const names = Array.from({ length: rows }, (_, n) => `Reader ${n} ${'x'.repeat(80)}`);
  // In one statement, which takes a quarter of the time for the index of names.
  db.prepare("INSERT INTO patron (barcode, name) SELECT 'P' || key, value FROM json_each(?)").run(
    JSON.stringify(names),
  );
};

/** Returns the number of patrons. */
export const patronCount = ({ db }: OpenedDesk): number =>
  db.prepare('SELECT count(*) FROM patron').pluck().get() as number;
