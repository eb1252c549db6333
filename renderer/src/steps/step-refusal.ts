import type { AuthorizedKind, Home } from '../../../shared/domain/steps/who-may.ts';
import { homeOf, stepRoleRefusal } from '../../../shared/domain/steps/who-may.ts';
import type { AppState } from '../../../shared/ipc/views.ts';

/** A row that identifies the library of its request. */
type OfLibrary = Parameters<typeof homeOf>[0];

/**
 * Returns why the operator's roles do not allow a step; null if they do. The main process checks again.
 * @param request the request of the step; undefined if there is none yet
 */
export const stepRefusal = (
  { operator, desk }: Pick<AppState, 'operator' | 'desk'>,
  kind: AuthorizedKind,
  request: OfLibrary,
): string | null => {
  const home: Home | null = homeOf(request);
  return stepRoleRefusal(kind, operator.grants, { libraryId: desk.libraryId, deskId: desk.id }, home);
};
