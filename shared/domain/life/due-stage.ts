import { isSettled as isOver } from '../request-status.ts';
import type { Life } from './life.ts';
import { statusOf } from './status.ts';
import { isOut } from './volume.ts';

/**
 * What the date on which its partner wants a request back means: nothing has come yet, a volume is out, or it means nothing any more.
 * Kept in the row, so that lists, counts and queues agree on what is overdue.
 */
export const dueStages = ['expected', 'out', 'over'] as const;
export type DueStage = (typeof dueStages)[number];

/** What the due date of a request means. What is lost is not out, and what goes back is not the patron's. */
export const dueStageOf = (life: Life): DueStage => {
  if (isOver(statusOf(life))) return 'over';
  if (life.volumes.some((volume) => isOut(volume) && volume.use === 'for-patron')) return 'out';
  const isLost = life.turns.some(({ parcel }) => parcel === 'lost');
  return life.volumes.length > 0 || isLost ? 'over' : 'expected';
};
