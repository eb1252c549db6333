import * as z from 'zod';
import * as cards from '../today-views.ts';
import { type Call, nothing, page } from './shapes.ts';

/** The day's work, with counts. */
export const todayCalls = {
  'today.cards': { input: nothing, output: z.array(cards.todayCard) },
  'today.list': {
    input: z.strictObject({
      card: cards.todayCardId,
      /** Only requests of this desk's library, whatever the cards count. */
      here: z.boolean().optional(),
      ...page,
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(cards.todayRow) }),
  },
} as const satisfies Record<string, Call>;
