import { isSettled as isOver } from '../request-status.ts';
import type { Life } from './life.ts';
import { statusOf } from './status.ts';
import { isOut } from './volume.ts';

/**
 * The meaning of a request's due date at its partner: nothing has arrived yet, a volume is out, or the date no longer counts. Stored in the
 * row, so that lists, counts and queues agree on what is overdue.
 */
export const dueStages = ['expected', 'out', 'over'] as const;
export type DueStage = (typeof dueStages)[number];

/** Returns the meaning of a request's due date. Lost volumes are not out, and those that go back are not the patron's. */
export const dueStageOf = (life: Life): DueStage => {
  if (isOver(statusOf(life))) return 'over';
  if (life.volumes.some((volume) => isOut(volume) && volume.use === 'for-patron')) return 'out';
  const isLost = life.turns.some(({ parcel }) => parcel === 'lost');
  return life.volumes.length > 0 || isLost ? 'over' : 'expected';
};
