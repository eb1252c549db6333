import type { StoredRequest } from './request-rows.queries.ts';
import type { Writing } from './write-places.ts';

/** The library to which a stored request belongs: that of its pickup desk; without one, where it was made. */
export const homeOfStored = (
  { references }: Writing,
  { pickupDeskId, madeAtLibraryId }: StoredRequest,
): number | null => references.libraryOfDesk(pickupDeskId) ?? madeAtLibraryId;
