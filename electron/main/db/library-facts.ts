import BetterSqlite3 from 'better-sqlite3';
import { lstatSync } from 'node:fs';
import { migrateAndCheck, foreignParts, type MigrationFault } from './brought-library.ts';
import { codeOf, storageFaultOf } from './errors.ts';
import { readFileHeader } from './file-header.ts';
import { newestVersionOf, schemaVersion as versionOf, type Migration } from './migrate.ts';
import { originOf } from './schema.ts';

// What can be read from a library file: a backup, or a file from another workstation. Only tables and columns that exist in every version
// are read here, so that a backup from years ago can be described too.

/** The size of a library, and how recent it is. */
type LibraryFacts = {
  /** The names of its first libraries. */
  readonly libraries: readonly string[];
  readonly requests: number;
  /** Loans that have not ended. */
  readonly loans: number;
  readonly patrons: number;
  readonly steps: number;
  /** When the newest step was taken (an instant); null if there is none. */
  readonly newestStepAt: string | null;
};

/** Why a file cannot replace the library. */
export type LibraryFault =
  | 'missing'
  | 'folder'
  | 'link'
  | 'empty'
  | 'no-database'
  | 'other-database'
  | 'cut-short'
  | 'damaged'
  | 'other-schema'
  | 'newer'
  | 'no-right'
  | 'unreadable'
  | MigrationFault;

/** The result of inspecting a file. */
export type LibraryInspection = {
  readonly sizeBytes: number;
  readonly schemaVersion: number;
  readonly fault: LibraryFault | null;
  /** For support: messages of SQLite or the system, which name tables and never values. */
  readonly detail: string;
  /** Null if they cannot be read. */
  readonly facts: LibraryFacts | null;
};

/** A comparison of two libraries. */
export type Comparison = {
  readonly here: LibraryFacts;
  readonly there: LibraryFacts;
  /** Whether the two have a common origin: they share a step. */
  readonly sameLibrary: boolean;
  /** Steps that only the library here has: they would be lost. */
  readonly onlyHere: StepsApart;
  /** Steps that only the other one has. */
  readonly onlyThere: StepsApart;
  /** Requests that exist only here. */
  readonly requestsOnlyHere: number;
  /** Volumes that are on loan here but not there. */
  readonly loansOnlyHere: number;
  /** Letters that were sent according to this library but not the other: they cannot be unsent, whatever is restored. */
  readonly lettersLeft: number;
};

export type StepsApart = {
  readonly count: number;
  readonly byKind: readonly { readonly kind: string; readonly count: number }[];
  readonly byOperator: readonly { readonly name: string; readonly count: number }[];
  /** The newest few, newest first. */
  readonly last: readonly {
    readonly kind: string;
    readonly at: string;
    readonly operator: string;
    readonly externalId: string | null;
  }[];
};

const lockWaitMs = 2_000;
const namesShown = 3;
const lastShown = 5;

const open = (file: string): BetterSqlite3.Database =>
  new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: lockWaitMs });

/** How a file is inspected. */
type InspectOptions = {
  /** The versions that the program knows. */
  readonly migrations: readonly Migration[];
  /** Finds damage in a database. It may run statements. */
  readonly check: (file: string) => { readonly problems: readonly string[] };
  /** Whether the file is a copy made by this program: it is then migrated and checked as a whole. */
  readonly migrates: boolean;
};

/**
 * Inspects a file that may be a library: whether it is one, is intact, and is known to this program, and what it contains.
 * @returns the fault, if there is one; never throws because of the file's contents.
 */
export const inspectLibrary = (file: string, options: InspectOptions): LibraryInspection => {
  const nothing = { sizeBytes: 0, schemaVersion: 0, detail: '', facts: null };
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    // A link's target may change: a backup must be a file.
    if (stats?.isSymbolicLink() === true) return { ...nothing, fault: 'link' };
    const header = readFileHeader(file);
    const found = { ...nothing, sizeBytes: stats?.size ?? 0 };
    switch (header.kind) {
      case 'missing':
        return { ...found, fault: 'missing' };
      case 'not-a-file':
        return { ...found, fault: 'folder' };
      case 'empty':
        return { ...found, fault: 'empty' };
      case 'foreign':
        return { ...found, fault: 'no-database' };
      case 'database': {
        const { schemaVersion } = header;
        if (header.truncated) return { ...found, schemaVersion, fault: 'cut-short' };
        return { ...found, schemaVersion, ...inspectContents(file, schemaVersion, options) };
      }
    }
  } catch (error) {
    return { ...nothing, fault: faultOf(error), detail: codeOf(error) };
  }
};

const faultOf = (error: unknown): LibraryFault => {
  switch (storageFaultOf(error)) {
    case 'damaged':
      return 'damaged';
    case 'read-only':
      return 'no-right';
    default:
      return 'unreadable';
  }
};

const inspectContents = (
  file: string,
  schemaVersion: number,
  { migrations, check, migrates }: InspectOptions,
): Pick<LibraryInspection, 'fault' | 'detail' | 'facts'> => {
  const unfit = (fault: LibraryFault, detail = '') => ({ fault, detail, facts: null });
  const { origin, foreign } = schemaIn(file, migrations);
  if (origin === 'foreign') return unfit('other-database');
  if (origin === 'other-schema') return unfit('other-schema');
  if (schemaVersion > newestVersionOf(migrations)) return unfit('newer', String(schemaVersion));
  if (foreign.length > 0) return unfit('foreign-schema', foreign.join(', '));
  const { problems } = check(file);
  if (problems.length > 0) return unfit('damaged', problems.join('; '));
  const wrong = migrates ? migrateAndCheck(file, migrations) : null;
  if (wrong !== null) return unfit(wrong.fault, wrong.detail);
  const db = open(file);
  try {
    return { fault: null, detail: '', facts: factsOf(db, 'main') };
  } finally {
    db.close();
  }
};

/** Returns whose database it is, and how its schema differs from the expected one. Runs nothing in it. */
const schemaIn = (
  file: string,
  migrations: readonly Migration[],
): { readonly origin: ReturnType<typeof originOf>; readonly foreign: readonly string[] } => {
  const db = open(file);
  try {
    db.pragma('trusted_schema = OFF');
    const origin = originOf(db);
    const isKnown = origin === 'ours' && versionOf(db) <= newestVersionOf(migrations);
    return { origin, foreign: isKnown ? foreignParts(db, migrations) : [] };
  } finally {
    db.close();
  }
};

type Side = 'main' | 'there';

const factsOf = (db: BetterSqlite3.Database, side: Side): LibraryFacts => {
  const one = (text: string): unknown => db.prepare(text).pluck().get();
  return {
    libraries: db
      .prepare(`SELECT name FROM ${side}.library ORDER BY id LIMIT ${namesShown}`)
      .pluck()
      .all() as string[],
    requests: one(`SELECT count(*) FROM ${side}.request`) as number,
    loans: one(`SELECT count(*) FROM ${side}.loan WHERE ended_on IS NULL`) as number,
    patrons: one(`SELECT count(*) FROM ${side}.patron`) as number,
    steps: one(`SELECT count(*) FROM ${side}.command_log`) as number,
    newestStepAt:
      (one(`SELECT at FROM ${side}.command_log ORDER BY seq DESC LIMIT 1`) as string | undefined) ?? null,
  };
};

/**
 * Compares the library here with another file. Both are only read.
 * @param here may be in use: a snapshot of it is read.
 * @throws SqliteError if one of them cannot be read.
 */
export const compareLibraries = (here: string, there: string): Comparison => {
  const db = open(here);
  try {
    db.prepare('ATTACH ? AS there').run(there);
    return db.transaction(() => comparisonIn(db))();
  } finally {
    db.close();
  }
};

const comparisonIn = (db: BetterSqlite3.Database): Comparison => {
  const count = (text: string): number => db.prepare(text).pluck().get() as number;
  return {
    here: factsOf(db, 'main'),
    there: factsOf(db, 'there'),
    sameLibrary:
      count(
        'SELECT EXISTS (SELECT 1 FROM main.command_log JOIN there.command_log AS other USING (op_id))',
      ) === 1,
    onlyHere: stepsApart(db, 'main', 'there'),
    onlyThere: stepsApart(db, 'there', 'main'),
    requestsOnlyHere: count(
      `SELECT count(*) FROM main.request
        WHERE external_id NOT IN (SELECT external_id FROM there.request)`,
    ),
    loansOnlyHere: count(
      `SELECT count(*) FROM main.loan AS loan JOIN main.item AS item ON item.id = loan.item_id
        WHERE loan.ended_on IS NULL AND NOT EXISTS (
          SELECT 1 FROM there.item AS other JOIN there.loan AS lent ON lent.item_id = other.id
           WHERE other.barcode = item.barcode AND lent.ended_on IS NULL)`,
    ),
    lettersLeft: count(
      `SELECT count(*) FROM main.outbox AS gone
        WHERE gone.state = 'sent' AND NOT EXISTS (
          SELECT 1 FROM there.outbox AS other
           WHERE other.id = gone.id AND other.created_at = gone.created_at AND other.state = 'sent')`,
    ),
  };
};

const stepsApart = (db: BetterSqlite3.Database, side: Side, other: Side): StepsApart => {
  const apart = `FROM ${side}.command_log AS step
                 LEFT JOIN ${side}.operator ON operator.id = step.operator_id
                WHERE step.op_id NOT IN (SELECT op_id FROM ${other}.command_log)`;
  const all = <T>(text: string): T[] => db.prepare(text).all() as T[];
  return {
    count: db.prepare(`SELECT count(*) ${apart}`).pluck().get() as number,
    byKind: all(`SELECT step.kind, count(*) AS count ${apart} GROUP BY step.kind ORDER BY 2 DESC, 1`),
    byOperator: all(
      `SELECT coalesce(operator.name, '') AS name, count(*) AS count ${apart} GROUP BY 1 ORDER BY 2 DESC, 1`,
    ),
    last: all(
      `SELECT step.kind, step.at, coalesce(operator.name, '') AS operator,
              (SELECT external_id FROM ${side}.request WHERE request.id = step.request_id) AS externalId
         ${apart} ORDER BY step.seq DESC LIMIT ${lastShown}`,
    ),
  };
};
