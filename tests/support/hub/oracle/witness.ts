import { sql } from '../../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { listHubChanges } from '../../../../electron/main/desk/store/hub-changes.queries.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { TestDesk } from '../../desk.ts';
import type { Row } from '../rows.ts';

// What a clerk did, and what they saw when they did it: read from the rows at that moment, not from the program's records.

/** A request, an item and a loan, as far as a clerk looks at them. */
type SeenRequest = { readonly id: number; readonly row: Row };
type SeenTurn = { readonly id: number; readonly requestId: number; readonly row: Row };
type SeenBook = {
  readonly id: number;
  readonly requestId: number;
  readonly status: string;
  readonly deskId: number | null;
  readonly row: Row;
};
type SeenLoan = { readonly id: number; readonly itemId: number };

/** What can be seen at a workstation. */
export type Sight = {
  readonly requests: readonly SeenRequest[];
  readonly turns: readonly SeenTurn[];
  readonly books: readonly SeenBook[];
  /** Open loans only. */
  readonly loans: readonly SeenLoan[];
  /** The moment at which it was read. */
  readonly readAt: string;
};

/** A step that was confirmed to a person, and what they saw before they took it. */
export type Witnessed = {
  readonly kind: string;
  readonly operatorId: number;
  readonly deskId: number;
  readonly at: string;
  readonly timeZone: string;
  readonly requestId: RequestId | null;
  /** The input. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly sight: Sight;
  /** The cursor: how far this workstation had applied the hub's order. */
  readonly cursor: number;
  /** The rows that it changed then, with the differing columns. */
  readonly changes: readonly {
    readonly table: string;
    readonly id: number;
    readonly before: Row | null;
    readonly after: Row | null;
  }[];
};

/** Reads all requests, turns, items and open loans. */
export const look = ({ db, now }: TestDesk['context']): Sight => ({
  readAt: now().toISOString(),
  requests: rowsOf(db, 'request').map((row) => ({ id: Number(row['id']), row })),
  turns: rowsOf(db, 'turn').map((row) => ({
    id: Number(row['id']),
    requestId: Number(row['request_id']),
    row,
  })),
  books: rowsOf(db, 'item').map((row) => ({
    id: Number(row['id']),
    requestId: Number(row['request_id']),
    status: String(row['status']),
    deskId: row['desk_id'] as number | null,
    row,
  })),
  loans: sql<[], SeenLoan>(db, 'SELECT id, item_id AS itemId FROM loan WHERE ended_on IS NULL').all(),
});

const rowsOf = (db: ReadableDB, table: string): readonly Row[] =>
  sql<[], Row>(db, `SELECT * FROM ${table}`).all();

/** Returns what concerns one request only. */
const about = ({ requests, turns, books, loans, readAt }: Sight, requestId: RequestId | null): Sight => {
  const its = books.filter((book) => book.requestId === requestId);
  return {
    readAt,
    requests: requests.filter(({ id }) => id === requestId),
    turns: turns.filter((turn) => turn.requestId === requestId),
    books: its,
    loans: loans.filter(({ itemId }) => its.some(({ id }) => id === itemId)),
  };
};

/** Fields that the program adds to the input: they are not part of it. */
const added: readonly string[] = ['saw', 'redoes', 'asOf'];

/**
 * Records the step just taken under an id, with the operator at the desk.
 * @param sight what was visible before.
 * @returns null for automatic changes.
 */
export const witness = (desk: TestDesk, opId: OpId, sight: Sight): Witnessed | null => {
  const { db, session, now, timeZone } = desk.context;
  const logged = sql<
    [OpId],
    {
      readonly kind: string;
      readonly requestId: RequestId | null;
      readonly at: string;
      readonly input: string;
    }
  >(db, 'SELECT kind, request_id AS requestId, at, input FROM command_log WHERE op_id = ?').get(opId);
  if (!logged) return null;
  const { kind, requestId, at } = logged;
  const noticedAt = now().toISOString();
  return {
    kind,
    requestId,
    operatorId: session.operator().id,
    deskId: session.desk().id,
    // If the clock is running, the step has a moment in between, however long the process had to wait for a processor.
    at: sight.readAt <= at && at <= noticedAt ? at : noticedAt,
    timeZone: timeZone(),
    input: asked(logged.input),
    sight: about(sight, requestId),
    cursor: readHubState(db)?.cursor ?? 0,
    changes: listHubChanges(db, opId).map(({ table, rowId, before, after }) => ({
      table,
      id: rowId,
      before,
      after,
    })),
  };
};

/** Returns the input of a step from its logged form. */
export const asked = (logged: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(JSON.parse(logged) as Record<string, unknown>).filter(([key]) => !added.includes(key)),
  );
