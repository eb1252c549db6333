import type { Instant, OperatorId, OpId } from '../../../../shared/domain/ids.ts';
import { requestInScope, type LibraryScope } from '../../db/library-scope.ts';
import { newId } from '../../db/new-id.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** A step that was keyed into the other system. */
type KeyedStep = { readonly opId: OpId; readonly reversedAt: Instant | null };

/** Returns a step if it was keyed. */
export const findKeyedStep = (db: ReadableDB, opId: OpId): KeyedStep | undefined =>
  sql<[OpId], KeyedStep>(
    db,
    'SELECT op_id AS opId, reversed_at AS reversedAt FROM keyed_step WHERE op_id = ?',
  ).get(opId);

type Tick = { readonly opId: OpId; readonly at: Instant; readonly operatorId: OperatorId };

/** Records that a step was keyed. */
export const insertKeyedStep = (db: WritableDB, { opId, at, operatorId }: Tick): void => {
  sql<[number | null, OpId, Instant, OperatorId]>(
    db,
    'INSERT INTO keyed_step (id, op_id, keyed_at, operator_id) VALUES (?, ?, ?, ?)',
  ).run(newId(db, 'keyed_step'), opId, at, operatorId);
};

/** Records that a step was not keyed. */
export const deleteKeyedStep = (db: WritableDB, opId: OpId): void => {
  sql<[OpId]>(db, 'DELETE FROM keyed_step WHERE op_id = ?').run(opId);
};

/** Records that a keyed step was also reversed in the other system; null: that it was not. */
export const putReversed = (db: WritableDB, opId: OpId, by: Omit<Tick, 'opId'> | null): void => {
  sql<[Instant | null, OperatorId | null, OpId]>(
    db,
    'UPDATE keyed_step SET reversed_at = ?, reversed_by = ? WHERE op_id = ?',
  ).run(by?.at ?? null, by?.operatorId ?? null, opId);
};

/** Returns how many steps were undone here that were keyed or told, but are not yet reversed in the other system. */
export const countToUndo = (db: ReadableDB, libraries: LibraryScope): number =>
  sql<[], { readonly n: number }>(
    db,
    `SELECT count(*) AS n FROM command_log
       JOIN request ON request.id = command_log.request_id
       LEFT JOIN keyed_step ON keyed_step.op_id = command_log.op_id
      WHERE command_log.undone_by IS NOT NULL AND reversed_at IS NULL AND ${requestInScope(libraries)}
        AND (keyed_step.op_id IS NOT NULL
          OR EXISTS (SELECT 1 FROM other_system_message WHERE other_system_message.op_id = command_log.op_id))`,
  ).get()?.n ?? 0;
