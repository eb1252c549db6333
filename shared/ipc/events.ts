import * as z from 'zod';
import { menuCommands } from '../domain/commands.ts';
import type { EventName } from './channels.ts';
import { importProgress, importReport } from './import-views.ts';
import { todayCardId } from './today-views.ts';
import { topic } from './topics.ts';
import { slipState } from './views.ts';

/** Every event from the main process to the renderer. */
export const events = {
  /**
   * A scan, whatever had the focus.
   * `raw` is what the scanner typed (without the terminator): the page takes it out of the field where it landed.
   */
  scan: z.strictObject({ code: z.string(), raw: z.string(), symbology: z.string().nullable() }),
  command: z.strictObject({ command: z.enum(menuCommands) }),
  /** A slip changed its state. */
  print: slipState,
  /** Data changed: lists that show these topics are read again. */
  changed: z.strictObject({ topics: z.array(topic) }),
  importProgress,
  /** How far the trial of a file is. */
  trialProgress: importProgress,
  importEnded: importReport,
  /** Somebody pressed a notification: Today is to show this queue. */
  queueAsked: z.strictObject({ queue: todayCardId }),
} as const satisfies Record<EventName, z.ZodType>;

export type Events = { [E in EventName]: z.infer<(typeof events)[E]> };
