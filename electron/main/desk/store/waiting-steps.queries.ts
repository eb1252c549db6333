import type { OpId } from '../../../../shared/domain/ids.ts';
import { isLog } from '../../db/hub-capture.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { waitingTables } from '../../db/workstation-rows.ts';
import type { RowImage } from './change-log.queries.ts';
import { findCommand } from './command-log.queries.ts';
import { findLogLine } from './hub-changes.queries.ts';

/** Rows of pending steps from another file, by table. */
export type WaitingRows = Readonly<Record<(typeof waitingTables)[number], readonly RowImage[]>>;

/** The columns that number rows within one file only. */
const ownNumber = { command_log: 'seq', request_event: 'id', print_job: 'id', hub_change: 'id' } as const;

/** Copies pending steps of another file into this one, without their effects. @param known steps that already exist here. */
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

/** Adjusts the number of a log line that a step changed to this file. @returns whether the line exists here. */
const placesLine = (db: ReadableDB, change: Record<string, RowImage[string]>): boolean => {
  const log = String(change['table_name']);
  if (!isLog(log)) return true;
  // Nothing is rolled back here: the library was copied without the effects of these steps.
  if (log === 'request_event') return false;
  const before = typeof change['before'] === 'string' ? (JSON.parse(change['before']) as RowImage) : null;
  const line = before === null ? undefined : findLogLine(db, log, before);
  if (line !== undefined) change['row_id'] = line;
  return line !== undefined;
};
