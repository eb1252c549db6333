import * as z from 'zod';
import * as imports from '../import-views.ts';
import { type Call, nothing } from './shapes.ts';

export const chosenFile = z.strictObject({ token: z.uuid(), fileName: z.string(), sizeBytes: z.number() });
const asRead = z.strictObject({ token: z.uuid(), mapping: imports.mapping });

/** Import of files. */
export const libraryFileCalls = {
  'libraryFile.choose': {
    input: nothing,
    /** Null when the person closed the dialog. The token stands for the chosen file. */
    output: chosenFile.nullable(),
  },
  /** A file that was dropped on the page. */
  'libraryFile.drop': { input: z.strictObject({ path: z.string().max(4_096) }), output: chosenFile },
  /** How its beginning is read. Null: a library file, of which there is nothing to say. */
  'libraryFile.read': { input: asRead, output: imports.fileReading.nullable() },
  /** What stands in all of it. */
  'libraryFile.survey': { input: asRead, output: imports.fileSurvey.nullable() },
  /** Keeps how it is read under a name, for the next file with the same columns. */
  'libraryFile.keepProfile': {
    input: asRead.extend({ name: z.string().trim().min(1).max(100) }),
    output: z.null(),
  },
  /** What would become of each row; answers at the end of the dry run. */
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
