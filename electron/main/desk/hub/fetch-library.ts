import * as z from 'zod';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { sharedTables } from '../../db/hub-capture.ts';
import { deferForeignKeys, inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import { insertRow } from '../store/change-log.queries.ts';
import { insertCommand, insertRequestEvent, markUndone } from '../store/command-log.queries.ts';
import { beginSharing, clearShared } from '../store/hub.queries.ts';
import { keepStep } from '../store/hub-kept.queries.ts';
import { loggedOp, row } from './op.ts';

/** How many rows come at once: few enough that the page does not wait for them. */
const rowsAtOnce = 500;
/** Before every step that there is. */
const beforeAll = -(2 ** 53) + 1;

/** Asks the hub, in one transaction in which nothing changes. */
type Ask = <T>(text: string, values: readonly unknown[], shape: z.ZodType<T>) => Promise<T>;

/**
 * Brings the library of a hub into a new, migrated database: all shared rows and the log of steps, of one moment of the hub.
 * @param progress told how many rows and steps are here.
 * @throws what `ask` throws, z.ZodError for rows that are none, SqliteError: the caller removes the database.
 */
export const fetchLibrary = async (
  db: ReadableDB,
  ask: Ask,
  hub: { readonly epoch: string; readonly workstation: number },
  progress: (rows: number) => void,
): Promise<void> => {
  const { head } = await ask('SELECT hub.pull(0, 0, 0) AS answer', [], z.object({ head: z.number() }));
  const last = await ask(
    'SELECT hub.pull($1, 0, 1) AS answer',
    [head - 1],
    z.object({ ops: z.array(z.object({ seq: z.number(), opId: z.string() })) }),
  );
  const cursorOp = last.ops.find(({ seq }) => seq === head)?.opId ?? '';
  let rows = 0;
  const came = (more: number): void => {
    rows += more;
    progress(rows);
  };
  // What a new database begins with.
  store(db, clearShared);
  for (const table of sharedTables) {
    for (let after = beforeAll; ;) {
      const found = await ask(
        'SELECT hub.rows_after($1, $2, $3) AS answer',
        [table, after, rowsAtOnce],
        z.array(row),
      );
      if (found.length === 0) break;
      store(db, (write) => found.forEach((one) => insertRow(write, table, one)));
      after = Number(found.at(-1)?.['id']);
      came(found.length);
    }
  }
  await fetchLog(db, ask, head, came);
  inTransaction(db, (write) => {
    beginSharing(write, { ...hub, cursor: head, cursorOp });
    if (cursorOp !== '') keepStep(write, { seq: head, opId: cursorOp as OpId, body: '' });
  });
};

/** A row may refer to one of a table that comes later; all are there in the end. */
const store = (db: ReadableDB, work: (write: WritableDB) => void): void =>
  inTransaction(db, (write) => {
    deferForeignKeys(write);
    work(write);
  });

const fetchLog = async (
  db: ReadableDB,
  ask: Ask,
  head: number,
  came: (more: number) => void,
): Promise<void> => {
  const undone: { readonly opId: OpId; readonly by: OpId }[] = [];
  for (let after = beforeAll; ;) {
    const found = await ask(
      'SELECT hub.steps_after($1, $2, $3) AS answer',
      [after, head, rowsAtOnce],
      z.array(loggedOp),
    );
    const last = found.at(-1);
    if (!last) break;
    store(db, (write) => {
      for (const { opId, kind, operatorId, deskId, at, requestId, input, answer, events } of found) {
        insertCommand(write, { opId, kind, operatorId, deskId, at, requestId, input, answer });
        for (const event of events) insertRequestEvent(write, { ...event, opId });
      }
    });
    for (const { opId, undoneBy, amends } of found) {
      if (undoneBy !== null) undone.push({ opId, by: undoneBy });
      for (const { log, b, a } of amends)
        if (log === 'command_log' && a && typeof a['undone_by'] === 'string')
          undone.push({ opId: b['op_id'] as OpId, by: a['undone_by'] as OpId });
    }
    after = last.seq;
    came(found.length);
  }
  store(db, (write) => undone.forEach(({ opId, by }) => markUndone(write, opId, by)));
};
