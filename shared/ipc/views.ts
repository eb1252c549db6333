import * as z from 'zod';
import { mailStates } from '../domain/letters/mail-states.ts';
import { namesOf } from '../domain/listed.ts';
import { roles } from '../domain/roles.ts';
import { printJobStates } from '../domain/slips/printing.ts';
import { policyValues } from '../domain/policy-values.ts';
import { slipKinds } from '../domain/slips/all-slips.ts';
import { stepKinds } from '../domain/steps/all-steps.ts';
import { calendarDate, instant } from './branded.ts';
import { deskId, libraryId, operatorId, opId, patronId, printJobId, requestId } from './id-shapes.ts';
import { lifeView, openSince } from './life-views.ts';
import { settings } from './settings-shapes.ts';

/** The shapes passed from the main process to the renderer. Outputs are validated in development and tests; inputs always (contract.ts). */

export * from './id-shapes.ts';
export { calendarDate, instant };

export const roleGrant = z.strictObject({
  role: z.enum(namesOf(roles)),
  libraryId,
  deskId: deskId.nullable(),
});

export const deskView = z.strictObject({
  id: deskId,
  name: z.string(),
  libraryId,
  libraryName: z.string(),
  holdShelf: z.boolean(),
  receives: z.boolean(),
});
export type DeskView = z.infer<typeof deskView>;

export const operatorView = z.strictObject({
  id: operatorId,
  name: z.string(),
  grants: z.array(roleGrant),
  /** Whether signing in requires a PIN. */
  hasPin: z.boolean(),
});
export type OperatorView = z.infer<typeof operatorView>;

/** Whether letters are being sent. */
export const mailState = z.strictObject({
  /** `none`: no account is set up; `no-password`: its password is unknown; `failing`: the last attempt failed. */
  state: z.enum(mailStates),
  /** Why it fails, for staff; empty otherwise. */
  words: z.string(),
  /** Letters waiting to be sent automatically. */
  waiting: z.int(),
  /** Since when the oldest of them has waited. */
  waitingSince: instant.nullable(),
  /** Letters that will not be sent unless an operator acts. */
  needPerson: z.int(),
  /** Requests with letters to recipients whom staff must tell, as Today counts them. These letters are in neither of both counts. */
  noAddress: z.int(),
});
export type MailState = z.infer<typeof mailState>;

/** Whether there is a good backup to fall back on. */
export const backupState = z.strictObject({
  /** `late`: the last attempt failed, or the newest good one is older than two days. `second-late`: it has no copy in the second folder. */
  state: z.enum(['good', 'late', 'second-late']),
  /** When the newest good one was taken, or its newest copy in the second folder; null before the first. */
  since: instant.nullable(),
  /** Why there is no newer one and what to do, for staff; empty if all is well. */
  words: z.string(),
});
export type BackupState = z.infer<typeof backupState>;

export const appState = z.strictObject({
  version: z.string(),
  dataDir: z.string(),
  /** Who may use the data folder: this account alone (`profile`, `closed`), others too, or Windows does not say. */
  dataAccess: z.enum(['profile', 'closed', 'shared', 'unknown']),
  /** What the IT department has set for this computer. */
  policy: z.strictObject({
    values: z.partialRecord(
      z.enum(namesOf(policyValues)),
      z.union([z.string(), z.number(), z.array(z.string()).readonly()]),
    ),
    /** Whether there are values that could not be read. */
    isUnread: z.boolean(),
    /** The names of those that are invalid. */
    invalid: z.array(z.string()),
    /** Why this workstation has not joined the hub that the policy names; empty if it has, or need not. */
    whyNotJoined: z.string(),
  }),
  desks: z.array(deskView),
  /** The operators who may sign in. */
  operators: z.array(operatorView),
  /** The current operator, or the last one: see `signedIn`. */
  operator: operatorView,
  /** False: no operator is signed in, and only signing in is answered. */
  signedIn: z.boolean(),
  /** Whether the operator was signed out for inactivity: the contents of their page are kept for them. */
  isLocked: z.boolean(),
  /** Whether the signed-in operator's PIN has fewer digits than a new one may have. */
  pinIsShort: z.boolean(),
  desk: deskView,
  settings,
  /** Whether there is no request here, and no file is being imported from the command line. */
  isEmpty: z.boolean(),
  /** Where slips are currently printed, as staff read it. `isFixed`: determined by the command line, whatever is chosen. */
  printing: z.strictObject({
    target: z.enum(['pdf', 'printer']),
    description: z.string(),
    isFixed: z.boolean(),
  }),
  /** The serial scanner of this workstation, and what to do if it is not ready. */
  scanner: z.strictObject({
    state: z.enum(['none', 'opening', 'ready', 'gone', 'flooded', 'no-module']),
    words: z.string(),
  }),
  mail: mailState,
  slipsFailed: z.int(),
  /** The number of steps keyed into the other system that were undone here, but not there. */
  toTakeBack: z.int(),
  backups: backupState,
  /** Set while the library is in use on another workstation; null otherwise. */
  movedAway: z.strictObject({ at: instant, fileName: z.string() }).nullable(),
});
export type AppState = z.infer<typeof appState>;

export const destination = z.strictObject({
  kind: z.enum(['hold-shelf', 'in-transit']),
  deskName: z.string(),
});

export const slipKind = z.enum(namesOf(slipKinds));
export const printJobState = z.enum(namesOf(printJobStates));

/** A slip of a step, with its state. */
export const slipState = z.strictObject({
  jobId: printJobId,
  state: printJobState,
  /** Why it failed, or where a printed one went. Empty otherwise. */
  note: z.string(),
});
export type SlipState = z.infer<typeof slipState>;

export const requestSummary = z.strictObject({
  id: requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  format: z.string(),
  status: z.string(),
  patronName: z.string(),
  partnerName: z.string(),
  pickupName: z.string(),
  /** The library to which it belongs, whose roles apply. Null and empty if there is none. */
  libraryId: libraryId.nullable(),
  libraryName: z.string(),
  /** The earliest day on which the patron must bring back one of its items; null if nothing is with the patron. */
  patronDueOn: calendarDate.nullable(),
  /** The partner's due date: the earliest of the patron's volumes. */
  dueOn: calendarDate.nullable(),
  /** When the partner wants it back: by then, or by the day that the recall of a volume names. */
  wantedOn: calendarDate.nullable(),
  createdAt: instant.nullable(),
  updatedAt: instant,
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** Whether a set is being received: open until Done. */
  setOpen: z.boolean(),
  life: lifeView,
  openSince,
});
export type RequestSummary = z.infer<typeof requestSummary>;

export const undone = z.strictObject({
  opId,
  undoes: opId,
  requestId: requestId.nullable(),
  externalId: z.string(),
  title: z.string(),
  /** Sentences for staff: what was undone, where the volumes are, and the request's state now. */
  headline: z.string(),
  /** Sentences for staff: who gets a correction, because a letter of the step may have been sent. None if omitted. */
  corrections: z.array(z.string()).optional(),
  /** Number of slips already printed, which must be discarded. */
  slipsOnPaper: z.int(),
  /** Number of items that stay in the parcel whose slip was printed, and get a new one. Zero if omitted. */
  stayInParcel: z.int().optional(),
  /** Null if it can be redone, otherwise the sentence that says what to do instead. */
  redoRefusal: z.string().nullable(),
});
export type Undone = z.infer<typeof undone>;

/** Where to put the item next. */
export const whereTo = z.strictObject({
  kind: z.enum([
    'hold-shelf',
    'in-transit',
    'to-partner',
    'to-patron',
    'kept-by-patron',
    'on-loan',
    'returned-by-patron',
  ]),
  /** The desk, the partner or the patron. */
  name: z.string(),
});
export type WhereTo = z.infer<typeof whereTo>;

/** A patron as shown at the head of their page, in the pick list and in a request's details. */
export const patronView = z.strictObject({
  id: patronId,
  barcode: z.string(),
  name: z.string(),
  email: z.string(),
  libraryName: z.string(),
});
export type PatronView = z.infer<typeof patronView>;

/** The result of one step, as every page shows it: one line, where the item goes, its slip, and remarks. */
export const outcome = z.strictObject({
  opId,
  requestId,
  externalId: z.string(),
  title: z.string(),
  patronName: z.string(),
  /** The item's barcode; null if the step concerned the whole request. */
  barcode: z.string().nullable(),
  /** One line for staff: what happened. */
  headline: z.string(),
  /** What staff tell the patron who is at the desk: when a loan is due. Omitted if there is nothing to say. */
  tell: z.string().optional(),
  whereTo: whereTo.nullable(),
  slip: slipState.nullable(),
  /** Remarks, one sentence each: volumes that are still out, a closed day, who was notified. */
  remarks: z.array(z.string()),
});
export type Outcome = z.infer<typeof outcome>;

export const stepKind = z.enum(stepKinds);

/** One step of this operator, for the list of today's steps. */
export const stepView = z.strictObject({
  opId,
  kind: stepKind,
  at: instant,
  requestId: requestId.nullable(),
  externalId: z.string(),
  title: z.string(),
  /** What the step did, in a few words; for an undone step, what its undo did. */
  headline: z.string(),
  whereTo: whereTo.nullable(),
  patronName: z.string(),
  barcode: z.string().nullable(),
  /** Its position in the set; null if the step concerned no volume, or the request has only one. */
  volume: z.strictObject({ number: z.int(), of: z.int().nullable() }).nullable(),
  slip: slipState.nullable(),
  undone: z.boolean(),
  /** Null if it can be undone, otherwise the reason why not. */
  undoRefusal: z.string().nullable(),
  /** Whether Redo repeats this step: the last one that this operator undid here since their last new step. */
  isNextToRedo: z.boolean(),
});
export type StepView = z.infer<typeof stepView>;

export const printJobView = z.strictObject({
  id: printJobId,
  kind: slipKind,
  state: printJobState,
  note: z.string(),
  createdAt: instant,
  updatedAt: instant,
  externalId: z.string(),
  title: z.string(),
  barcode: z.string(),
  /** Whether the slip's step was undone: it is not printed again. */
  undone: z.boolean(),
  /** Whether its paper also lists an item that was taken out of the parcel since. */
  parcelReduced: z.boolean(),
  /** Slips of one parcel are printed as one; null for a separate slip. */
  parcel: z.string().nullable(),
});
export type PrintJobView = z.infer<typeof printJobView>;
