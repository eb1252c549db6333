import type { LibraryId } from '../../../shared/domain/ids.ts';

/** The libraries whose requests and patrons are read; null for all of them. */
export type LibraryScope = readonly LibraryId[] | null;

const isOneOf = (column: string, libraries: readonly LibraryId[]): string =>
  // Numbers of ours: as text of the statement they need no parameter in the many statements that narrow by them.
  `${column} IN (${libraries.map(Number).join(', ')})`;

/**
 * A condition on rows of `request`: those that belong to the libraries. A request belongs to the library of its pickup desk;
 * without one, to the library where it was made; one of which neither is known belongs to everybody.
 */
export const requestInScope = (libraries: LibraryScope): string =>
  libraries === null
    ? 'true'
    : `(request.pickup_desk_id IN (SELECT id FROM desk WHERE ${isOneOf('desk.library_id', libraries)})
        OR (request.pickup_desk_id IS NULL
            AND (request.made_at_library_id IS NULL OR ${isOneOf('request.made_at_library_id', libraries)})))`;

/** A condition on rows of `patron`: those of the libraries, those of no library, and those for whom a request of theirs is. */
export const patronInScope = (libraries: LibraryScope): string =>
  libraries === null
    ? 'true'
    : `(patron.library_id IS NULL OR ${isOneOf('patron.library_id', libraries)}
        OR EXISTS (SELECT 1 FROM request WHERE request.patron_id = patron.id AND ${requestInScope(libraries)}))`;

/** The same as `requestInScope`, for the cells of the cube of counts. */
export const cellInScope = (libraries: readonly LibraryId[]): string =>
  `(desk_id IN (SELECT id FROM desk WHERE ${isOneOf('desk.library_id', libraries)})
    OR (desk_id = 0 AND (made_at_library_id = 0 OR ${isOneOf('made_at_library_id', libraries)})))`;
