import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { Writing } from './writing.ts';
import { hasCommands, hasStandingSteps } from '../../desk/store/command-log.queries.ts';

/** The library to which a stored request belongs: that of its pickup desk; without one, where it was made. */
export const homeOfStored = (
  { references }: Writing,
  { pickupDeskId, madeAtLibraryId }: RequestRow,
): LibraryId | null => references.libraryOfDesk(pickupDeskId) ?? madeAtLibraryId;

/** Whether a person has worked on a request: what a step made of it, a file does not overwrite. */
export const isWorkedOn = ({ db }: Writing, { id, workedOn }: RequestRow): boolean =>
  hasStandingSteps(db, id) || (workedOn === 1 && !hasCommands(db, id));
