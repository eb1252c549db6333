import type { DeskId, LibraryId, OperatorId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { patronInScope, type LibraryScope } from '../../../db/library-scope.ts';
import { fromRequest, homeColumns } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

type HomeRow = { readonly libraryId: LibraryId | null; readonly libraryName: string };

/** Returns the library to which a request belongs; undefined for an unknown request. */
export const findHome = (db: ReadableDB, requestId: RequestId): HomeRow | undefined =>
  sql<[RequestId], HomeRow>(db, `SELECT ${homeColumns} ${fromRequest} WHERE request.id = ?`).get(requestId);

/** Whether this operator took a step on the request at this desk: it was opened there by its identifier or barcode. */
export const hasStepHere = (
  db: ReadableDB,
  args: { readonly requestId: RequestId; readonly operatorId: OperatorId; readonly deskId: DeskId },
): boolean =>
  sql<object>(
    db,
    `SELECT 1 FROM command_log
      WHERE request_id = @requestId AND operator_id = @operatorId AND desk_id = @deskId LIMIT 1`,
  ).get(args) !== undefined;

/** Whether a patron with this id is visible to these libraries. */
export const isPatronInScope = (db: ReadableDB, id: PatronId, libraries: LibraryScope): boolean =>
  sql<[PatronId]>(db, `SELECT 1 FROM patron WHERE id = ? AND ${patronInScope(libraries)}`).get(id) !==
  undefined;
