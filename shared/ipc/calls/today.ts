import * as z from 'zod';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { nothing, page } from './shapes.ts';

/** The day's work with counts. */
export const todayCalls = {
  'today.cards': { input: nothing, output: z.array(view.todayCard) },
  'today.list': {
    input: z.strictObject({ card: view.todayCardId, ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(view.todayRow) }),
  },
} as const satisfies Record<string, Call>;
