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

/** A folder of this test alone. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

type Options = Partial<Parameters<typeof openDeskFile>[0]> & { readonly dataDir: string };

const open = (options: Options): ReturnType<typeof openDeskFile> =>
  openDeskFile({ migrations, now: () => at, ...options });

/** Opens a desk that must open. It is closed with the test. */
export const openGood = async (options: Options): Promise<OpenedDesk> => {
  const opened = await open(options);
  if (!opened.ok) throw new Error(`${opened.fault.kind}: ${opened.fault.detail}`);
  onTestFinished(() => void closeDesk(opened.db));
  return opened;
};

/** A data folder after a first start that was closed in good order. */
const afterFirstStart = mkdtempSync(join(tmpdir(), 'borrow-desk-first-'));
process.once('exit', () => rmSync(afterFirstStart, { recursive: true, force: true }));
let firstStart: Promise<void> | null = null;

const startFirst = async (): Promise<void> => {
  const opened = await open({ dataDir: afterFirstStart });
  if (!opened.ok) throw new Error(`${opened.fault.kind}: ${opened.fault.detail}`);
  closeDesk(opened.db);
};

/**
 * Opens a desk without patrons in a new folder, at its second start: the first one makes the schema step by step, which takes longer than most tests,
 * and is made once for all of them. What is about first starts uses `openGood`.
 */
export const openSecondTime = async (dataDir: string): Promise<OpenedDesk> => {
  firstStart ??= startFirst();
  await firstStart;
  // The mark beside the database knows when it was changed last.
  cpSync(afterFirstStart, dataDir, { recursive: true, preserveTimestamps: true });
  return openGood({ dataDir });
};

/** Opens a desk that must not open. */
export const openFaulty = async (options: Options): Promise<StartFault> => {
  const opened = await open(options);
  if (!opened.ok) return opened.fault;
  closeDesk(opened.db);
  throw new Error('The desk opened although it should not.');
};

/** Fills a desk with so many patrons that the file has hundreds of pages. */
export const fill = ({ db }: OpenedDesk, rows = 5_000): void => {
  const names = Array.from({ length: rows }, (_, n) => `Reader ${n} ${'x'.repeat(80)}`);
  // In one statement, which takes the index of names a quarter of the time.
  db.prepare("INSERT INTO patron (barcode, name) SELECT 'P' || key, value FROM json_each(?)").run(
    JSON.stringify(names),
  );
};

/** How many patrons a desk knows. */
export const patronCount = ({ db }: OpenedDesk): number =>
  db.prepare('SELECT count(*) FROM patron').pluck().get() as number;
