import * as z from 'zod';
import * as imports from '../import-views.ts';
import { everything } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing } from './shapes.ts';

/** The imports that were, and taking one back. */
export const importsCalls = {
  /** The newest first. */
  'imports.list': { input: nothing, output: z.array(imports.pastImport) },
  /** Takes an import back, or goes on with it; answers when it is over. */
  'imports.takeBack': {
    input: z.strictObject({ opId: view.opId, undoes: view.opId }),
    output: imports.takenBack,
    changes: everything,
  },
  /** Brings made-up requests into a library that has none, to try things with; answers when they are in. */
  'imports.demo': { input: nothing, output: z.null(), changes: everything },
} as const satisfies Record<string, Call>;
