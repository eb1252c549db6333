import * as z from 'zod';
import * as view from '../backup-views.ts';
import { everything } from '../topics.ts';
import { type Call, nothing } from './shapes.ts';

const typed = z.string().max(64);

/** Backups, and the library on another workstation. */
export const backupCalls = {
  'backups.list': { input: nothing, output: view.backupList, whenMovedAway: true },
  'backups.make': { input: nothing, output: z.null() },
  /** Null when the person closed the dialog. */
  'backups.chooseSecondFolder': { input: nothing, output: view.backupList.nullable(), changes: ['app'] },
  'backups.forgetSecondFolder': { input: nothing, output: view.backupList, changes: ['app'] },
  /** Brings a backup of the list beside the database, checks it, and says what would change. */
  'backups.bring': {
    input: z.strictObject({ name: z.string().max(128) }),
    output: view.restorePicture,
    whenMovedAway: true,
  },
  /** The same with a file that the person chooses; null when they closed the dialog. */
  'backups.bringFile': { input: nothing, output: view.restorePicture.nullable(), whenMovedAway: true },
  /** Ends the program; its next start opens what was brought. */
  'backups.restore': {
    input: z.strictObject({ token: z.uuid(), typed }),
    output: z.null(),
    whenMovedAway: true,
  },
  /** Removes what was brought. */
  'backups.leave': { input: nothing, output: z.null(), whenMovedAway: true },
  /** Writes everything into one file for another workstation, after which this one rests. Null when the dialog was closed. */
  'backups.move': {
    input: nothing,
    output: z.strictObject({ fileName: z.string() }).nullable(),
    changes: everything,
  },
  /** Works with the library here again. */
  'backups.takeBack': {
    input: z.strictObject({ typed }),
    output: z.null(),
    changes: everything,
    whenMovedAway: true,
  },
} as const satisfies Record<string, Call>;
