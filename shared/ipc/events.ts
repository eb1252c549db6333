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
export const events = {
  /**
   * A scan, whatever had the focus.
   * `raw` is what the scanner sent (without the terminator): the page takes what was typed out of the field where it landed.
   */
  scan: z.strictObject({
    code: z.string(),
    raw: z.string(),
    symbology: z.string().nullable(),
    /** Typed by a keyboard wedge, or read from a serial line: nothing has fallen into the page then. */
    source: z.enum(['keys', 'line']),
    /** Only the front of a code came, and then nothing more: it must not be used. */
    partial: z.boolean(),
  }),
  /** What came while the page tests the scanner, typed or scanned. */
  testScan,
  command: z.strictObject({ command: z.enum(menuCommands) }),
  /** A slip changed its state. */
  print: slipState,
  /** Data changed: lists that show these topics are read again. */
  changed: z.strictObject({ topics: z.array(topic) }),
  importProgress,
  /** How far the dry run of a file is. */
  dryRunProgress: importProgress,
  importEnded: importReport,
  writeProgress,
  writeEnded: writeReport,
  /** Somebody pressed a notification: Today is to show this queue. */
  queueAsked: z.strictObject({ queue: todayCardId }),
} as const satisfies Record<EventName, z.ZodType>;

export type Events = { [E in EventName]: z.infer<(typeof events)[E]> };
