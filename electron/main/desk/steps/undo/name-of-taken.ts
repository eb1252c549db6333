import { stepName, stepNameAfter } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { listChanges } from '../../store/change-log.queries.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';

const givesBarcode = (db: ReadableDB, { kind, opId }: Pick<LoggedCommand, 'kind' | 'opId'>): boolean => {
  if (kind !== 'correct' && kind !== 'receive') return false;
  const changes = listChanges(db, opId);
  const given = changes.find(
    ({ table, before, after }) =>
      table === 'item' && before?.['barcode'] === '' && (after?.['barcode'] ?? '') !== '',
  );
  if (!given || kind === 'receive') return given !== undefined;
  return (
    changes.every(({ table }) => table !== 'turn') &&
    given.before?.['due_on'] === given.after?.['due_on'] &&
    given.before?.['turn_id'] === given.after?.['turn_id']
  );
};

/**
 * Returns the name of a step that was taken: the first barcode of a volume that had arrived corrects nothing, and is no receipt.
 * @param statusAfter the status it led to, if its name depends on it
 */
export const nameOfTaken = (
  db: ReadableDB,
  command: Pick<LoggedCommand, 'kind' | 'opId'>,
  statusAfter?: string,
): string => {
  if (givesBarcode(db, command)) return t('Barcode given');
  return statusAfter === undefined ? stepName(command.kind) : stepNameAfter(command.kind, statusAfter);
};
