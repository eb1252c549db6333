import * as z from 'zod';
import { askAgain, partnerMessageView } from '../partner-message-views.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';

/** What is said with partners by protocol. */
export const partnerMessagesCalls = {
  'partnerMessages.ofRequest': {
    input: z.strictObject({ requestId: view.requestId }),
    output: z.array(partnerMessageView),
  },
  'partnerMessages.askAgain': {
    input: z.strictObject({ requestId: view.requestId }),
    output: askAgain.nullable(),
  },
  'partnerMessages.markRead': {
    input: z.strictObject({ requestId: view.requestId }),
    output: z.null(),
    changes: ['requests'],
  },
} as const satisfies Record<string, Call>;
