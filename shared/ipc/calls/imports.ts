import * as z from 'zod';
import * as imports from '../import-views.ts';
import { everything } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** Past imports, and undoing one. */
export const importsCalls = {
  /** Returns the imports, newest first. */
  'imports.list': { input: nothing, output: z.array(imports.pastImport) },
  /** Undoes an import, or resumes undoing it; answers when finished. */
  'imports.takeBack': {
    input: z.strictObject({ opId: view.opId, undoes: view.opId }),
    output: imports.takenBack,
    changes: everything,
  },
  /** Imports sample requests into an empty library; answers when finished. */
  'imports.demo': { input: nothing, output: z.null(), changes: everything },
} as const satisfies Record<string, Call>;
