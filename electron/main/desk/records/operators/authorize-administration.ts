import {
  administrationOfAllRefusal,
  administrationRefusal,
} from '../../../../../shared/domain/administration.ts';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../context.ts';
import { listLibraryNames } from './operators.queries.ts';

/**
 * Whether the operator may change records of a library, or (null) records that all libraries share; a refusal names the missing role. The
 * rule: shared/domain/administration.ts.
 * @param doing begins the refusal: `Changing desks`.
 */
export const authorizeAdministration = (
  session: Session,
  doing: string,
  library: { readonly id: LibraryId; readonly name: string } | null,
): Result<null> => {
  const refusal = administrationRefusal(doing, session.operator(), session.operators(), library);
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};

/** The same for what belongs to all libraries together, such as the mail account: only an administrator of every library may change it. */
export const authorizeAdministrationOfAll = (
  db: ReadableDB,
  session: Session,
  doing: string,
): Result<null> => {
  const refusal = administrationOfAllRefusal(
    doing,
    session.operator(),
    session.operators(),
    listLibraryNames(db),
  );
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};
