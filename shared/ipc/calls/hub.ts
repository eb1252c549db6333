import * as z from 'zod';
import { longestDeskName, mostComputers } from '../../domain/computer-names.ts';
import * as view from '../hub-views.ts';
import { opId } from '../views.ts';
import { chosenFile } from './library-file.ts';
import { afterStep } from '../topics.ts';
import { type Call, nothing } from './shapes.ts';

const name = z.string().max(200);
/** The names that the hub accepts for a workstation. */
const workstationName = z.string().max(100);
/** How long a joining file is valid. */
const hours = z.int().min(1).max(720);
const port = z.int().min(1).max(65_535);
/** The number of steps still set aside. */
const asideLeft = z.strictObject({ left: z.int() });
/** As returned by `hub.look`. */
const fingerprint = z.string().max(200);

/** Several workstations that share one set of requests. */
export const hubCalls = {
  'hub.status': { input: nothing, output: view.hubStatus, answers: 'signed-in', whenMovedAway: true },
  /**
   * Returns how the server at an address identifies itself: the fingerprint of its key, for the user to compare, and the authority that
   * issued its certificate (empty if none).
   */
  'hub.look': {
    input: z.strictObject({ host: name, port }),
    output: z.strictObject({ fingerprint: z.string(), authority: z.string() }),
  },
  /** Creates this library's hub in an empty database, with an account that may create roles there and is used only this once. */
  'hub.make': {
    input: z.strictObject({
      host: name,
      port,
      database: name,
      user: name,
      password: z.string().max(1_000),
      fingerprint,
      /** The name of this workstation among the others. */
      name: workstationName,
    }),
    output: view.hubStatus,
    changes: ['hub', 'app'],
  },
  /** Writes a joining file for another workstation; null if the dialog was closed. */
  'hub.invite': {
    input: z.strictObject({ hours }),
    output: z.strictObject({ fileName: z.string() }).nullable(),
  },
  /** Writes a joining file for each of these computers into a folder that the operator chooses; null if the dialog was closed. */
  'hub.inviteComputers': {
    input: z.strictObject({
      hours,
      computers: z.array(z.string().max(longestDeskName)).min(1).max(mostComputers),
    }),
    output: view.writtenInvitations.nullable(),
  },
  /** Lets the operator choose a joining file; null if the dialog was closed. */
  'hub.chooseJoining': { input: nothing, output: view.joining.nullable() },
  /**
   * Joins with that file: copies the hub's library here and restarts the program. This workstation's own requests are kept in a file, so
   * that staff can later review what would happen to each.
   */
  'hub.join': {
    input: z.strictObject({ token: z.uuid(), name: workstationName }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /** Chooses the file with this workstation's own requests for the import window. */
  'hub.chooseOwn': { input: nothing, output: chosenFile },
  /** Discards the own requests: deletes the file. They remain in the backup of the library that was here before. */
  'hub.leaveOwnOut': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  'hub.share': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  /** Uploads from here what a hub restored from a backup is missing. */
  'hub.bringUp': { input: z.strictObject({ opId }), output: view.hubStatus, changes: ['hub'] },
  /**
   * Copies the hub's whole library again, because this workstation was away longer than the hub keeps changes, and restarts the program.
   * Pending steps are rechecked against it. Any operator may do this: nothing is lost or decided by it.
   */
  'hub.takeAnew': { input: nothing, output: view.hubStatus, changes: ['hub'] },
  /** Migrates the hub to this program's version, with an account that may create roles there and is used only this once. */
  'hub.update': {
    input: z.strictObject({ user: name, password: z.string().max(1_000) }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /** Accepts a server's new address or new certificate after the user has compared it. The login and pending steps are kept. */
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
  /** Removes another workstation, or leaves the hub with this one (null): the data here is kept. */
  'hub.remove': {
    input: z.strictObject({ opId, number: z.int().nullable() }),
    output: view.hubStatus,
    changes: ['hub'],
  },
  /** Returns the unused joining files, and logins of removed workstations that still exist on the server. */
  'hub.invitations': { input: nothing, output: view.openInvitations },
  /** Revokes a joining file, which can then no longer be used. */
  'hub.withdraw': {
    input: z.strictObject({ login: z.string().max(63) }),
    output: view.openInvitations,
    changes: ['hub'],
  },
  /** Compares all rows with the hub's, and replays the latest steps by the rules; null if it was cancelled. */
  'hub.verify': { input: nothing, output: view.hubCheck.nullable() },
  'hub.cancelVerify': { input: nothing, output: view.hubStatus },
  /** Returns other workstations' steps that cannot be written here, by the workstation that causes it. */
  'hub.setAside': { input: nothing, output: z.array(view.setAside) },
  /** Tries to write them again. */
  'hub.tryAside': { input: nothing, output: asideLeft, changes: [...afterStep, 'hub'] },
  /** Replaces the rows that they would change by the hub's. */
  'hub.takeHubRows': { input: nothing, output: asideLeft, changes: [...afterStep, 'hub'] },
  /** Hides those currently set aside because of a workstation. */
  'hub.leaveAside': {
    input: z.strictObject({ culprit: z.int() }),
    output: z.null(),
    changes: ['hub', 'requests'],
  },
  'hub.tasks': { input: nothing, output: z.array(view.hubTask) },
  /** Resolves a task: by taking the step again, or because it was dealt with. */
  'hub.solve': {
    input: z.strictObject({ opId, id: z.int(), how: z.enum(['again', 'done']) }),
    output: z.null(),
    changes: [...afterStep, 'hub'],
  },
} as const satisfies Record<string, Call>;
