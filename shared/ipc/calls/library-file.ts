import * as z from 'zod';
import * as imports from '../import-views.ts';
import { type Call, nothing } from './shapes.ts';

export const chosenFile = z.strictObject({ token: z.uuid(), fileName: z.string(), sizeBytes: z.number() });
const asRead = z.strictObject({ token: z.uuid(), mapping: imports.mapping });

/** Import of files. */
export const libraryFileCalls = {
  'libraryFile.choose': {
    input: nothing,
    /** Null if the dialog was closed. The token identifies the chosen file. */
    output: chosenFile.nullable(),
  },
  /** Accepts a file that was dropped on the page. */
  'libraryFile.drop': { input: z.strictObject({ path: z.string().max(4_096) }), output: chosenFile },
  /** Returns how the beginning of the file is read. Null for a library file, which needs no mapping. */
  'libraryFile.read': { input: asRead, output: imports.fileReading.nullable() },
  /** Returns a survey of the whole file. */
  'libraryFile.survey': { input: asRead, output: imports.fileSurvey.nullable() },
  /** Saves the mapping under a name, for the next file with the same columns. */
  'libraryFile.keepProfile': {
    input: asRead.extend({ name: z.string().trim().min(1).max(100) }),
    output: z.null(),
  },
  /** Returns what would happen to each row; answers at the end of the dry run. */
  'libraryFile.dryRun': { input: asRead, output: imports.importReport },
  'libraryFile.cancelDryRun': { input: nothing, output: z.null() },
  'libraryFile.showDryRun': { input: nothing, output: z.null() },
  'libraryFile.import': { input: asRead, output: z.null() },
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
