import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { Writing } from './write-places.ts';

/** The library to which a stored request belongs: that of its pickup desk; without one, where it was made. */
export const homeOfStored = (
  { references }: Writing,
  { pickupDeskId, madeAtLibraryId }: RequestRow,
): LibraryId | null => references.libraryOfDesk(pickupDeskId) ?? madeAtLibraryId;
