import type { ZodType } from 'zod';
import * as z from 'zod';
import type { HubTable, SharedLists } from '../../db/hub-schema.ts';
import type { Greeting, OfferedOp, Pulled, Row, Verdicts } from '../op.ts';
import type { LostLife } from '../share.ts';
import { columnsByTable, greeting, places, pulled, row, verdicts } from '../op.ts';

/** Asks the hub's database one thing: the text of a statement and its values; gives the rows. @throws as the driver does. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** What a workstation asks of the hub. What comes back is checked. Everything rejects where the hub cannot be reached. */
export type Hub = {
  readonly hello: (said: {
    /** The version of the program and of its schema. */
    readonly program: string;
    readonly schemaVersion: number;
    readonly cursor: number;
    readonly confirmedN: number;
    readonly waiting: number;
  }) => Promise<Greeting>;
  /** Offers steps. @param base the place up to which everything was in when they were checked. */
  readonly push: (base: number, ops: readonly OfferedOp[]) => Promise<Verdicts>;
  /** The steps after a place. @param own the number of the last own step that the hub is known to have. */
  readonly pull: (place: number, own: number, most: number) => Promise<Pulled>;
  /** Gives this workstation another number. */
  readonly beginAnew: () => Promise<number>;
  /** The columns of its shared tables. */
  readonly knownColumns: () => Promise<Readonly<Record<string, readonly string[]>>>;
  /** What of a program's tables, kinds of steps and words it does not know. */
  readonly lacks: (asked: SharedLists) => Promise<readonly string[]>;
  /** Tells it of columns that it does not know. */
  readonly addColumns: (tables: readonly HubTable[], version: number) => Promise<void>;
  /** Rows of a table after an id, as they are now. */
  readonly rowsAfter: (table: string, after: number, most: number) => Promise<readonly Row[]>;
  /** The numbers and names of the workstations that it has. */
  readonly workstations: () => Promise<readonly { readonly number: number; readonly name: string }[]>;
  /** Where steps stand in the order, of those that are there. */
  readonly places: (opIds: readonly string[]) => Promise<Readonly<Record<string, number>>>;
  /** Begins another life of a restored hub. Gives its epoch, which another workstation may have set already. */
  readonly beginLife: (lost: LostLife) => Promise<string>;
};

/** What a statement gives back as `answer`. @throws ZodError. */
export const answerOf = <T>(rows: readonly unknown[], shape: ZodType<T>): T =>
  shape.parse((rows[0] as { readonly answer?: unknown } | undefined)?.answer);

/** The hub behind a connection to its database. */
export const hubOf = (query: Query): Hub => ({
  hello: async ({ program, schemaVersion, cursor, confirmedN, waiting }) =>
    answerOf(
      await query('SELECT hub.hello($1, $2, $3, $4, $5) AS answer', [
        program,
        schemaVersion,
        cursor,
        confirmedN,
        waiting,
      ]),
      greeting,
    ),
  push: async (base, ops) =>
    answerOf(await query('SELECT hub.push($1, $2::jsonb) AS answer', [base, JSON.stringify(ops)]), verdicts),
  pull: async (place, own, most) =>
    answerOf(await query('SELECT hub.pull($1, $2, $3) AS answer', [place, own, most]), pulled),
  knownColumns: async () => answerOf(await query('SELECT hub.known_columns() AS answer', []), columnsByTable),
  lacks: async (asked) =>
    answerOf(
      await query('SELECT hub.lacks($1::jsonb) AS answer', [JSON.stringify(asked)]),
      z.array(z.string()),
    ),
  addColumns: async (tables, version) => {
    await query('SELECT hub.add_columns($1::jsonb, $2)', [JSON.stringify(tables), version]);
  },
  rowsAfter: async (table, after, most) =>
    answerOf(await query('SELECT hub.rows_after($1, $2, $3) AS answer', [table, after, most]), z.array(row)),
  workstations: async () =>
    answerOf(
      await query('SELECT hub.list_workstations() AS answer', []),
      z.array(z.object({ number: z.number(), name: z.string() })),
    ),
  places: async (opIds) =>
    answerOf(await query('SELECT hub.places($1::jsonb) AS answer', [JSON.stringify(opIds)]), places),
  beginLife: async ({ before, mineBefore, greatestNumber, confirmedN, cursorOp, bringUp }) =>
    answerOf(
      await query('SELECT to_jsonb(hub.begin_life($1, $2, $3, $4, $5, $6, $7)) AS answer', [
        before,
        mineBefore,
        greatestNumber,
        confirmedN,
        cursorOp,
        bringUp.operatorId,
        bringUp.opId,
      ]),
      z.string(),
    ),
  beginAnew: async () => answerOf(await query('SELECT hub.begin_anew() AS answer', []), z.number()),
});
