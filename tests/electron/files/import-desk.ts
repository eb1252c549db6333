import type BetterSqlite3 from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { ensureCapture } from '../../../electron/main/db/change-capture.ts';
import type { DeskContext } from '../../../electron/main/desk/context.ts';
import {
  type DeskSession,
  openSession,
} from '../../../electron/main/desk/records/session/session.service.ts';
import type { ImportJob } from '../../../electron/main/files/import-job.ts';
import type { Importer } from '../../../electron/main/files/importer.ts';
import { taskOf } from '../../../electron/main/files/process/messages.ts';
import { FileDigest } from '../../../electron/main/files/reading/source-file.ts';
import { runImport } from '../../../electron/main/files/run-import.ts';
import { createWriteLock } from '../../../electron/main/files/process/write-lock.ts';
import { type ImportReport, importReport } from '../../../shared/ipc/import-views.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../shared/domain/ids.ts';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import { connectMigrated } from '../../support/template-database.ts';

/** A migrated, empty database in its own folder, and ways to import into it. */
export type ImportDesk = {
  readonly folder: string;
  readonly databaseFile: string;
  readonly db: BetterSqlite3.Database;
  /** Writes a file to the folder. Objects become JSON. */
  readonly file: (name: string, content: string | Buffer | object) => string;
  /** Imports a file in this thread and validates the report. */
  readonly import: (path: string, more?: Partial<ImportJob>) => Promise<ImportReport>;
  /** The faults sent to the log. */
  readonly faults: readonly unknown[];
  /** The lines of the report file. */
  readonly reportLines: (report: ImportReport) => readonly string[];
  /** Runs a query: rows as arrays, rows as records, the first column of all rows, the first column of the first row. */
  readonly rows: (sql: string) => unknown[];
  readonly records: (sql: string) => unknown[];
  readonly values: (sql: string) => unknown[];
  readonly value: (sql: string) => unknown;
  /** The context for commands; its own rows count as changes. */
  readonly context: () => DeskContext & { readonly session: DeskSession };
  readonly close: () => void;
};

/** @param options.hasLibrary creates a library, for files that contain none. */
export const openImportDesk = (options: { readonly hasLibrary?: boolean } = {}): ImportDesk => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-import-'));
  const databaseFile = join(folder, 'borrow-desk.sqlite');
  const db = connectMigrated(databaseFile);
  if (options.hasLibrary) db.exec("INSERT INTO library (code, name) VALUES ('MAIN', 'Main Library')");
  const write = (name: string, content: string | Buffer | object): string => {
    const path = join(folder, name);
    const text = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(path, text ? content : JSON.stringify(content, null, 1));
    return path;
  };
  const faults: unknown[] = [];
  return {
    folder,
    databaseFile,
    db,
    faults,
    file: write,
    import: async (path, more) =>
      importReport.parse(
        await runImport({
          ...taskOf(
            { databaseFile, dataDir: folder, timeZone: () => 'America/New_York' },
            path,
            testImporter,
            {},
          ),
          db: db as ReadableDB,
          now: () => new Date('2026-11-25T12:00:00Z'),
          cancelled: () => false,
          progress: () => undefined,
          lock: createWriteLock(),
          onFault: (error) => faults.push(error),
          digest: new FileDigest(),
          ...more,
        }),
      ),
    reportLines: (report) =>
      report.reportFile === null
        ? []
        : readFileSync(report.reportFile, 'utf8').replace('\uFEFF', '').trimEnd().split('\r\n'),
    rows: (sql) => db.prepare(sql).raw().all(),
    records: (sql) => db.prepare(sql).all(),
    values: (sql) => db.prepare(sql).pluck().all(),
    value: (sql) => db.prepare(sql).pluck().get(),
    context: () => {
      ensureCapture(db as ReadableDB);
      return {
        db: db as ReadableDB,
        session: openSession(db as ReadableDB),
        now: () => new Date('2026-11-25T12:00:00Z'),
        timeZone: () => 'UTC',
      };
    },
    close: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const operator = {
  id: 1 as OperatorId,
  name: 'A. Operator',
  hasPin: false,
  grants: Object.keys(roles).map((role) => ({
    role: role as Role,
    libraryId: 1 as LibraryId,
    deskId: null,
  })),
};

/** The importer of these tests, with every role in the first library, which is the first one of the file. */
export const testImporter: Importer = {
  operator,
  operators: [operator],
  desk: {
    id: 1 as DeskId,
    name: 'Main Circulation Desk',
    libraryId: 1 as LibraryId,
    libraryName: 'Main Library',
    holdShelf: true,
    receives: true,
  },
};

/** A small complete library with these requests. */
export const libraryWith = (requests: readonly unknown[], more: object = {}): Record<string, unknown> => ({
  format: 'borrow-desk/library',
  version: 1,
  libraries: [{ code: 'MAIN', name: 'Main Library', address: ['1 College Road', 'Springfield'] }],
  desks: [
    { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
    { code: 'HILL-CIRC', name: 'Hilltop Branch', library: 'MAIN' },
  ],
  partners: [
    { code: 'NORTH', name: 'North University Library', address: ['2 Hill Street'], cancelNeedsConsent: true },
    { code: 'LAKE', name: 'Lakeside College Library' },
  ],
  patrons: [{ barcode: 'P1', name: 'Reader, A.', email: 'reader@example.org', library: 'MAIN' }],
  requests,
  ...more,
});

/** A request with every field of a library file. */
export const fullRequest = {
  externalId: '01MAIN0000101',
  title: 'The Voyage of the Beagle',
  author: 'Darwin, Charles',
  format: 'physical',
  patron: 'P1',
  pickup: 'HILL-CIRC',
  rota: ['LAKE', 'NORTH'],
  activePartner: 'NORTH',
  status: 'LOANED',
  dueOn: '2027-01-15',
  createdAt: '2026-11-02T09:30:00+01:00',
  volumes: 2,
  circulationNote: 'With maps',
  cost: 'USD 5.00',
  notes: [{ from: 'partner', text: 'Library use only', active: false, createdAt: '2026-11-03T10:00:00Z' }],
  condition: { reason: 'LibraryUseOnly', note: 'Library use only', replyBy: '2026-12-01' },
  items: [
    {
      barcode: 'N-31234',
      status: 'on-loan',
      receivedAt: '2026-11-10T08:00:00Z',
      desk: 'MAIN-CIRC',
      loan: { loanedOn: '2026-11-11', dueOn: '2026-12-11' },
    },
    { barcode: 'N-31235', status: 'in-transit', receivedAt: '2026-11-12T08:00:00Z', desk: 'MAIN-CIRC' },
  ],
} as const;
