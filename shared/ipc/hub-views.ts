import * as z from 'zod';
import { whysSetAside } from '../domain/why-set-aside.ts';
import * as view from './views.ts';

/** How this workstation stands with the others. */
export const hubStates = [
  /** It has no hub. */
  'alone',
  /** Its library is brought into a new hub, or that of a hub comes here. */
  'making',
  'joining',
  /** It is on the way to the hub. */
  'connecting',
  /** What waits is offered, and what others did comes in. */
  'sharing',
  'in-step',
  /** The hub cannot be reached: it works alone until it can. */
  'offline',
  /** It answers, and has no room left. */
  'hub-full',
  /** Somebody wanted it to work alone. */
  'paused',
  /** Others have a newer version: this one works alone until it is updated. */
  'needs-update',
  /** The hub lacks what this program shares: it works alone until an administrator brings the hub up to date. */
  'hub-too-old',
  /** The hub was restored from a backup and lacks what is here. */
  'hub-restored',
  /** The same, and nothing that is kept here is there too: from here it cannot be brought up again. */
  'backup-too-old',
  /** The hub does not let it in: it was removed, its password is not accepted, or this computer is not. */
  'refused',
  /** The hub's certificate is not the one that was known. */
  'other-certificate',
  /** It was away so long that the hub does not keep what it missed: it must join again. */
  'too-far-behind',
  'too-much-today',
] as const;

export const hubStatus = z.strictObject({
  state: z.enum(hubStates),
  /** Steps that wait for their place. */
  waiting: z.int(),
  /** Since when it is not in step. */
  since: view.instant.nullable(),
  /** What the connection said, for whoever looks after it. */
  words: z.string(),
  /** Host, port and database of the hub; empty without one. */
  address: z.string(),
  /** Its name and number among the workstations; null without a hub. One that has just joined has them from its next start. */
  name: z.string(),
  number: z.int().nullable(),
  /** How many rows have been brought, while it is made or joined. */
  rows: z.int(),
  /** Tasks that wait for a person. */
  tasks: z.int(),
  /** The workstation that sends letters; empty where nobody knows. */
  lettersFrom: z.string(),
  /** Whether that is this one. */
  sendsLetters: z.boolean(),
  /** How many rows and steps were looked at, while this workstation is compared with its hub. */
  looked: z.int().nullable(),
  /** What the clock here and that of the hub showed when they last met, where one of them is wrong. */
  clocks: z.strictObject({ here: view.instant, hub: view.instant }).nullable(),
  /** Whether the hub is of an earlier version than this program: it works, and an administrator can bring it up to date. */
  isOlder: z.boolean(),
  /** How many requests this workstation had of its own before it joined, that nobody has looked at yet. */
  ownRequests: z.int(),
});
export type HubStatus = z.infer<typeof hubStatus>;
export type HubState = HubStatus['state'];

/** What came of comparing a workstation with its hub. */
export const hubCheck = z.strictObject({
  rows: z.int(),
  steps: z.int(),
  /** How much differs, and the first of it, for developers. */
  count: z.int(),
  differing: z.array(z.string()),
  /** How much of it comes from steps that are set aside here. */
  ofAside: z.int(),
});
export type HubCheckView = z.infer<typeof hubCheck>;

/** Steps in the hub's order that cannot be written here, because of one workstation. */
export const setAside = z.strictObject({
  culprit: z.int(),
  /** Its name; empty where the hub does not know it. */
  name: z.string(),
  /** How many steps of its own, and how many of others that build on them. */
  steps: z.int(),
  building: z.int(),
  /** Why the first one cannot be written. */
  why: z.enum(whysSetAside),
  /** Since when. */
  since: view.instant,
  /** Some of the requests that they are about, as far as they are here and the operator may read them. */
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
  /** This one. */
  mine: z.boolean(),
  sendsLetters: z.boolean(),
});
export type Workstation = z.infer<typeof workstation>;

/** Joining files that nobody has used yet. */
export const openInvitations = z.strictObject({
  invitations: z.array(
    z.strictObject({
      login: z.string(),
      /** The workstation that wrote it. */
      by: z.string(),
      madeAt: view.instant,
      until: view.instant,
    }),
  ),
  /** Logins of removed workstations that are locked, and that the server has not dropped yet. */
  leftLogins: z.array(z.string()),
});
export type OpenInvitations = z.infer<typeof openInvitations>;

/** What a joining file says, before anybody joins with it. */
export const joining = z.strictObject({
  token: z.uuid(),
  address: z.string(),
  /** SHA-256 of the public key of the hub's server, in pairs of hexadecimal digits with colons. */
  fingerprint: z.string(),
  /** The authority that vouches for it; empty where none does. */
  authority: z.string(),
  expiresAt: view.instant,
  /** How many requests this workstation has of its own. */
  ownRequests: z.int(),
});
export type Joining = z.infer<typeof joining>;

/** What somebody typed into a step, with the label of its field. */
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
  /** Identifier and title of the request; empty where it is about none. */
  externalId: z.string(),
  title: z.string(),
  /** Whose request it is, and the volume; empty where nothing is recorded. */
  patronName: z.string(),
  item: z.string(),
  /** Who has the book, a sentence; empty where it is with us. */
  whereNow: z.string(),
  /** The kind of the step that does not count; what was done then is said beside. */
  step: z.string(),
  /** Why it does not count, a sentence. */
  why: z.string(),
  /** What was done elsewhere and counts still, the newest first. */
  elsewhere: z.array(toldStep),
  /** Steps that depend on it and do not count either. */
  later: z.array(z.strictObject({ step: z.string(), headline: z.string(), at: view.instant, typed })),
  /** Slips that are on paper and do not hold, in words. */
  paper: z.array(z.string()),
  /**
   * What a person chooses. `again`: the step can be taken again. `wanted-here`: the book went back elsewhere and is wanted here; to keep it, that return is
   * undone and the step taken again. `wanted-there`: it was sent back here, and somebody wants it there. `by-hand`: it is not taken again by itself.
   * `found-or-lost`: a partner checked in what was reported lost elsewhere.
   */
  choice: z.enum(['again', 'wanted-here', 'wanted-there', 'found-or-lost', 'by-hand']),
  /** Why the step would be refused now if it were taken again, a sentence; empty where it would not. */
  refusal: z.string(),
});
export type HubTask = z.infer<typeof hubTask>;
