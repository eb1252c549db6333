import * as z from 'zod';
import * as view from '../hub-views.ts';
import { opId } from '../views.ts';
import { chosenFile } from './library-file.ts';
import { afterStep } from '../topics.ts';
import { type Call, nothing } from './shapes.ts';

const name = z.string().max(200);
/** What the hub takes as the name of a workstation. */
const workstationName = z.string().max(100);
const port = z.int().min(1).max(65_535);
/** How many steps are set aside still. */
const asideLeft = z.strictObject({ left: z.int() });
/** As `hub.look` gave it. */
const fingerprint = z.string().max(200);

/** Several workstations that share one set of requests. */
export const hubCalls = {
  'hub.status': { input: nothing, output: view.hubStatus, answers: 'signed-in', whenMovedAway: true },
  /** By what the server at this address is known: the fingerprint of its key, for a person to compare, and who vouches for it (empty: nobody). */
  'hub.look': {
    input: z.strictObject({ host: name, port }),
    output: z.strictObject({ fingerprint: z.string(), authority: z.string() }),
  },
  /** Makes this library's hub in an empty database, with an account that may make roles there, used for this once. */
  'hub.make': {
    input: z.strictObject({
      host: name,
      port,
      database: name,
      user: name,
      password: z.string().max(1_000),
      fingerprint,
      /** What this workstation is called among the others. */
      name: workstationName,
    }),
    output: view.hubStatus,
    changes: ['hub', 'app'],
  },
  /** Writes a joining file for one more workstation; null when the dialog was closed. */
  'hub.invite': {
    input: z.strictObject({ hours: z.int().min(1).max(720) }),
    output: z.strictObject({ fileName: z.string() }).nullable(),
  },
  /** Lets a person choose a joining file; null when they closed the dialog. */
  'hub.chooseJoining': { input: nothing, output: view.joining.nullable() },
  /**
   * Joins with that file: brings the library of the hub here, and starts the program again. Requests of its own are kept in a file, for a person to
   * look at afterwards what would become of each.
   */
  'hub.join': {
    input: z.strictObject({ token: z.uuid(), name: workstationName }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /** Chooses the file with the requests of its own for the import window. */
  'hub.chooseOwn': { input: nothing, output: chosenFile },
  /** Leaves them out: the file goes. They stay in the backup of the library that was here before. */
  'hub.leaveOwnOut': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  'hub.share': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  /** Lets what a hub lacks that was restored from a backup come again from here. */
  'hub.bringUp': { input: z.strictObject({ opId }), output: view.hubStatus, changes: ['hub'] },
  /**
   * Takes in the whole library of the hub again, because this workstation was away for so long that what it missed is not kept, and starts the program
   * again. What waits here is checked on it. Anybody may: nothing is lost or decided by it.
   */
  'hub.takeAnew': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  /** Brings the hub up to date with this program, with an account that may make roles there, used for this once. */
  'hub.update': {
    input: z.strictObject({ user: name, password: z.string().max(1_000) }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /**
   * The server has another address or another certificate, which a person has compared: from now on that one is believed. Its login and what waits
   * stay.
   */
  'hub.changeServer': {
    input: z.strictObject({ host: name, port, database: name, fingerprint }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  'hub.workAlone': {
    input: z.strictObject({ alone: z.boolean() }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  'hub.workstations': { input: nothing, output: z.array(view.workstation) },
  /** Ends another workstation, or leaves with this one (null): what is here stays. */
  'hub.remove': {
    input: z.strictObject({ opId, number: z.int().nullable() }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /** The joining files that nobody has used yet, and logins of removed workstations that the server still has. */
  'hub.invitations': { input: nothing, output: view.openInvitations },
  /** Takes one back: it lets nobody in from then on. */
  'hub.withdraw': {
    input: z.strictObject({ login: z.string().max(63) }),
    output: view.openInvitations,
    changes: ['hub'],
  },
  /** Compares all rows with those of the hub, and takes again the last steps by the rules; null when it was cancelled. */
  'hub.verify': { input: nothing, output: view.hubCheck.nullable() },
  'hub.cancelVerify': { input: nothing, output: view.hubStatus },
  /** Steps of others that cannot be written here, by the workstation because of which they cannot. */
  'hub.setAside': { input: nothing, output: z.array(view.setAside) },
  /** Tries to write them again. */
  'hub.tryAside': { input: nothing, output: asideLeft, changes: [...afterStep, 'hub'] },
  /** Takes the rows that they would change as they are at the hub. */
  'hub.takeHubRows': { input: nothing, output: asideLeft, changes: [...afterStep, 'hub'] },
  /** Hides those that are set aside now because of a workstation. */
  'hub.leaveAside': {
    input: z.strictObject({ culprit: z.int() }),
    output: z.null(),
    changes: ['hub', 'requests'],
  },
  'hub.tasks': { input: nothing, output: z.array(view.hubTask) },
  /** Solves a task: by taking the step again, or because somebody dealt with it. */
  'hub.solve': {
    input: z.strictObject({ opId, id: z.int(), how: z.enum(['again', 'done']) }),
    output: z.null(),
    changes: [...afterStep, 'hub'],
  },
} as const satisfies Record<string, Call>;
