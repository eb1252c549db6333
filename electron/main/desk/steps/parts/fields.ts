import { type Citation, citationAfter, noCitation } from '../../../../../shared/domain/citation.ts';
import type { RequestFields } from '../../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../context.ts';
import { isPatronInScope } from '../frame/authorize.queries.ts';
import { findDesk } from '../../store/places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The fields of a request with its complete citation. */
export type WholeFields = RequestFields & Citation;

/** Trims the fields that an operator entered. @param before the stored citation: fields that were omitted keep their value. */
export const trimmed = (fields: RequestFields, before = noCitation): WholeFields => ({
  ...fields,
  ...citationAfter(before, fields),
  title: fields.title.trim(),
  author: fields.author.trim(),
  circulationNote: fields.circulationNote.trim(),
});

/**
 * Checks that the fields can be stored: a title, a patron visible to the operator, and a pickup location in use.
 * @param before the stored fields: an unchanged patron or pickup location is always accepted.
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
    return refuse(
      'bad-payload',
      t('This patron is not in the records of your libraries. Choose the patron again.'),
    );
  const { pickupDeskId } = fields;
  if (pickupDeskId === null || pickupDeskId === before?.pickupDeskId) return ok(null);
  return findDesk(db, pickupDeskId)?.active !== 1
    ? refuse('desk-unknown', t('That desk is no longer a pickup location. Choose another one.'))
    : ok(null);
};
