import type { ZodType } from 'zod';
import * as z from 'zod';
import type { OperatorId, OpId } from '../../../shared/domain/ids.ts';
import { openInvitations, workstation } from '../../../shared/ipc/hub-views.ts';
import type { HubTable, SharedLists } from '../db/hub-schema.ts';
import { columnsByTable, greeting, places, pulled, row, verdicts, type OutgoingStep } from './wire.ts';

/** Runs one statement with its values on the hub's database and returns the rows. @throws as the driver does. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** The step of an administrator who allows a restored hub to be brought up to date from here. */
export type BringUp = { readonly operatorId: OperatorId; readonly opId: OpId };

/** What a workstation says about itself when it connects. */
type Hello = {
  /** The version of the program and of its schema. */
  readonly program: string;
  readonly schemaVersion: number;
  readonly cursor: number;
  readonly confirmedN: number;
  readonly waiting: number;
};

/** What a workstation knows that a restored hub lacks: from this the hub sees that it is behind. */
type LostLife = {
  /** The epoch of the backup, and the epoch that this workstation knew. */
  readonly before: string;
  readonly mineBefore: string;
  /** The highest workstation number known here. */
  readonly greatestNumber: number;
  /** The number of the last step of this workstation that the hub had, and the step at the cursor. */
  readonly confirmedN: number;
  readonly cursorOp: string;
  readonly bringUp: BringUp;
};

const lease = z.object({ mine: z.boolean(), holder: z.string() });

/** Returns the parsed column `answer` of a statement. @throws ZodError. */
export const answerOf = <T>(rows: readonly unknown[], shape: ZodType<T>): T =>
  shape.parse((rows[0] as { readonly answer?: unknown } | undefined)?.answer);

/**
 * The hub's functions (resources/hub/hub.sql) as a workstation calls them. Answers are validated; every function rejects if the hub cannot
 * be reached.
 */
export const hubOf = (query: Query) => {
  const ask = async <T>(call: string, values: readonly unknown[], shape: ZodType<T>): Promise<T> =>
    answerOf(await query(`SELECT ${call} AS answer`, values), shape);
  const run = async (call: string, values: readonly unknown[] = []): Promise<void> => {
    await query(`SELECT ${call}`, values);
  };
  return {
    hello: ({ program, schemaVersion, cursor, confirmedN, waiting }: Hello) =>
      ask('hub.hello($1, $2, $3, $4, $5)', [program, schemaVersion, cursor, confirmedN, waiting], greeting),
    /** @param base the cursor up to which everything had been applied when these steps were checked. */
    push: (base: number, steps: readonly OutgoingStep[]) =>
      ask('hub.push($1, $2::jsonb)', [base, JSON.stringify(steps)], verdicts),
    /** Returns the steps after a position. @param own the number of the last own step that the hub is known to have. */
    pull: (place: number, own: number, most: number) =>
      ask('hub.pull($1, $2, $3)', [place, own, most], pulled),
    /** Assigns this workstation a new number. */
    takeNewNumber: () => ask('hub.begin_anew()', [], z.number()),
    /** Returns the columns of the hub's shared tables. */
    knownColumns: () => ask('hub.known_columns()', [], columnsByTable),
    /** Returns the program's tables, kinds of steps and codes that the hub does not know. */
    lacks: (lists: SharedLists) => ask('hub.lacks($1::jsonb)', [JSON.stringify(lists)], z.array(z.string())),
    addColumns: (tables: readonly HubTable[], version: number) =>
      run('hub.add_columns($1::jsonb, $2)', [JSON.stringify(tables), version]),
    /** Returns the current rows of a table after an id. */
    rowsAfter: (table: string, after: number, most: number) =>
      ask('hub.rows_after($1, $2, $3)', [table, after, most], z.array(row)),
    /** Like `rowsAfter` and for steps after a position, but as the text that the hub sends: it is parsed where it is stored. */
    rowsAfterAsText: (table: string, after: number, most: number) =>
      ask('hub.rows_after($1, $2, $3)::text', [table, after, most], z.string()),
    stepsAfterAsText: (after: number, head: number, most: number) =>
      ask('hub.steps_after($1, $2, $3)::text', [after, head, most], z.string()),
    /** Returns the positions of those steps that are in the order. */
    places: (opIds: readonly string[]) => ask('hub.places($1::jsonb)', [JSON.stringify(opIds)], places),
    /** Begins a new life of a restored hub. Returns its epoch, which another workstation may already have set. */
    beginLife: ({ before, mineBefore, greatestNumber, confirmedN, cursorOp, bringUp }: LostLife) =>
      ask(
        'to_jsonb(hub.begin_life($1, $2, $3, $4, $5, $6, $7))',
        [before, mineBefore, greatestNumber, confirmedN, cursorOp, bringUp.operatorId, bringUp.opId],
        z.string(),
      ),
    /** Returns the time of the hub's clock, in milliseconds. */
    clockMs: () => ask("date_part('epoch', clock_timestamp()) * 1000", [], z.coerce.number()),
    takeLease: (name: 'letters' | 'care', seconds: number, cursor: number | null) =>
      ask('hub.take_lease($1, $2, $3)', [name, seconds, cursor], lease),
    /** Removes what the hub keeps about forgotten patrons from steps, a batch at a time. Returns how many steps it emptied. */
    forgetPatrons: () => ask('hub.forget_patrons()', [], z.number()),
    emptySteps: () => ask('hub.empty_steps()', [], z.number()),
    dropLogins: () => run('hub.drop_logins()'),
    workstations: () => ask('hub.list_workstations()', [], z.array(workstation)),
    /** @param opId the step of the administrator who requested it; null if a workstation leaves of its own accord. */
    removeWorkstation: (number: number, opId: OpId | null) =>
      run('hub.remove_workstation($1, $2)', [number, opId]),
    /** Creates a login that can join once. Returns its name. */
    invite: (password: string, hours: number) => ask('hub.invite($1, $2)', [password, hours], z.string()),
    invitations: () => ask('hub.list_invitations()', [], openInvitations),
    withdraw: (login: string) => run('hub.withdraw_invitation($1)', [login]),
    /** Turns the login of an invitation into that of a workstation, with a new password. Returns its number. */
    enroll: (name: string, password: string) => ask('hub.enroll($1, $2)', [name, password], z.number()),
  };
};

/** The hub's interface as used by a workstation. */
export type Hub = ReturnType<typeof hubOf>;
