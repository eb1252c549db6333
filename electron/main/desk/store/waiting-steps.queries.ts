import type { OpId } from '../../../../shared/domain/ids.ts';
import { isLog } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { waitingTables } from '../../db/workstation-rows.ts';
import type { RowImage } from './change-log.queries.ts';
import { findCommand } from './command-log.queries.ts';
import { findLogLine } from './hub-changes.queries.ts';

/** Rows of steps that waited in another file, by table. */
export type WaitingRows = Readonly<Record<(typeof waitingTables)[number], readonly RowImage[]>>;

/** What numbers a row in its own file alone. */
const ownNumber = { command_log: 'seq', request_event: 'id', print_job: 'id', hub_change: 'id' } as const;

/** Puts the steps into this file that waited in another one, without what they did. @param known steps that are here already. */
export const putWaiting = (db: WritableDB, rows: WaitingRows, known: readonly string[]): void => {
  const isHere = (opId: string): boolean =>
    known.includes(opId) || findCommand(db, opId as OpId) !== undefined;
  const left = new Set(rows.hub_pending.map((row) => String(row['op_id'])).filter((opId) => !isHere(opId)));
  for (const table of waitingTables)
    for (const row of rows[table]) if (left.has(String(row['op_id']))) putRow(db, table, row);
};

const putRow = (db: WritableDB, table: keyof WaitingRows, row: RowImage): void => {
  const image: Record<string, RowImage[string]> = { ...row };
  if (table === 'hub_pending') image['log_to'] = 0;
  else delete image[ownNumber[table]];
  if (table === 'hub_change' && !placesLine(db, image)) return;
  const names = Object.keys(image);
  sql<object>(
    db,
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
  ).run(image);
};

/** A line of a log that a step changed has another number here. @returns whether it is here. */
const placesLine = (db: ReadableDB, change: Record<string, RowImage[string]>): boolean => {
  const log = String(change['table_name']);
  if (!isLog(log)) return true;
  // Nothing is rolled back here: the library came without what these steps did.
  if (log === 'request_event') return false;
  const before = typeof change['before'] === 'string' ? (JSON.parse(change['before']) as RowImage) : null;
  const line = before === null ? undefined : findLogLine(db, log, before);
  if (line !== undefined) change['row_id'] = line;
  return line !== undefined;
};
