import { labelOf, pathOf, systemLabel, valueInWords } from '../../desk/requests/conflict-words.ts';
import { putConflict, settleConflict } from '../../desk/store/file-conflicts.queries.ts';
import { insertNote } from '../../desk/store/notes.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { SaidField } from './said.ts';
import type { Writing } from './write-places.ts';
import { t } from '../../../../shared/words/words.ts';

type Value = string | number | null | undefined;

type Found = {
  readonly stored: RequestRow;
  readonly field: SaidField;
  /** What the file said before, and what it says now. */
  readonly before: Value;
  readonly there: Value;
};

const asText = (value: Value): string | null =>
  value === undefined || value === null ? null : String(value);

/** Notes a field that was changed here and is another in the file: an active note tells of it until somebody deals with that. */
export const noteConflict = (writing: Writing, { stored, field, before, there }: Found): void => {
  const { db, at, source, rights } = writing;
  const here = stored[field];
  const label = labelOf(field);
  const system = systemLabel(source);
  const file = system === null ? t('storing.aFile') : t('storing.aFileOf', { label: system });
  const reason = t('storing.saysOfHereItIsAnd', {
    file,
    label,
    words: wordsOf(writing, field, there),
    words2: wordsOf(writing, field, here),
  });
  settleConflict(db, { requestId: stored.id, source, field }, at);
  const noteId = insertNote(db, {
    requestId: stored.id,
    author: 'staff',
    body: reason,
    active: 1,
    createdAt: at,
    operatorName: rights.importer.operator.name,
  });
  putConflict(
    db,
    {
      requestId: stored.id,
      source,
      field,
      before: asText(before),
      here: asText(here),
      there: asText(there),
      fileName: writing.fileName,
      noteId,
    },
    at,
  );
  writing.conflict(pathOf(field), reason);
};

/** A value as staff read it. */
const wordsOf = ({ db }: Writing, field: SaidField, value: Value): string => {
  const words = valueInWords(db, field, value);
  if (words === null) return t('storing.nothing');
  return `“${words.length > 200 ? `${words.slice(0, 200)}…` : words}”`;
};
