import * as z from 'zod';
import * as imports from '../import-views.ts';
import type { Call } from './shapes.ts';
import { nothing } from './shapes.ts';

/** Import of library files. */
export const libraryFileCalls = {
  'libraryFile.choose': {
    input: nothing,
    /** Null when the person closed the dialog. The token stands for the chosen file. */
    output: z.strictObject({ token: z.uuid(), fileName: z.string(), sizeBytes: z.number() }).nullable(),
  },
  'libraryFile.import': { input: z.strictObject({ token: z.uuid() }), output: z.null() },
  'libraryFile.cancel': { input: nothing, output: z.null() },
  'libraryFile.status': {
    input: nothing,
    output: z.strictObject({
      running: imports.importProgress.nullable(),
      lastReport: imports.importReport.nullable(),
    }),
  },
  'libraryFile.showReport': { input: nothing, output: z.null() },
} as const satisfies Record<string, Call>;
