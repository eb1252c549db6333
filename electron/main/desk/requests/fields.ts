import type { RequestFields } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../kernel/context.ts';
import { isPatronInScope } from '../kernel/authorize.queries.ts';
import { findDesk } from '../store/places.queries.ts';

/** What a person typed, without blanks at its ends. */
export const trimmed = (fields: RequestFields): RequestFields => ({
  ...fields,
  title: fields.title.trim(),
  author: fields.author.trim(),
  circulationNote: fields.circulationNote.trim(),
});

/**
 * Whether the fields can be stored: a title, a patron of whom the operator may know, and a pickup location that is in use.
 * @param before what is stored already: it may stay, whoever and wherever it is.
 */
export const checkFields = (
  { db, session }: Pick<DeskContext, 'db' | 'session'>,
  fields: RequestFields,
  before: RequestFields | null,
): Result<null> => {
  if (fields.title === '')
    return refuse('bad-payload', 'The title is missing. Type it as the patron gave it, then save again.');
  const { patronId } = fields;
  if (
    patronId !== null &&
    patronId !== before?.patronId &&
    !isPatronInScope(db, patronId, session.libraries())
  )
    return refuse('bad-payload', 'This patron is not in the records any more. Choose the patron again.');
  const { pickupDeskId } = fields;
  if (pickupDeskId === null || pickupDeskId === before?.pickupDeskId) return ok(null);
  return findDesk(db, pickupDeskId)?.active !== 1
    ? refuse(
        'desk-unknown',
        'Nothing can be collected at that desk any more. Choose another pickup location.',
      )
    : ok(null);
};
