import type { LibraryId } from '../../../shared/domain/ids.ts';

/** The libraries whose requests and patrons are read; null for all of them. */
export type LibraryScope = readonly LibraryId[] | null;

const isOneOf = (column: string, libraries: readonly LibraryId[]): string =>
  // Ids come from this program, so they can be inlined instead of adding a parameter to many statements.
  `${column} IN (${libraries.map(Number).join(', ')})`;

/**
 * Returns a condition on rows of `request`: those that belong to the libraries. A request belongs to the library of its pickup desk;
 * without one, to the library where it was created; if neither is known, to every library.
 */
export const requestInScope = (libraries: LibraryScope): string =>
  libraries === null
    ? 'true'
    : `(request.pickup_desk_id IN (SELECT id FROM desk WHERE ${isOneOf('desk.library_id', libraries)})
        OR (request.pickup_desk_id IS NULL
            AND (request.made_at_library_id IS NULL OR ${isOneOf('request.made_at_library_id', libraries)})))`;

/**
 * Returns a condition on rows of `patron`: those of the libraries, those of no library, and those with a request that belongs to the
 * libraries.
 */
export const patronInScope = (libraries: LibraryScope): string =>
  libraries === null
    ? 'true'
    : `(patron.library_id IS NULL OR ${isOneOf('patron.library_id', libraries)}
        OR EXISTS (SELECT 1 FROM request WHERE request.patron_id = patron.id AND ${requestInScope(libraries)}))`;

/** Like `requestInScope`, for the rows of `request_cube`. */
export const cellInScope = (libraries: readonly LibraryId[]): string =>
  `(desk_id IN (SELECT id FROM desk WHERE ${isOneOf('desk.library_id', libraries)})
    OR (desk_id = 0 AND (made_at_library_id = 0 OR ${isOneOf('made_at_library_id', libraries)})))`;
