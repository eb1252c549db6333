import { type Citation, citationAfter, noCitation } from '../../../../../shared/domain/citation.ts';
import type { RequestFields } from '../../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../context.ts';
import { isPatronInScope } from '../frame/authorize.queries.ts';
import { findDesk } from '../../store/places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The fields of a request with its whole citation. */
export type WholeFields = RequestFields & Citation;

/** What a person typed, without blanks at its ends. @param before the citation that is stored: what they left out of it stays. */
export const trimmed = (fields: RequestFields, before = noCitation): WholeFields => ({
  ...fields,
  ...citationAfter(before, fields),
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
    return refuse('bad-payload', t('No title. Enter it as the patron gave it, then save again.'));
  const { patronId } = fields;
  if (
    patronId !== null &&
    patronId !== before?.patronId &&
    !isPatronInScope(db, patronId, session.libraries())
  )
    return refuse('bad-payload', t('This patron is no longer in the records. Choose the patron again.'));
  const { pickupDeskId } = fields;
  if (pickupDeskId === null || pickupDeskId === before?.pickupDeskId) return ok(null);
  return findDesk(db, pickupDeskId)?.active !== 1
    ? refuse('desk-unknown', t('That desk is no longer a pickup location. Choose another one.'))
    : ok(null);
};
