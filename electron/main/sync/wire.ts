import * as z from 'zod';
import { offeredLogs } from '../db/hub-capture.ts';
import type { DeskId, Instant, OperatorId, OpId, RequestId, TurnId } from '../../../shared/domain/ids.ts';

// The wire format of a step between a workstation and the hub: its rows and not its command, so that two versions of the program cannot
// come to different rows. Everything the hub sends is validated.

const value = z.union([z.string(), z.number(), z.null()]);
export const row = z.record(z.string(), value);

const change = z.object({
  /** Table, row id, and the differing columns before and after: `b` is null for an inserted row, `a` for a deleted one. */
  t: z.string(),
  id: z.number(),
  b: row.nullable(),
  a: row.nullable(),
});

const amend = z.object({
  /** A line of the log that the step changed, before and after. */
  log: z.enum(offeredLogs),
  b: row,
  a: row.nullable(),
});

const event = z.object({
  requestId: z.number().transform((id) => id as RequestId),
  at: z.string().transform((at) => at as Instant),
  kind: z.string(),
  statusBefore: z.string(),
  statusAfter: z.string(),
  headline: z.string(),
  turnId: z
    .number()
    .nullable()
    .transform((id) => id as TurnId | null)
    .default(null),
});

const stepFields = {
  opId: z.string().transform((id) => id as OpId),
  kind: z.string().nullable(),
  operatorId: z
    .number()
    .nullable()
    .transform((id) => id as OperatorId | null),
  deskId: z
    .number()
    .nullable()
    .transform((id) => id as DeskId | null),
  at: z.string().transform((at) => at as Instant),
  requestId: z
    .number()
    .nullable()
    .transform((id) => id as RequestId | null),
  outcome: z.enum(['accepted', 'refused']),
  /** The time zone of the library where it was taken: the rules use it to tell the date. */
  timeZone: z.string().default('UTC'),
  input: z.string().default('{}'),
  answer: z.string().default('null'),
  writes: z.array(z.string()).default([]),
  events: z.array(event).default([]),
  changes: z.array(change).default([]),
  amends: z.array(amend).default([]),
};

const knownStep = z.union([
  z
    .object({ seq: z.number(), n: z.number().nullable(), own: z.literal(true), opId: stepFields.opId })
    .strict(),
  z.object({
    seq: z.number(),
    n: z.number().nullable(),
    own: z.boolean(),
    /** The workstation that took it. */
    by: z.number().default(0),
    /** The name of that workstation. */
    byName: z.string().optional(),
    /** Its rows are no longer kept: a workstation that did not pull them in time must join again. */
    gone: z.boolean().default(false),
    /** This program cannot parse the step. */
    unreadable: z.boolean().optional(),
    ...stepFields,
  }),
]);

/** A change of which only the table and row id are known. */
const changeOfRow = z
  .object({ t: z.string(), id: z.number() })
  .transform((row): z.infer<typeof change> => ({ ...row, b: null, a: null }));

/**
 * For a step that cannot be parsed: what the hub says about it, its position and origin, and what it would change, as far as that can be
 * read.
 */
const placed = z.object({
  seq: z.number(),
  opId: stepFields.opId,
  n: z.number().nullable().catch(null),
  own: z.boolean().catch(false),
  by: z.number().catch(0),
  writes: stepFields.writes.catch([]),
  changes: z.array(changeOfRow).catch([]),
});

/** Stands in for the unknown fields of a step that cannot be parsed. */
const nothing = z.object(stepFields).omit({ opId: true, writes: true, changes: true }).parse({
  kind: null,
  operatorId: null,
  deskId: null,
  at: '',
  requestId: null,
  outcome: 'refused',
});

/**
 * A step that cannot be parsed keeps its position and does not block the others. If it is a list or a plain value, the hub appends its
 * position at the end.
 */
const pulledStep = z.unknown().transform((sent): z.infer<typeof knownStep> => {
  const read = knownStep.safeParse(sent);
  if (read.success) return read.data;
  const place = placed.parse(Array.isArray(sent) ? sent.at(-1) : sent);
  return { ...nothing, ...place, gone: false, unreadable: true };
});

/** A step as it arrives with a whole library: without the rows that it changed, and if it is old, without its input and answer. */
export type LibraryStep = {
  readonly seq: number;
  readonly opId: OpId;
  /** Null: no step of staff, but what the program of a workstation wrote by itself and that changed lines of the log. */
  readonly kind: string | null;
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId | null;
  readonly at: Instant;
  readonly requestId: RequestId | null;
  readonly input?: string | null;
  readonly answer?: string | null;
  readonly undoneBy?: OpId | null;
  /** Fields of a history line may be left out if they equal those of the step. */
  readonly events?:
    | readonly (Pick<Event, 'statusBefore' | 'statusAfter' | 'headline'> & Partial<Event>)[]
    | null;
  readonly amends?: readonly Amend[] | null;
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === undefined || value === null || isText(value);

const isEvent = (value: unknown): boolean => {
  const { requestId, at, kind, statusBefore, statusAfter, headline, turnId } = value as Record<
    string,
    unknown
  >;
  return (
    [statusBefore, statusAfter, headline].every(isText) &&
    [at, kind].every(isTextOrNone) &&
    (requestId === undefined || typeof requestId === 'number') &&
    (turnId === undefined || turnId === null || typeof turnId === 'number')
  );
};

const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && is(one)));

/**
 * Whether a value is a step as it arrives with a library. Checked by hand: there are millions, and a schema would take longer to check than
 * the step takes to store.
 */
export const isLibraryStep = (value: unknown): value is LibraryStep => {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, opId, kind, operatorId, deskId, at, requestId, input, answer, undoneBy, events, amends } =
    value as Record<string, unknown>;
  return (
    typeof seq === 'number' &&
    (kind === null || (isText(kind) && typeof deskId === 'number')) &&
    (operatorId === null || typeof operatorId === 'number') &&
    (requestId === null || typeof requestId === 'number') &&
    [opId, at].every(isText) &&
    [input, answer, undoneBy].every(isTextOrNone) &&
    isListOf(events, isEvent) &&
    isListOf(amends, (one) => amend.safeParse(one).success)
  );
};

export const pulled = z.object({ workstation: z.number(), head: z.number(), ops: z.array(pulledStep) });
export const verdicts = z.array(
  z.object({
    opId: z.string(),
    verdict: z.enum(['accepted', 'known', 'stale', 'forbidden', 'diverged']),
    seq: z.number().nullish(),
    why: z.string().nullish(),
  }),
);
export const greeting = z.object({
  workstation: z.number(),
  n: z.number(),
  head: z.number(),
  epoch: z.string(),
  /** The version of the hub's functions. */
  version: z.number(),
  rowsVersion: z.number(),
  oldestVersion: z.number(),
  /** The step at the cursor of this workstation; null if the hub has none there. */
  at: z.string().nullish(),
  /** Earlier lives of the hub, after which it was brought up to date again. */
  earlier: z.array(z.string()),
});
/** Column names by table. */
export const columnsByTable = z.record(z.string(), z.array(z.string()));
/** The positions of steps in the order, by their ids. */
export const places = z.record(z.string(), z.number());

type Event = z.infer<typeof event>;
export type RowChange = z.infer<typeof change>;
export type Amend = z.infer<typeof amend>;
export type Row = Readonly<Record<string, string | number | null>>;
/** A step of another workstation. */
export type IncomingStep = z.infer<z.ZodObject<typeof stepFields>> & {
  readonly seq: number;
  readonly n?: number | null;
  readonly by?: number;
  /** This program cannot parse the step: only its position is known. */
  readonly unreadable?: boolean | undefined;
  readonly byName?: string | undefined;
};
/** A step as it is pulled: for this workstation's own steps the hub may send only the position. */
export type PulledStep = z.infer<typeof pulledStep>;
export type Pulled = z.infer<typeof pulled>;
export type Verdicts = z.infer<typeof verdicts>;
export type Greeting = z.infer<typeof greeting>;

/** A step as it is pushed to the hub. */
export type OutgoingStep = Omit<IncomingStep, 'seq' | 'by' | 'byName'> & {
  readonly n: number;
  /** The number that this workstation believes it has. */
  readonly workstation: number;
  readonly reads: readonly string[];
};

type Command = Pick<IncomingStep, 'opId' | 'at' | 'requestId' | 'input' | 'answer'> & {
  readonly kind: string;
  readonly operatorId: OperatorId | null;
  readonly deskId: DeskId;
};

/** Returns the log line of a step; null if the step was refused, or was made automatically by the program. */
export const acceptedCommand = (step: IncomingStep): Command | null => {
  const { outcome, opId, kind, operatorId, deskId, at, requestId, input, answer } = step;
  return outcome === 'accepted' && kind !== null && deskId !== null
    ? { opId, kind, operatorId, deskId, at, requestId, input, answer }
    : null;
};
