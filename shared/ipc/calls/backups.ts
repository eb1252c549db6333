import * as z from 'zod';
import * as view from '../backup-views.ts';
import { everything } from '../topics.ts';
import { type Call, nothing } from './shapes.ts';

const typed = z.string().max(64);

/** Backups, and moving the library to another workstation. */
export const backupCalls = {
  'backups.list': { input: nothing, output: view.backupList, whenMovedAway: true },
  'backups.make': { input: nothing, output: z.null() },
  /** Null if the dialog was closed. */
  'backups.chooseSecondFolder': { input: nothing, output: view.backupList.nullable(), changes: ['app'] },
  'backups.forgetSecondFolder': { input: nothing, output: view.backupList, changes: ['app'] },
  /** Copies a backup from the list next to the database, checks it, and reports what would change. */
  'backups.bring': {
    input: z.strictObject({ name: z.string().max(128) }),
    output: view.restorePicture,
    whenMovedAway: true,
  },
  /** Does the same with a file that the operator chooses; null if the dialog was closed. */
  'backups.bringFile': { input: nothing, output: view.restorePicture.nullable(), whenMovedAway: true },
  /** Does the same with the file that somebody opened outside the window; null if there is none. */
  'backups.bringAsked': { input: nothing, output: view.restorePicture.nullable(), whenMovedAway: true },
  /** Quits the program; its next start opens the copied backup. */
  'backups.restore': {
    input: z.strictObject({ token: z.uuid(), typed }),
    output: z.null(),
    whenMovedAway: true,
  },
  /** Deletes the copied backup. */
  'backups.leave': { input: nothing, output: z.null(), whenMovedAway: true },
  /** Writes everything to one file for another workstation, after which this one is inactive. Null if the dialog was closed. */
  'backups.move': {
    input: nothing,
    output: z.strictObject({ fileName: z.string() }).nullable(),
    changes: everything,
  },
  /** Makes this workstation active again. */
  'backups.takeBack': {
    input: z.strictObject({ typed }),
    output: z.null(),
    changes: everything,
    whenMovedAway: true,
  },
} as const satisfies Record<string, Call>;
