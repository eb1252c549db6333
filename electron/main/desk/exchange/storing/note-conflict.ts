import { citationFields } from '../../../../../shared/domain/citation.ts';
import { formatDate, isCalendarDate } from '../../../../../shared/domain/dates.ts';
import { systemNames, systems } from '../../../../../shared/domain/intake/systems.ts';
import { allRequestFields } from '../../../../../shared/domain/request-fields.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { putConflict, settleConflict } from '../../store/file-conflicts.queries.ts';
import { insertNote } from '../../store/notes.queries.ts';
import { findPlace } from '../../store/places.queries.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import type { SaidField } from './said.ts';
import type { Writing } from './write-places.ts';
import { t } from '../../../../../shared/words/words.ts';

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
  const system = systemNames.find((name) => name === source);
  const file =
    system === undefined || system === 'other'
      ? t('storing.aFile')
      : t('storing.aFileOf', { label: systems[system].label });
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
      noteId,
    },
    at,
  );
  writing.conflict(pathOf(field), reason);
};

const placeKinds = { patronId: 'patron', pickupDeskId: 'desk', activePartnerId: 'partner' } as const;

/** A value as staff read it. */
const wordsOf = ({ db }: Writing, field: SaidField, value: Value): string => {
  if (value === undefined || value === null || value === '') return t('storing.nothing');
  const kind = Object.hasOwn(placeKinds, field) ? placeKinds[field as keyof typeof placeKinds] : undefined;
  if (kind !== undefined) return `“${findPlace(db, kind, Number(value))?.name ?? ''}”`;
  const text = String(value);
  if (field === 'status') return `“${statusLabel(text)}”`;
  return isCalendarDate(text) ? formatDate(text) : `“${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
};

const names: Partial<Readonly<Record<SaidField, string>>> = {
  patronId: 'patron',
  pickupDeskId: 'pickup',
  activePartnerId: 'activePartner',
  volumesExpected: 'volumes',
};

/** A field by its name in a row of a file. */
const pathOf = (field: SaidField): string =>
  citationFields.some(({ name }) => name === field) ? `citation.${field}` : (names[field] ?? field);

const labelOf = (field: SaidField): string =>
  allRequestFields.find(([, { csv }]) => csv?.name === (names[field] ?? field))?.[1].label ?? field;
