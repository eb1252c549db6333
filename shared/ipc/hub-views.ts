import * as z from 'zod';
import { setAsideReasons } from '../domain/set-aside-reasons.ts';
import * as view from './views.ts';

/** The state of this workstation's connection to the hub. */
export const hubStates = [
  /** It has no hub. */
  'alone',
  /** Its library is being copied to a new hub, or a hub's library is being copied here. */
  'making',
  'joining',
  /** It is connecting to the hub. */
  'connecting',
  /** Pending steps are being sent, and others' steps received. */
  'sharing',
  'in-step',
  /** The hub cannot be reached: the workstation works alone until it can. */
  'offline',
  /** The hub responds, but has no space left. */
  'hub-full',
  /** Working alone was chosen. */
  'paused',
  /** Others have a newer version: this workstation works alone until it is updated. */
  'needs-update',
  /** The hub lacks tables or columns that this program shares: the workstation works alone until an administrator updates the hub. */
  'hub-too-old',
  /** The hub was restored from a backup and lacks data that exists here. */
  'hub-restored',
  /** The hub was restored from a backup so old that it has nothing of what is kept here, so that it cannot be restored from here. */
  'backup-too-old',
  /** The hub rejects it: it was removed, or its password or this computer is not accepted. */
  'refused',
  /** The hub's certificate is not the known one. */
  'other-certificate',
  /** It was away longer than the hub keeps changes: it must join again. */
  'too-far-behind',
  'too-much-today',
] as const;

export const hubStatus = z.strictObject({
  state: z.enum(hubStates),
  /** Steps that have no place in the order yet. */
  waiting: z.int(),
  /** Since when it has been out of step. */
  since: view.instant.nullable(),
  /** For the administrator: why it is not connected, or why the hub refused what this program wrote by itself; empty if neither. */
  words: z.string(),
  /** Host, port and database of the hub; empty without one. */
  address: z.string(),
  /** Its name and number among the workstations; null without a hub. A workstation that has just joined has them from its next start on. */
  name: z.string(),
  number: z.int().nullable(),
  /** The number of rows copied so far, while the hub is created or joined. */
  rows: z.int(),
  /** Tasks that wait for an operator. */
  tasks: z.int(),
  /** The workstation that sends letters; empty if unknown. */
  lettersFrom: z.string(),
  /** Whether that is this one. */
  sendsLetters: z.boolean(),
  /** The number of rows and steps compared so far, while this workstation is compared with its hub. */
  looked: z.int().nullable(),
  /** The times of the local clock and the hub's clock at their last contact, if one of them is wrong. */
  clocks: z.strictObject({ here: view.instant, hub: view.instant }).nullable(),
  /** Whether the hub has an earlier version than this program: it works, and an administrator can update it. */
  isOlder: z.boolean(),
  /** The number of requests that this workstation had before it joined and that have not been reviewed yet. */
  ownRequests: z.int(),
});
export type HubStatus = z.infer<typeof hubStatus>;
export type HubState = HubStatus['state'];

/** The result of comparing a workstation with its hub. */
export const hubCheck = z.strictObject({
  rows: z.int(),
  steps: z.int(),
  /** The number of differences, and the first ones, for developers. */
  count: z.int(),
  differing: z.array(z.string()),
  /** How many of them are due to steps that are set aside here. */
  ofAside: z.int(),
});
export type HubCheckView = z.infer<typeof hubCheck>;

/** Steps in the hub's order that cannot be written here, because of one workstation. */
export const setAside = z.strictObject({
  culprit: z.int(),
  /** Its name; empty if unknown to the hub. */
  name: z.string(),
  /** The number of its own steps, and of others' steps that build on them. */
  steps: z.int(),
  building: z.int(),
  /** Why the first one cannot be written. */
  why: z.enum(setAsideReasons),
  /** Since when. */
  since: view.instant,
  /** Some of the requests concerned, if they exist here and the operator may read them. */
  requests: z.array(z.strictObject({ id: view.requestId, externalId: z.string(), title: z.string() })),
});
export type SetAside = z.infer<typeof setAside>;

export const workstation = z.strictObject({
  number: z.int(),
  name: z.string(),
  /** Version of the program. */
  version: z.string(),
  waiting: z.int(),
  seenAt: view.instant,
  /** Whether it is this one. */
  mine: z.boolean(),
  sendsLetters: z.boolean(),
});
export type Workstation = z.infer<typeof workstation>;

/** Unused joining files. */
export const openInvitations = z.strictObject({
  invitations: z.array(
    z.strictObject({
      login: z.string(),
      /** The workstation that created it. */
      by: z.string(),
      madeAt: view.instant,
      until: view.instant,
    }),
  ),
  /** Locked logins of removed workstations that the server has not dropped yet. */
  leftLogins: z.array(z.string()),
});
export type OpenInvitations = z.infer<typeof openInvitations>;

/** The contents of a joining file, shown before joining with it. */
export const joining = z.strictObject({
  token: z.uuid(),
  address: z.string(),
  /** SHA-256 of the public key of the hub's server, in colon-separated pairs of hexadecimal digits. */
  fingerprint: z.string(),
  /** The authority that issued its certificate; empty if there is none. */
  authority: z.string(),
  expiresAt: view.instant,
  /** The number of requests this workstation has of its own. */
  ownRequests: z.int(),
});
export type Joining = z.infer<typeof joining>;

/** The text an operator typed into a step, with the label of its field. */
const typed = z.array(z.strictObject({ label: z.string(), text: z.string() }));

/** What was done, by whom, where and when. */
const toldStep = z.strictObject({
  at: view.instant,
  headline: z.string(),
  operatorName: z.string(),
  deskName: z.string(),
  /** The name of the workstation. */
  workstation: z.string(),
  typed,
});
export type ToldStep = z.infer<typeof toldStep>;

export const hubTask = z.strictObject({
  ...toldStep.shape,
  id: z.int(),
  requestId: view.requestId.nullable(),
  /** Identifier and title of the request; empty if there is none. */
  externalId: z.string(),
  title: z.string(),
  /** The patron of the request, and the volume; empty if not recorded. */
  patronName: z.string(),
  item: z.string(),
  /** A sentence about who has the book; empty if it is with us. */
  whereNow: z.string(),
  /** The kind of the step that does not count; what it did is in the headline. */
  step: z.string(),
  /** A sentence about why it does not count. */
  why: z.string(),
  /** Steps taken elsewhere that still count, newest first. */
  elsewhere: z.array(toldStep),
  /** Steps that depend on it and do not count either. */
  later: z.array(z.strictObject({ step: z.string(), headline: z.string(), at: view.instant, typed })),
  /** Printed slips that are no longer valid, in words. */
  paper: z.array(z.string()),
  /**
   * The choice to be made. `again`: the step can be taken again. `wanted-here`: the book was returned elsewhere and is wanted here; to keep
   * it, that return is undone and the step taken again. `wanted-there`: it was sent back here, and another desk wants it. `by-hand`: it is
   * not taken again automatically. `found-or-lost`: a partner checked in a volume that was reported lost elsewhere.
   */
  choice: z.enum(['again', 'wanted-here', 'wanted-there', 'found-or-lost', 'by-hand']),
  /** A sentence about why taking the step again would be refused now; empty if it would not. */
  refusal: z.string(),
});
export type HubTask = z.infer<typeof hubTask>;

/** Joining files that were written into a folder, and computers without one. */
export const writtenInvitations = z.strictObject({
  folder: z.string(),
  written: z.array(z.string()),
  left: z.array(z.strictObject({ computer: z.string(), why: z.string() })),
});
export type WrittenInvitations = z.infer<typeof writtenInvitations>;
