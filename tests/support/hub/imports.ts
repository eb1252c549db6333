import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommand } from '../../../electron/main/desk/store/command-log.queries.ts';
import { readRawSetting } from '../../../electron/main/desk/records/settings/raw-settings.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import type { Importer } from '../../../electron/main/files/importer.ts';
import { taskOf } from '../../../electron/main/files/process/messages.ts';
import { FileDigest } from '../../../electron/main/files/reading/source-file.ts';
import { runImport } from '../../../electron/main/files/run-import.ts';
import { createWriteLock } from '../../../electron/main/files/process/write-lock.ts';
import { administersAny } from '../../../shared/domain/administration.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Do } from './staff-acts.ts';
import type { SyncDesk } from './sync-desk.ts';

// A file that is imported while others work: the import begins, rows arrive in several parts, and it ends. Anything may happen in between.

const fileName = 'requests.json';

/** Returns the step of the import that is running at a workstation; null if there is none. */
const runningAt = ({ context: { db } }: SyncDesk): OpId | null => {
  const opId = readRawSetting(db, 'import-running');
  return typeof opId === 'string' ? (opId as OpId) : null;
};

const statuses = ['REQUEST_SENT', 'SHIPPED_PHYSICALLY', 'CANCELLED', undefined, undefined] as const;

/** Returns some rows: existing requests, requests that others create too, and new ones; sometimes with patrons and partners. */
const rowsOf = (pick: number): object => ({
  format: 'borrow-desk/library',
  version: 2,
  ...(pick % 4 === 0 && {
    partners: [{ code: `P-${pick % 4}`, name: `Partner ${pick % 5}` }],
  }),
  ...(pick % 4 === 1 && {
    patrons: [{ barcode: `P200000${pick % 3}`, name: `Reader ${pick % 5}`, library: 'MAIN' }],
  }),
  requests: [pick, pick + 7].slice(0, 1 + (pick % 2)).map((one) => ({
    externalId: [`R-${(one % 5) + 1}`, `NEW-${one % 4}`, `FILE-${one % 3}`][one % 3],
    title: `Title ${one % 5}`,
    format: 'physical',
    patron: 'P1000001',
    pickup: 'MAIN-CIRC',
    rota: ['NORTH'],
    status: statuses[one % statuses.length],
  })),
});

const importRows = async (desk: SyncDesk, opId: OpId, rows: object): Promise<ImportReport> => {
  const { db, now, timeZone } = desk.context;
  const folder = `${desk.file}-imports`;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, fileName);
  writeFileSync(file, JSON.stringify(rows));
  return await runImport({
    ...taskOf({ databaseFile: desk.file, dataDir: folder, timeZone }, file, importerAt(desk), {
      importNumber: findCommand(db, opId)?.seq ?? null,
      // All rows of a batch go into one transaction, however slow the computer is, so that a seed always gives the same result.
      isUnattended: true,
    }),
    db,
    digest: new FileDigest(),
    now,
    cancelled: () => false,
    progress: () => undefined,
    lock: createWriteLock(),
    onFault: (error) =>
      desk.faults.push(`an import: ${String(error instanceof Error ? error.stack : error)}`),
  });
};

export const importerAt = ({ context: { session } }: SyncDesk): Importer => ({
  operator: session.operator(),
  desk: session.desk(),
  operators: session.operators(),
});

/** Begins an import with some of its rows, imports more of them, or ends it. */
export const workOnImport: Do = async (desk, { opId, pick }) => {
  const { db, now } = desk.context;
  const running = runningAt(desk);
  if (running !== null && pick % 3 === 0) return importEnded(desk);
  const importer = importerAt(desk);
  if (running === null && !administersAny(importer.operator)) return undefined;
  if (running === null) openImportLog(db, now, () => opId).begin(importer, fileName);
  return await importRows(desk, running ?? opId, rowsOf(pick));
};

/** Imports a whole library file, with its end. */
export const importFile = async (desk: SyncDesk, opId: OpId, rows: object): Promise<ImportReport> => {
  const { db, now } = desk.context;
  openImportLog(db, now, () => opId).begin(importerAt(desk), fileName);
  const report = await importRows(desk, opId, rows);
  importEnded(desk);
  return report;
};

/** Records, as the next start does, that the import running when the program exited was interrupted. */
export const importEnded = ({ context: { db, now } }: SyncDesk): void => {
  openImportLog(db, now);
};
