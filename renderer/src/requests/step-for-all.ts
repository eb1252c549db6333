import { stepOfStatus } from '../../../shared/domain/next-step.ts';
import { isForMany } from '../../../shared/domain/steps/all-steps.ts';
import type { BulkKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Picked } from './requests.types.ts';

/** Returns the step that all selected requests wait for, if it can be taken in bulk; null if they wait for different ones. */
export const stepForAll = (selected: readonly Picked[]): BulkKind | null => {
  const [step = null, ...others] = new Set(selected.map(({ status }) => stepOfStatus(status)));
  return step !== null && others.length === 0 && isForMany(step) ? step : null;
};
