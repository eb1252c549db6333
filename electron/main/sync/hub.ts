import type { ZodType } from 'zod';
import * as z from 'zod';
import type { OperatorId, OpId } from '../../../shared/domain/ids.ts';
import { openInvitations, workstation } from '../../../shared/ipc/hub-views.ts';
import type { HubTable, SharedLists } from '../db/hub-schema.ts';
import { columnsByTable, greeting, places, pulled, row, verdicts, type OutgoingStep } from './wire.ts';

/** Asks the hub's database one thing: a statement and its values; gives the rows. @throws as the driver does. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

/** The step of an administrator who lets a restored hub be brought up again from here. */
export type BringUp = { readonly operatorId: OperatorId; readonly opId: OpId };

/** What a workstation says of itself when it connects. */
type Hello = {
  /** The version of the program and of its schema. */
  readonly program: string;
  readonly schemaVersion: number;
  readonly cursor: number;
  readonly confirmedN: number;
  readonly waiting: number;
};

/** What a workstation knows that a restored hub lacks: by this the hub sees that it is behind. */
type LostLife = {
  /** The epoch of the backup, and the one that this workstation knew. */
  readonly before: string;
  readonly mineBefore: string;
  /** The greatest number of a workstation that is known here. */
  readonly greatestNumber: number;
  /** The number of the last step of this workstation that the hub had, and the step at the cursor. */
  readonly confirmedN: number;
  readonly cursorOp: string;
  readonly bringUp: BringUp;
};

const lease = z.object({ mine: z.boolean(), holder: z.string() });

/** What a statement gives back as `answer`. @throws ZodError. */
export const answerOf = <T>(rows: readonly unknown[], shape: ZodType<T>): T =>
  shape.parse((rows[0] as { readonly answer?: unknown } | undefined)?.answer);

/** The hub's functions (resources/hub/hub.sql), as a workstation calls them. Answers are checked; all of them reject where the hub cannot be reached. */
export const hubOf = (query: Query) => {
  const ask = async <T>(call: string, values: readonly unknown[], shape: ZodType<T>): Promise<T> =>
    answerOf(await query(`SELECT ${call} AS answer`, values), shape);
  const run = async (call: string, values: readonly unknown[] = []): Promise<void> => {
    await query(`SELECT ${call}`, values);
  };
  return {
    hello: ({ program, schemaVersion, cursor, confirmedN, waiting }: Hello) =>
      ask('hub.hello($1, $2, $3, $4, $5)', [program, schemaVersion, cursor, confirmedN, waiting], greeting),
    /** @param base the cursor up to which everything was in when these steps were checked. */
    push: (base: number, steps: readonly OutgoingStep[]) =>
      ask('hub.push($1, $2::jsonb)', [base, JSON.stringify(steps)], verdicts),
    /** The steps after a place. @param own the number of the last own step that the hub is known to have. */
    pull: (place: number, own: number, most: number) =>
      ask('hub.pull($1, $2, $3)', [place, own, most], pulled),
    /** Gives this workstation another number. */
    takeNewNumber: () => ask('hub.begin_anew()', [], z.number()),
    /** The columns of the hub's shared tables. */
    knownColumns: () => ask('hub.known_columns()', [], columnsByTable),
    /** What of a program's tables, kinds of steps and codes the hub does not know. */
    lacks: (lists: SharedLists) => ask('hub.lacks($1::jsonb)', [JSON.stringify(lists)], z.array(z.string())),
    addColumns: (tables: readonly HubTable[], version: number) =>
      run('hub.add_columns($1::jsonb, $2)', [JSON.stringify(tables), version]),
    /** Rows of a table after an id, as they are now. */
    rowsAfter: (table: string, after: number, most: number) =>
      ask('hub.rows_after($1, $2, $3)', [table, after, most], z.array(row)),
    /** The same, and steps after a place, as the text that the hub sends: whoever stores it reads it. */
    rowsAfterAsText: (table: string, after: number, most: number) =>
      ask('hub.rows_after($1, $2, $3)::text', [table, after, most], z.string()),
    stepsAfterAsText: (after: number, head: number, most: number) =>
      ask('hub.steps_after($1, $2, $3)::text', [after, head, most], z.string()),
    /** The places of steps in the order, of those that are there. */
    places: (opIds: readonly string[]) => ask('hub.places($1::jsonb)', [JSON.stringify(opIds)], places),
    /** Begins another life of a restored hub. Gives its epoch, which another workstation may have set already. */
    beginLife: ({ before, mineBefore, greatestNumber, confirmedN, cursorOp, bringUp }: LostLife) =>
      ask(
        'to_jsonb(hub.begin_life($1, $2, $3, $4, $5, $6, $7))',
        [before, mineBefore, greatestNumber, confirmedN, cursorOp, bringUp.operatorId, bringUp.opId],
        z.string(),
      ),
    /** What its clock shows, in milliseconds. */
    clockMs: () => ask("date_part('epoch', clock_timestamp()) * 1000", [], z.coerce.number()),
    takeLease: (name: 'letters' | 'care', seconds: number, cursor: number | null) =>
      ask('hub.take_lease($1, $2, $3)', [name, seconds, cursor], lease),
    /** Takes what it keeps of forgotten patrons out of steps, some at a time. Gives how many steps it emptied. */
    forgetPatrons: () => ask('hub.forget_patrons()', [], z.number()),
    emptySteps: () => ask('hub.empty_steps()', [], z.number()),
    dropLogins: () => run('hub.drop_logins()'),
    workstations: () => ask('hub.list_workstations()', [], z.array(workstation)),
    /** @param opId the step of the administrator who wants it; null where a workstation leaves by itself. */
    removeWorkstation: (number: number, opId: OpId | null) =>
      run('hub.remove_workstation($1, $2)', [number, opId]),
    /** Makes a login that can join once. Gives its name. */
    invite: (password: string, hours: number) => ask('hub.invite($1, $2)', [password, hours], z.string()),
    invitations: () => ask('hub.list_invitations()', [], openInvitations),
    withdraw: (login: string) => run('hub.withdraw_invitation($1)', [login]),
    /** Makes the login of an invitation that of a workstation, under another password. Gives its number. */
    enroll: (name: string, password: string) => ask('hub.enroll($1, $2)', [name, password], z.number()),
  };
};

/** The hub, as a workstation asks it. */
export type Hub = ReturnType<typeof hubOf>;
