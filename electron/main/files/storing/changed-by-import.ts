import { isFieldOfFiles } from '../../desk/steps/parts/conflict-words.ts';
import type { RequestImage } from '../../desk/store/import-changes.queries.ts';
import { requestColumnNames } from '../../desk/store/requests.queries.ts';
import type { RowImage } from '../../desk/store/change-log.queries.ts';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The notes of a request except those about conflicts, which change nothing. */
const notesOf = ({ request_note: notes, file_conflict: conflicts }: RequestImage): readonly RowImage[] =>
  notes.filter(({ id }) => !conflicts.some((conflict) => conflict['note_id'] === id));

/**
 * Returns what an import changed of a request: the names of its fields, `items`, `rota`, `condition`, `notes`. A conflict that it found is
 * `conflict`, as nothing is changed by it.
 */
export const changedByImport = (before: RequestImage, now: RequestImage): readonly string[] => {
  const [was] = before.request;
  const [is] = now.request;
  const fields = Object.entries(requestColumnNames).flatMap(([field, column]) =>
    isFieldOfFiles(field) && was?.[column] !== is?.[column] ? [field] : [],
  );
  const differs = (...tables: readonly (keyof RequestImage)[]): boolean =>
    tables.some((table) => !isSame(before[table], now[table]));
  const known = new Set(before.file_conflict.map(({ id }) => id));
  return [
    ...fields,
    // A new status or date is also in the volumes and turns.
    ...(fields.length === 0 && differs('item', 'loan') ? ['items'] : []),
    ...(fields.length === 0 && differs('turn') ? ['rota'] : []),
    ...(differs('turn_condition') ? ['condition'] : []),
    ...(isSame(notesOf(before), notesOf(now)) ? [] : ['notes']),
    ...(now.file_conflict.some(({ id }) => !known.has(id)) ? ['conflict'] : []),
  ];
};
