import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { Writing } from './writing.ts';
import { hasCommands, hasStandingSteps } from '../../desk/store/command-log.queries.ts';

/** Returns the library of a stored request: that of its pickup location, or otherwise where it was made. */
export const homeOfStored = (
  { references }: Writing,
  { pickupDeskId, madeAtLibraryId }: RequestRow,
): LibraryId | null => references.libraryOfDesk(pickupDeskId) ?? madeAtLibraryId;

/** Whether staff have worked on a request. A file does not overwrite the result of a command. */
export const isWorkedOn = ({ db }: Writing, { id, workedOn }: RequestRow): boolean =>
  hasStandingSteps(db, id) || (workedOn === 1 && !hasCommands(db, id));
