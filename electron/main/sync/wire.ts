import * as z from 'zod';
import { offeredLogs } from '../db/hub-capture.ts';
import type { DeskId, Instant, OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';

// A step as it goes between a workstation and the hub: its rows and not its command, so that two versions of the program cannot come to different
// rows. What comes from the hub is checked.

const value = z.union([z.string(), z.number(), z.null()]);
export const row = z.record(z.string(), value);

const change = z.object({
  /** Table, row, and the columns that differ before and after: null before a row that was added, and after one that was deleted. */
  t: z.string(),
  id: z.number(),
  b: row.nullable(),
  a: row.nullable(),
});

const amend = z.object({
  /** A line of the log that the step changed: how it was, and how it is. */
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
  /** The zone of the library where it was taken: by it the rules say which day it was. */
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
    /** Its name there. */
    byName: z.string().optional(),
    /** Its rows are not kept any more: whoever did not pull them in time joins anew. */
    gone: z.boolean().default(false),
    /** It is none that this program can read. */
    unreadable: z.boolean().optional(),
    ...stepFields,
  }),
]);

/** A change of which no more is known than its row. */
const changeOfRow = z
  .object({ t: z.string(), id: z.number() })
  .transform((row): z.infer<typeof change> => ({ ...row, b: null, a: null }));

/** Of a step that cannot be read: what the hub says of it, its place and where it came from, and what it would change, as far as that can be read. */
const placed = z.object({
  seq: z.number(),
  opId: stepFields.opId,
  n: z.number().nullable().catch(null),
  own: z.boolean().catch(false),
  by: z.number().catch(0),
  writes: stepFields.writes.catch([]),
  changes: z.array(changeOfRow).catch([]),
});

/** Of a step that cannot be read, what is not known. */
const nothing = z.object(stepFields).omit({ opId: true, writes: true, changes: true }).parse({
  kind: null,
  operatorId: null,
  deskId: null,
  at: '',
  requestId: null,
  outcome: 'refused',
});

/** A step that cannot be read keeps its place, and stops no other. To one that is a list or a value the hub adds its place at the end. */
const pulledStep = z.unknown().transform((sent): z.infer<typeof knownStep> => {
  const read = knownStep.safeParse(sent);
  if (read.success) return read.data;
  const place = placed.parse(Array.isArray(sent) ? sent.at(-1) : sent);
  return { ...nothing, ...place, gone: false, unreadable: true };
});

/** A step as it comes with a library: without the rows that it changed, and of an old one without what was asked and answered. */
export type LibraryStep = {
  readonly seq: number;
  readonly opId: OpId;
  readonly kind: string;
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
  readonly at: Instant;
  readonly requestId: RequestId | null;
  readonly input?: string | null;
  readonly answer?: string | null;
  readonly undoneBy?: OpId | null;
  /** Of a line of history what the step itself says may be left out. */
  readonly events?:
    | readonly (Pick<Event, 'statusBefore' | 'statusAfter' | 'headline'> & Partial<Event>)[]
    | null;
  readonly amends?: readonly Amend[] | null;
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === undefined || value === null || isText(value);

const isEvent = (value: unknown): boolean => {
  const { requestId, at, kind, statusBefore, statusAfter, headline } = value as Record<string, unknown>;
  return (
    [statusBefore, statusAfter, headline].every(isText) &&
    [at, kind].every(isTextOrNone) &&
    (requestId === undefined || typeof requestId === 'number')
  );
};

const isListOf = (value: unknown, is: (one: unknown) => boolean): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && is(one)));

/** Whether something is a step as it comes with a library. By hand: there are millions, and a description of each takes longer to check than the step to store. */
export const isLibraryStep = (value: unknown): value is LibraryStep => {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, opId, kind, operatorId, deskId, at, requestId, input, answer, undoneBy, events, amends } =
    value as Record<string, unknown>;
  return (
    [seq, operatorId, deskId].every((number) => typeof number === 'number') &&
    (requestId === null || typeof requestId === 'number') &&
    [opId, kind, at].every(isText) &&
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
  /** Which version its functions are of. */
  version: z.number(),
  rowsVersion: z.number(),
  oldestVersion: z.number(),
  /** The step at the place up to which everything is in here; null where the hub has none there. */
  at: z.string().nullish(),
  /** Earlier lives of the hub, after which it was brought up again. */
  earlier: z.array(z.string()),
});
/** Columns by table. */
export const columnsByTable = z.record(z.string(), z.array(z.string()));
/** The places of steps in the order, by their ids. */
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
  /** It is none that this program can read: its place is all that is known of it. */
  readonly unreadable?: boolean | undefined;
  readonly byName?: string | undefined;
};
/** A step as it is pulled: of an own one the hub may send no more than its place. */
export type PulledStep = z.infer<typeof pulledStep>;
export type Pulled = z.infer<typeof pulled>;
export type Verdicts = z.infer<typeof verdicts>;
export type Greeting = z.infer<typeof greeting>;

/** A step as it is pushed to the hub. */
export type OutgoingStep = Omit<IncomingStep, 'seq' | 'by' | 'byName'> & {
  readonly n: number;
  /** The number that this workstation has as far as it knows. */
  readonly workstation: number;
  readonly reads: readonly string[];
};

type Command = Pick<IncomingStep, 'opId' | 'at' | 'requestId' | 'input' | 'answer'> & {
  readonly kind: string;
  readonly operatorId: OperatorId;
  readonly deskId: DeskId;
};

/** The line of the log that a step has; null where it was refused, or the program wrote it by itself. */
export const acceptedCommand = (step: IncomingStep): Command | null => {
  const { outcome, opId, kind, operatorId, deskId, at, requestId, input, answer } = step;
  return outcome === 'accepted' && kind !== null && operatorId !== null && deskId !== null
    ? { opId, kind, operatorId, deskId, at, requestId, input, answer }
    : null;
};
