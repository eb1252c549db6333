import { administrationOfAllRefusal, administrationRefusal } from '../../../shared/domain/administration.ts';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Returns why the operator may not change something, with the same message as the main process; null if they may.
 * @param libraryId null for settings shared by all libraries.
 */
export const mayNot = (
  state: AppState,
  doing: string,
  libraryId: LibraryId | null,
  libraryName = t('that library'),
): string | null =>
  administrationRefusal(
    doing,
    state.operator,
    state.operators,
    libraryId === null ? null : { id: libraryId, name: libraryName },
  );

/** The same for changes that affect all libraries. */
export const mayNotForAll = (state: AppState, doing: string): string | null =>
  administrationOfAllRefusal(
    doing,
    state.operator,
    state.operators,
    [...new Map(state.desks.map(({ libraryId, libraryName }) => [libraryId, libraryName]))].map(
      ([id, name]) => ({ id, name }),
    ),
  );
