import * as z from 'zod';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SharedTable } from '../db/hub-capture.ts';
import { checkForeignKeys, foreignKeysOff, foreignKeysOn, inTransaction } from '../db/open.ts';
import type { ReadableDB } from '../db/types.ts';
import { waitingKey } from '../db/workstation-rows.ts';
import { headlineIf } from '../desk/records/erasure/erase-requests.ts';
import { insertRows, type RowImage } from '../desk/store/change-log.queries.ts';
import {
  emptied,
  forgetGoneRequests,
  insertLog,
  type LogLine,
  markUndone,
} from '../desk/store/command-log.queries.ts';
import { listErased } from '../desk/store/erase-patron.queries.ts';
import { isReferredTo } from '../desk/store/hub-changes.queries.ts';
import { keepStep } from '../desk/store/hub-kept.queries.ts';
import { beginSharing, clearShared, removeFromLog } from '../desk/store/hub.queries.ts';
import { putSetting } from '../desk/store/settings.queries.ts';
import { type BulkLoad, prepareBulkLoad } from '../files/storing/bulk-load.ts';
import type { LibraryWriter } from './fetch-library.ts';
import { isLibraryStep, type LibraryStep } from './wire.ts';

/** The extent of a piece: how many entries it had, and the id of the last one. */
export type PieceExtent = { readonly count: number; readonly last: number };

const isValue = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number';
const isRow = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && Object.values(row).every(isValue);
// Validated by hand: a schema for each value would take longer to check than the row takes to store.
const rows = z.array(z.custom<RowImage>(isRow));
const steps = z.array(z.custom<LibraryStep>(isLibraryStep));

/**
 * Loads the library of a hub into a new, migrated database, in one transaction and in bulk: its large tables have no indexes or triggers
 * until all rows are in. After an error the database must be deleted.
 */
export class IncomingLibrary {
  private readonly db: ReadableDB;
  private readonly load: BulkLoad;
  /** Requests whose patrons were forgotten; null until all rows are here. */
  private forgotten: ReadonlySet<number> | null = null;
  /** Which step undid a step, by the undone one. The texts of a line come as later steps left them. */
  private readonly undone = new Map<OpId, OpId>();
  /** Steps that later ones took out of the log. */
  private readonly gone = new Set<OpId>();

  /** @throws SqliteError. */
  constructor(db: ReadableDB) {
    this.db = db;
    // Removes the rows that a new database contains.
    inTransaction(db, clearShared);
    // A row may refer to a row of a later table; all exist in the end.
    foreignKeysOff(db);
    const load = prepareBulkLoad(db, ['command_log', 'request_event']);
    if (load === null) throw new Error('not a new database');
    this.load = load;
  }

  /** Stores rows. @param json a list of rows ordered by id. @throws z.ZodError, SyntaxError, SqliteError. */
  rows(
    table: SharedTable,
    json: string,
    counted: (came: PieceExtent) => void = () => undefined,
  ): PieceExtent {
    const found = rows.parse(JSON.parse(json));
    const came = { count: found.length, last: Number(found.at(-1)?.['id'] ?? 0) };
    counted(came);
    inTransaction(this.db, (write) => {
      insertRows(write, table, found);
    });
    return came;
  }

  /** Stores steps of the log, in the same way. */
  steps(json: string, counted: (came: PieceExtent) => void = () => undefined): PieceExtent {
    const found = steps.parse(JSON.parse(json));
    const came = { count: found.length, last: found.at(-1)?.seq ?? 0 };
    counted(came);
    this.forgotten ??= new Set(listErased(this.db));
    inTransaction(this.db, (write) => insertLog(write, found.flatMap(this.linesOf)));
    for (const { opId, undoneBy, amends } of found) {
      if (typeof undoneBy === 'string') this.undone.set(opId, undoneBy);
      for (const { log, b, a } of amends ?? []) {
        const of = b['op_id'] as OpId;
        if (log !== 'command_log' || of === opId) continue;
        if (a === null) this.gone.add(of);
        else if (typeof a['undone_by'] === 'string') this.undone.set(of, a['undone_by'] as OpId);
      }
    }
    return came;
  }

  /** What the program of a workstation wrote by itself has no line of its own. */
  private readonly linesOf = (step: LibraryStep): readonly LogLine[] => {
    const { kind } = step;
    return kind === null || step.deskId === null ? [] : [this.lineOf({ ...step, kind, deskId: step.deskId })];
  };

  private readonly lineOf = (step: LibraryStep & Pick<LogLine, 'kind' | 'deskId'>): LogLine => ({
    ...step,
    // An old step whose details are gone.
    input: step.input ?? emptied,
    answer: step.answer ?? emptied,
    events: (step.events ?? []).map((event) => {
      const { requestId = step.requestId, kind = step.kind, at = step.at, turnId = null } = event;
      const headline = headlineIf(this.forgotten?.has(requestId ?? 0) === true, { ...event, kind });
      return { ...event, requestId, kind, at, headline, turnId };
    }),
  });

  /**
   * Called when everything is here: builds indexes and triggers, and starts sharing.
   * @throws SqliteError, also if a foreign key is violated.
   */
  end(hub: Parameters<LibraryWriter['end']>[0]): void {
    inTransaction(this.db, (write) => {
      for (const [opId, by] of this.undone) markUndone(write, opId, by);
      forgetGoneRequests(write);
    });
    this.load.build(() => true);
    // Only now: all lines are here, with indexes to find what refers to one. A line that another one refers to stays.
    inTransaction(this.db, (write) => {
      for (const opId of this.gone) if (!isReferredTo(write, 'command_log', opId)) removeFromLog(write, opId);
    });
    checkForeignKeys(this.db);
    inTransaction(this.db, (write) => {
      beginSharing(write, hub);
      if (hub.known) putSetting(write, waitingKey, JSON.stringify({ known: hub.known }));
      if (hub.cursorOp !== '') keepStep(write, { seq: hub.cursor, opId: hub.cursorOp, body: '' });
    });
    this.load.ready();
    foreignKeysOn(this.db);
  }

  /** Abandons the load: nothing of it remains. */
  giveUp(): void {
    this.load.giveUp();
  }
}
