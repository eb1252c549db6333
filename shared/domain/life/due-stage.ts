import { isSettled } from '../request-status.ts';
import type { Life } from './life.ts';
import { statusOf } from './status.ts';
import { isOut } from './volumes.ts';

/**
 * What the date on which its partner wants a request back means: nothing has come yet, a volume is out, or it means nothing any more.
 * Kept in the row, so that lists, counts and queues agree on what is overdue.
 */
export const dueStages = ['expected', 'out', 'over'] as const;
export type DueStage = (typeof dueStages)[number];

/** What the due date of a request means. What is lost is not out: when all of it is, nothing is due any more. */
export const dueStageOf = (life: Life): DueStage => {
  const { volumes, parcel } = life;
  if (isSettled(statusOf(life))) return 'over';
  if (volumes.some(isOut)) return 'out';
  return volumes.length > 0 || parcel === 'lost' ? 'over' : 'expected';
};
