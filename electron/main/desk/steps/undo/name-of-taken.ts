import { stepName, stepNameAfter } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { listChanges } from '../../store/change-log.queries.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';

const givesBarcode = (db: ReadableDB, { kind, opId }: Pick<LoggedCommand, 'kind' | 'opId'>): boolean => {
  if (kind !== 'correct') return false;
  const changes = listChanges(db, opId);
  return (
    changes.every(({ table }) => table !== 'turn') &&
    changes.some(
      ({ table, before, after }) =>
        table === 'item' &&
        before?.['barcode'] === '' &&
        (after?.['barcode'] ?? '') !== '' &&
        before['due_on'] === after?.['due_on'] &&
        before['turn_id'] === after?.['turn_id'],
    )
  );
};

/**
 * Returns the name of a step that was taken: the first barcode of a volume corrects nothing.
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
