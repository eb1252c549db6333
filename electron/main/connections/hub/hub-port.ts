import type { ZodType } from 'zod';
import * as z from 'zod';
import type { Greeting, OfferedOp, Pulled, Verdicts } from '../../desk/hub/op.ts';
import { greeting, pulled, verdicts } from '../../desk/hub/op.ts';

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
};

const answerOf = <T>(rows: readonly unknown[], shape: ZodType<T>): T =>
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
  beginAnew: async () => answerOf(await query('SELECT hub.begin_anew() AS answer', []), z.number()),
});
