import * as z from 'zod';
import { menuCommands } from '../domain/commands.ts';
import type { EventName } from './channels.ts';
import { testScan } from './calls/scanner.ts';
import { importProgress, importReport } from './import-views.ts';
import { todayCardId } from './today-views.ts';
import { topic } from './topics.ts';
import { writeProgress, writeReport } from './write-views.ts';
import { slipState } from './views.ts';

/** Every event from the main process to the renderer. */
const events = {
  /**
   * A scan, whatever has the focus. `raw` is what the scanner sent (without the terminator): the page removes it from the field into which
   * it was typed.
   */
  scan: z.strictObject({
    code: z.string(),
    raw: z.string(),
    symbology: z.string().nullable(),
    /** Typed by a keyboard wedge, or read from a serial line, in which case nothing was typed into the page. */
    source: z.enum(['keys', 'line']),
    /** Only the beginning of a code arrived, and then nothing more: it must not be used. */
    partial: z.boolean(),
  }),
  /** The input while the page tests the scanner, typed or scanned. */
  testScan,
  command: z.strictObject({ command: z.enum(menuCommands) }),
  /** The state of a slip changed. */
  print: slipState,
  /** Data changed: lists that show these topics are reloaded. */
  changed: z.strictObject({ topics: z.array(topic) }),
  importProgress,
  /** The progress of a file's dry run. */
  dryRunProgress: importProgress,
  importEnded: importReport,
  writeProgress,
  writeEnded: writeReport,
  /** A notification was clicked: Today must show this queue. */
  queueAsked: z.strictObject({ queue: todayCardId }),
  /** Somebody asked for something outside the window; `app.asked` says what. */
  asked: z.strictObject({}),
} as const satisfies Record<EventName, z.ZodType>;

export type Events = { [E in EventName]: z.infer<(typeof events)[E]> };
