import * as z from 'zod';
import { namesOf } from '../domain/listed.ts';
import { roles } from '../domain/roles.ts';
import { printJobStates } from '../domain/slips/printing.ts';
import { slipKinds } from '../domain/slips/all-slips.ts';
import { stepKinds } from '../domain/steps/all-steps.ts';
import { calendarDate, instant } from './branded.ts';
import { deskId, libraryId, operatorId, opId, patronId, printJobId, requestId } from './id-shapes.ts';
import { lifeView, openSince } from './life-views.ts';
import { settings } from './settings-shapes.ts';

/** The shapes that cross from the main process to the renderer. Outputs are checked in development and tests; inputs always (contract.ts). */

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
  /** Whether signing in needs a PIN. */
  hasPin: z.boolean(),
});
export type OperatorView = z.infer<typeof operatorView>;

/** Whether letters leave. */
export const mailState = z.strictObject({
  /** `none`: no account is set up; `no-password`: its password is not known; `failing`: the last try did not get through. */
  state: z.enum(['none', 'no-password', 'ready', 'failing']),
  /** Why it fails, for staff; empty otherwise. */
  words: z.string(),
  /** Letters that wait to leave by themselves. */
  waiting: z.int(),
  /** Since when the oldest of them waits. */
  waitingSince: instant.nullable(),
  /** Letters that will not leave unless somebody acts. */
  needPerson: z.int(),
  /** Letters to readers without an e-mail address, beside both: somebody tells them in another way. */
  noAddress: z.int(),
});
export type MailState = z.infer<typeof mailState>;

/** Whether there is a good backup to fall back on. */
export const backupState = z.strictObject({
  /** `late`: the last try failed, or the newest good one is older than two days. `second-late`: it has no copy in the second folder. */
  state: z.enum(['good', 'late', 'second-late']),
  /** When the newest good one was taken, or its newest copy in the second folder; null before the first. */
  since: instant.nullable(),
  /** Why there is no newer one and what to do, for staff; empty where all is well. */
  words: z.string(),
});
export type BackupState = z.infer<typeof backupState>;

export const appState = z.strictObject({
  version: z.string(),
  dataDir: z.string(),
  desks: z.array(deskView),
  /** Those who may sign in. */
  operators: z.array(operatorView),
  /** Who works here, or did last: see `signedIn`. */
  operator: operatorView,
  /** False: nobody works here now, and nothing but signing in is answered. */
  signedIn: z.boolean(),
  /** Who worked here was signed out because they had left: what stands on their page is kept for them. */
  isLocked: z.boolean(),
  /** Whoever is signed in has a PIN of fewer digits than a new one may have. */
  pinIsShort: z.boolean(),
  desk: deskView,
  settings,
  /** Whether no request is here, and no file is being imported by the command line. */
  isEmpty: z.boolean(),
  /** Where slips go now, as staff read it. `isFixed`: the command line says so, whatever is chosen. */
  printing: z.strictObject({
    target: z.enum(['pdf', 'printer']),
    description: z.string(),
    isFixed: z.boolean(),
  }),
  /** The serial scanner of this workstation, and what to do where it is not ready. */
  scanner: z.strictObject({
    state: z.enum(['none', 'opening', 'ready', 'gone', 'flooded', 'no-module']),
    words: z.string(),
  }),
  mail: mailState,
  slipsFailed: z.int(),
  /** Steps that were keyed into the other system, taken back here since, and not over there. */
  toTakeBack: z.int(),
  backups: backupState,
  /** That the library is worked with on another workstation; null where it is not. */
  movedAway: z.strictObject({ at: instant, fileName: z.string() }).nullable(),
});
export type AppState = z.infer<typeof appState>;

export const destination = z.strictObject({
  kind: z.enum(['hold-shelf', 'in-transit']),
  deskName: z.string(),
});

export const slipKind = z.enum(namesOf(slipKinds));
export const printJobState = z.enum(namesOf(printJobStates));

/** A slip of a step, as far as it has come. */
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
  /** The library to which it belongs: whose roles count for it. Null and empty where it belongs to none. */
  libraryId: libraryId.nullable(),
  libraryName: z.string(),
  /** The earliest day on which the patron must bring something of it back; null where nothing is with the patron. */
  patronDueOn: calendarDate.nullable(),
  /** When the partner wants it back. */
  dueOn: calendarDate.nullable(),
  createdAt: instant.nullable(),
  updatedAt: instant,
  volumesExpected: z.int().positive().nullable(),
  volumesReceived: z.int(),
  /** A set in the middle of receiving: open until Done. */
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
  /** Sentences for staff: what was taken back, and what the request is now. */
  headline: z.string(),
  /** Slips that had left the printer already: to be thrown away. */
  slipsOnPaper: z.int(),
  /** How many items stay in the parcel whose slip was on paper: they get a new one. None where it is left out. */
  stayInParcel: z.int().optional(),
  /** Null when it can be taken again, otherwise the sentence that says what to do instead. */
  redoRefusal: z.string().nullable(),
});
export type Undone = z.infer<typeof undone>;

/** Where the hand puts the item next. */
export const whereTo = z.strictObject({
  kind: z.enum(['hold-shelf', 'in-transit', 'to-partner', 'to-patron', 'kept-by-patron']),
  /** The desk, the partner or the patron. */
  name: z.string(),
});
export type WhereTo = z.infer<typeof whereTo>;

/** A patron as the head of their page, the pick list and a request's details show them. */
export const patronView = z.strictObject({
  id: patronId,
  barcode: z.string(),
  name: z.string(),
  email: z.string(),
  libraryName: z.string(),
});
export type PatronView = z.infer<typeof patronView>;

/** What became of one step, as every page tells it: one line, where the item goes, its slip, and what else to know. */
export const outcome = z.strictObject({
  opId,
  requestId,
  externalId: z.string(),
  title: z.string(),
  patronName: z.string(),
  /** The item's barcode; null where the step was about the whole request. */
  barcode: z.string().nullable(),
  /** One line for staff: what happened. */
  headline: z.string(),
  /** What staff say to the patron with the item in hand: when a loan is due. Left out where nothing is. */
  tell: z.string().optional(),
  whereTo: whereTo.nullable(),
  slip: slipState.nullable(),
  /** What else to know, one sentence each: volumes that are still out, a closed day, who was told. */
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
  /** What the step did, in a few words. */
  headline: z.string(),
  whereTo: whereTo.nullable(),
  patronName: z.string(),
  barcode: z.string().nullable(),
  /** Its place in the set; null where the step was about no volume, or the request has only one. */
  volume: z.strictObject({ number: z.int(), of: z.int().nullable() }).nullable(),
  slip: slipState.nullable(),
  undone: z.boolean(),
  /** Null when it can be undone, otherwise the reason why not. */
  undoRefusal: z.string().nullable(),
  /** The step that Redo takes again: the last one that this operator took back here since their last new step. */
  isNextToRedo: z.boolean(),
});
export type StepView = z.infer<typeof stepView>;

export const printJobView = z.strictObject({
  id: printJobId,
  kind: slipKind,
  state: printJobState,
  note: z.string(),
  attempts: z.int(),
  createdAt: instant,
  updatedAt: instant,
  externalId: z.string(),
  title: z.string(),
  barcode: z.string(),
  /** What the slip is about was taken back: it is not printed again. */
  undone: z.boolean(),
  /** Slips of one parcel come out as one; null for a slip of its own. */
  parcel: z.string().nullable(),
});
export type PrintJobView = z.infer<typeof printJobView>;
