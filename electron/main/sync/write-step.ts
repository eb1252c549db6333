import type { PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import { beginCapture, endCapture } from '../db/change-capture.ts';
import type { Log, SharedTable } from '../db/hub-capture.ts';
import { sharedColumns, sharedTables, withoutHubCapture } from '../db/hub-capture.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { eraseHere, isErasure } from '../desk/records/erasure/erase-requests.ts';
import { noteErasedElsewhere } from '../desk/records/erasure/erase-ended.ts';
import { requestsOfKeys } from '../desk/steps/frame/hub-keys.ts';
import { readRow, type RowImage } from '../desk/store/change-log.queries.ts';
import { insertCommand, insertRequestEvent } from '../desk/store/command-log.queries.ts';
import { findLogLine, moments, putImage, touchRow } from '../desk/store/hub-changes.queries.ts';
import { advanceIdsPast } from '../desk/store/hub.queries.ts';
import { countSetAside, isSetAsideBefore } from '../desk/store/set-aside.queries.ts';
import { CannotWriteError } from './cannot-write.ts';
import { acceptedCommand, type Amend, type IncomingStep, type Row, type RowChange } from './wire.ts';

const columnsByTable = new WeakMap<ReadableDB, Map<string, ReadonlySet<string>>>();

/** Keeps only those columns of another workstation's row or log line that this program knows. */
export const known = <T extends Row | null>(db: ReadableDB, table: SharedTable | Log, row: T): T => {
  if (row === null) return row;
  let tables = columnsByTable.get(db);
  if (!tables) columnsByTable.set(db, (tables = new Map<string, ReadonlySet<string>>()));
  let columns = tables.get(table);
  if (!columns) tables.set(table, (columns = new Set(sharedColumns(db, table))));
  return Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))) as T;
};

/** Whether rows of a table are shared with other workstations. */
export const isShared = (table: string): table is SharedTable =>
  (sharedTables as readonly string[]).includes(table);

/**
 * Why rows may differ from those where the step was taken: they may not, some steps are set aside, or it is written long after its
 * position.
 */
type Differing = 'not' | 'beside' | 'later';

/** Whether a row is as the step found it, in the columns that it changes. */
const isAsFound = (here: RowImage, found: Row): boolean =>
  Object.entries(found).every(([name, value]) => moments.includes(name) || (here[name] ?? null) === value);

/** Whether an earlier step on one of its requests is set aside: a request's own fields and those of its items belong together. */
const isOnSetAside = (db: ReadableDB, { writes, seq }: IncomingStep): boolean =>
  requestsOfKeys(writes).some((id) => isSetAsideBefore(db, { table: 'request', id }, seq));

/** Drops the modification time from a late step if later steps have written the row since. */
const withoutPast = (here: RowImage, found: Row, to: Row): Row =>
  Object.fromEntries(
    Object.entries(to).filter(([name]) => !moments.includes(name) || here[name] === found[name]),
  );

/** @throws CannotWriteError if the row does not exist or is not as the step found it; SqliteError. */
const writeChange = (db: WritableDB, { t, id, b, a }: RowChange, differing: Differing): void => {
  if (!isShared(t)) return;
  const isMisnamed = a !== null && (b === null ? a['id'] !== id : (a['id'] ?? id) !== id);
  if (isMisnamed || (a === null && b === null)) throw new CannotWriteError('unreadable');
  const from = known(db, t, b);
  let to = known(db, t, a);
  if (from !== null && differing !== 'not') {
    const here = readRow(db, t, id);
    if (here === undefined || !isAsFound(here, from)) throw new CannotWriteError('not-as-before');
    if (to !== null && differing === 'later') to = withoutPast(here, from, to);
  }
  const isTouched = from !== null && to !== null && Object.keys(to).length === 0;
  const rows = isTouched ? touchRow(db, t, id) : putImage(db, { table: t, rowId: id }, from, to);
  if (rows === 0) throw new CannotWriteError('not-as-before');
  if (from === null) advanceIdsPast(db, t, id);
};

/**
 * Writes a step of another workstation: its rows and its lines in the log, so that it can be seen and undone here.
 * @param isLate whether steps after it in the order are already written.
 * @returns the slips that are no longer kept.
 * @throws CannotWriteError, SqliteError, and any unforeseen error its rows may cause.
 */
export const writeStep = (db: WritableDB, step: IncomingStep, isLate = false): readonly PrintJobId[] =>
  withoutHubCapture(db, () => {
    if (step.unreadable === true) throw new CannotWriteError('unreadable');
    const isLogged = acceptedCommand(step) !== null;
    if (isLogged && !isErasure(step.kind)) beginCapture(db, step.opId);
    const differing = isLate ? 'later' : countSetAside(db) > 0 ? 'beside' : 'not';
    if (differing !== 'not' && isOnSetAside(db, step)) throw new CannotWriteError('not-as-before');
    for (const change of step.changes) writeChange(db, change, differing);
    if (isLogged) endCapture(db);
    if (isErasure(step.kind)) noteErasedElsewhere(db);
    const removedSlips = step.changes.flatMap(({ t, id, a }) => forgetPatronOf(db, t, id, a));
    writeLogLines(db, step);
    return removedSlips;
  });

/** Changes a line of the log, whatever number it has here. */
export const amendLine = (db: WritableDB, { log, b, a }: Amend): void => {
  const line = findLogLine(db, log, b);
  const to = a && withoutNumber(known(db, log, a));
  if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);
};

/** Writes a step to the log: changes to lines of other steps and, if it is an accepted step of staff, its own line and history. */
export const writeLogLines = (db: WritableDB, step: IncomingStep): void => {
  for (const amend of step.amends) amendLine(db, amend);
  const command = acceptedCommand(step);
  if (command === null) return;
  insertCommand(db, command);
  for (const event of step.events) insertRequestEvent(db, { ...event, opId: step.opId });
};

/**
 * Deletes what is kept here about the patron of a request, if the request arrived with the patron marked as forgotten. @returns the slips
 * to remove.
 */
export const forgetPatronOf = (
  db: WritableDB,
  table: string,
  id: number,
  row: Row | null,
): readonly PrintJobId[] =>
  table === 'request' && typeof row?.['patron_forgotten_at'] === 'string'
    ? eraseHere(db, id as RequestId)
    : [];

/** Removes the line number, which differs between workstations. */
export const withoutNumber = ({ seq: _seq, id: _id, ...line }: Row): Row => line;
