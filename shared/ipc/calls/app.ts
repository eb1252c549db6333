import * as z from 'zod';
import { installationSettings, someLibrarySettings, workstationSettings } from '../settings-shapes.ts';
import { everything } from '../topics.ts';
import { asked } from '../asked-views.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** The operator, their desk, and how the program is set up. */
export const appCalls = {
  'app.load': { input: nothing, output: view.appState, answers: 'anybody', whenMovedAway: true },
  'app.chooseDesk': {
    /** `insteadOfFirst`: the desk of the first start goes, if it was never named or used. */
    input: z.strictObject({ deskId: view.deskId, insteadOfFirst: z.boolean().optional() }),
    output: view.appState,
    answers: 'signed-in',
    changes: everything,
  },
  'app.signIn': {
    input: z.strictObject({
      operatorId: view.operatorId,
      /** Null if the operator has none. Never stored, never logged. */
      pin: z.string().max(64).nullable(),
    }),
    output: view.appState,
    answers: 'anybody',
    whenMovedAway: true,
    changes: everything,
  },
  'app.signOut': {
    input: nothing,
    output: view.appState,
    answers: 'anybody',
    changes: everything,
    whenMovedAway: true,
  },
  'app.saveSettings': {
    input: z.strictObject({ settings: workstationSettings }),
    output: view.appState,
    answers: 'signed-in',
    changes: everything,
  },
  'app.saveInstallationSettings': {
    input: z.strictObject({ opId: view.opId, settings: installationSettings }),
    output: view.appState,
    changes: everything,
  },
  'app.saveLibrarySettings': {
    input: z.strictObject({ opId: view.opId, libraryId: view.libraryId, settings: someLibrarySettings }),
    output: view.appState,
    changes: everything,
  },
  /** What was asked for outside the window: by a link, a file, or an installer. Null: nothing more. */
  'app.asked': { input: nothing, output: asked.nullable(), answers: 'anybody', whenMovedAway: true },
  /** Ends the program; the page has asked about unsaved input. */
  'app.quit': { input: nothing, output: z.null(), answers: 'anybody', whenMovedAway: true },
  'app.openDataFolder': { input: nothing, output: z.null() },
  'app.copySupportReport': { input: nothing, output: z.null(), answers: 'signed-in' },
  /** Restarts the program, as a change of language requires. */
  'app.startAgain': { input: nothing, output: z.null() },
  /** Logs an uncaught error of the page: its kind and where it happened, without its message. */
  'app.reportError': {
    input: z.strictObject({
      kind: z.enum(['thrown', 'rejected']),
      name: z.string().max(200),
      stack: z.string().max(8_000),
    }),
    output: z.null(),
    answers: 'anybody',
    whenMovedAway: true,
  },
} as const satisfies Record<string, Call>;
