import * as z from 'zod';
import type { EventName } from './channels.ts';
import { importProgress, importReport } from './import-views.ts';
import { topic } from './topics.ts';
import { slipState } from './views.ts';

/** What staff can choose from the program's menu. The renderer carries it out. */
export const menuCommand = z.enum([
  'go.today',
  'go.receiving',
  'go.requests',
  'go.patronServices',
  'go.returnItems',
  'go.scanIn',
  'go.slips',
  'go.letters',
  'go.settings',
  'focus.scanBox',
  'focus.search',
  'print.slip',
  'undo.lastStep',
  'session.switch',
  'session.signOut',
  'show.keys',
  'show.palette',
]);
export type MenuCommand = z.infer<typeof menuCommand>;

/** Every event from the main process to the renderer. */
export const events = {
  /**
   * A scan, whatever had the focus.
   * `raw` is what the scanner typed (without the terminator): the page takes it out of the field where it landed.
   */
  scan: z.strictObject({ code: z.string(), raw: z.string(), symbology: z.string().nullable() }),
  command: z.strictObject({ command: menuCommand }),
  /** A slip changed its state. */
  print: slipState,
  /** Data changed: lists that show these topics are read again. */
  changed: z.strictObject({ topics: z.array(topic) }),
  importProgress,
  importEnded: importReport,
} as const satisfies Record<EventName, z.ZodType>;

export type Events = { [E in EventName]: z.infer<(typeof events)[E]> };
