import type { AuthorizedKind, Home } from '../../../shared/domain/steps/who-may.ts';
import { homeOf, stepRoleRefusal } from '../../../shared/domain/steps/who-may.ts';
import type { AppState } from '../../../shared/ipc/views.ts';

/** A row that says to which library its request belongs. */
export type OfLibrary = Parameters<typeof homeOf>[0];

/**
 * Why the operator may not take a step, as their roles have it; null when they may. The main process asks again.
 * @param request what the step is about; undefined where there is no request yet.
 */
export const stepRefusal = (
  { operator, desk }: Pick<AppState, 'operator' | 'desk'>,
  kind: AuthorizedKind,
  request: OfLibrary,
): string | null => {
  const home: Home | null = homeOf(request);
  return stepRoleRefusal(kind, operator.grants, { libraryId: desk.libraryId, deskId: desk.id }, home);
};
