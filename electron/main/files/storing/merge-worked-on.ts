import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { activeTurn } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { RequestFields } from '../../../../shared/ipc/input-shapes.ts';
import { ensureCapture } from '../../db/change-capture.ts';
import { fieldsOf } from '../../desk/steps/edit-request.ts';
import { take } from '../../desk/steps/take.ts';
import { settleConflict, putConflict } from '../../desk/store/file-conflicts.queries.ts';
import { listItems, updateItem, volumeOf } from '../../desk/store/items.queries.ts';
import { isOriginKnown } from '../../desk/store/file-said.queries.ts';
import { insertNote, listNotes } from '../../desk/store/notes.queries.ts';
import { listTurns, turnOf, updateTurn } from '../../desk/store/turns.queries.ts';
import {
  type RequestChanges,
  type RequestRow,
  findRequestRow,
  recomputeRequest,
  updateRequest,
} from '../../desk/store/requests.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { sessionOf } from '../importer.ts';
import { homeOfStored } from './stored-request.ts';
import { opIdOf, recordAsAnswer } from './partner-moved.ts';
import { type EarlierValues, type SourceValues, type FileField, valuesInFile } from './source-values.ts';
import { applySelfRenewal } from './self-renewals.ts';
import type { Outcome, Writing } from './writing.ts';
import { labelOf, pathOf, systemLabel, valueInWords } from '../../desk/steps/parts/conflict-words.ts';
import { t } from '../../../../shared/words/words.ts';

/** Fields changed by a command, because more follows from them. */
const editedFields: readonly FileField[] = ['patronId', 'pickupDeskId', 'volumesExpected'];
/** Fields that the life of the request determines. */
const lifeFields: readonly FileField[] = ['status', 'partnerId'];
/** Fields whose differences are not reported. */
const quietFields: readonly FileField[] = ['createdAt', 'againOf'];

/**
 * Merges a file into a request that staff have worked on, field by field: fields not changed here follow the file, empty fields are
 * filled, and a newer status in the other system counts as the partner's answer. Fields changed on both sides keep our value and become
 * conflicts for staff.
 * @throws RowFault before anything was written.
 */
export const mergeWorkedOn = (
  writing: Writing,
  request: CheckedRequest,
  stored: RequestRow,
  before: EarlierValues | null,
): Outcome => {
  const isRenewed = applySelfRenewal(writing, request, stored) === 'updated';
  const now = valuesInFile(writing, request);
  const merging: Merging = {
    writing,
    stored: findRequestRow(writing.db, stored.id) ?? stored,
    now: isRenewed ? withoutRenewal(now) : now,
    before: before?.values ?? null,
    isQuiet: before === null && !isOriginKnown(writing.db, stored.id),
  };
  const isNewStatus = before === null || now.fields.status !== before.values.fields.status;
  // Answers first: an answer with a due date changes that date.
  const isMoved = !isRenewed && isNewStatus && moved(merging, request);
  const moving = { ...merging, stored: findRequestRow(writing.db, stored.id) ?? stored };
  const changes = followed(moving);
  const isChanged = Object.keys(changes).length > 0 && follow(moving, changes);
  const isNoted = addNotes(writing, request, stored, before);
  return isRenewed || isMoved || isChanged || isNoted ? 'updated' : 'unchanged';
};

/** The values without those that a renewal has already changed. */
const withoutRenewal = ({
  fields: { dueOn: _dueOn, status: _status, ...fields },
  parts,
}: SourceValues): SourceValues => ({
  fields,
  parts,
});

type Merging = {
  readonly writing: Writing;
  readonly stored: RequestRow;
  readonly now: SourceValues;
  readonly before: SourceValues | null;
  /**
   * The file that brought the request left no values to compare with, so changes made here are unknown: differences are
   * not reported, and the next file is compared with this one.
   */
  readonly isQuiet: boolean;
};

const isEmpty = (value: unknown): boolean => value === null || value === '';

/** Returns the fields that follow the file. Fields changed on both sides are recorded as conflicts. */
const followed = (merging: Merging): Partial<Record<FileField, string | number | null>> => {
  const { stored, now, before } = merging;
  const changes: Partial<Record<FileField, string | number | null>> = {};
  for (const [name, there] of Object.entries(now.fields)) {
    const field = name as FileField;
    if (lifeFields.includes(field) && field !== 'partnerId') continue;
    // No partner has announced a parcel here, so nothing can be due.
    if (field === 'dueOn' && stored.turnState === null && stored.dueStage === 'expected') continue;
    const here = stored[field];
    const base = before?.fields[field];
    if (there === here) settle(merging, field);
    else if (before !== null && there === base) continue;
    else if (lifeFields.includes(field)) conflict(merging, field);
    else if (isEmpty(here) || (before !== null && base !== undefined && here === base))
      changes[field] = there;
    // An empty field in the file does not delete a value here.
    else if (!isEmpty(there) && !quietFields.includes(field)) conflict(merging, field);
  }
  return changes;
};

/**
 * Writes the fields that follow the file. @returns whether anything changed. @throws RowFault if the importer may not change the request.
 */
const follow = (merging: Merging, changes: Partial<Record<FileField, string | number | null>>): boolean => {
  const { writing, stored } = merging;
  writing.rights.authorize('request', 'externalId', [homeOfStored(writing, stored)]);
  const { dueOn, ...others } = changes;
  const plain = Object.entries(others).filter(([field]) => !editedFields.includes(field as FileField));
  if (plain.length > 0)
    updateRequest(writing.db, stored.id, {
      ...(Object.fromEntries(plain) as RequestChanges),
      updatedAt: writing.at,
    });
  let isChanged = plain.length > 0;
  for (const field of editedFields) {
    if (!(field in changes)) continue;
    if (edit(merging, { [field === 'volumesExpected' ? 'volumes' : field]: changes[field] }))
      isChanged = true;
    else conflict(merging, field);
  }
  if (dueOn === undefined) return isChanged;
  if (moveDueBack(merging, dueOn as CalendarDate | null)) return true;
  conflict(merging, 'dueOn');
  return isChanged;
};

/** Changes a field with the same command as a user. @returns false if the state of the request no longer allows it. */
const edit = ({ writing, stored }: Merging, change: Partial<RequestFields>): boolean => {
  const { db, clock, rights, source, journal } = writing;
  const now = findRequestRow(db, stored.id) ?? stored;
  ensureCapture(db);
  const fields: RequestFields = { ...fieldsOf(now), ...change };
  const context = { db, session: sessionOf(rights.importer), ...clock };
  const opId = opIdOf(['file-edit', source, journal.number, stored.id, now.updatedAt, change]);
  return take(context, 'edit-request', { opId, requestId: stored.id, fields }).ok;
};

/**
 * Moves the partner's due date of volumes with patrons, or of an announced parcel; the patrons' due dates stay.
 * @returns false if there is neither.
 */
const moveDueBack = ({ writing: { db, at }, stored }: Merging, dueOn: CalendarDate | null): boolean => {
  const moving = listItems(db, stored.id).filter(
    (item) => isOut(volumeOf(item)) && item.dueOn === stored.dueOn,
  );
  const turn = activeTurn({ turns: listTurns(db, stored.id).map(turnOf) });
  const isAnnounced = turn !== undefined && turn.dueOn === stored.dueOn;
  if (moving.length === 0 && !isAnnounced) return false;
  for (const { id } of moving) updateItem(db, id, { dueOn });
  if (isAnnounced) updateTurn(db, turn.id, { dueOn });
  updateRequest(db, stored.id, { updatedAt: at });
  recomputeRequest(db, stored.id, at);
  return true;
};

/** @returns whether a status in the other system was recorded as an answer. */
const moved = (merging: Merging, request: CheckedRequest): boolean => {
  const { writing } = merging;
  const stored = findRequestRow(writing.db, merging.stored.id) ?? merging.stored;
  const what = recordAsAnswer(writing, stored, request);
  if (what === 'conflict') conflict({ ...merging, stored }, 'status');
  else if (what === 'ships-all-the-same')
    conflict({ ...merging, stored }, 'status', (file) =>
      t(
        '{file} says that it was shipped, but here it is “{status}”. The parcel will still arrive: receive it and choose “To go back”.',
        { file, status: statusLabel(stored.status) },
      ),
    );
  else if (what === 'active-there')
    conflict({ ...merging, stored }, 'status', (file) =>
      t(
        '{file} says “{there}”, but here it is “{status}”. Contact the partner. If ours is right, correct the other system.',
        { file, there: statusLabel(request.status ?? ''), status: statusLabel(stored.status) },
      ),
    );
  else settle(merging, 'status');
  return what === 'taken';
};

/** Adds new notes of the file; notes that staff have dealt with stay so. */
const addNotes = (
  { db, at }: Writing,
  { notes = [] }: CheckedRequest,
  stored: RequestRow,
  before: EarlierValues | null,
): boolean => {
  // A source that names the request for the first time may repeat notes that are already here.
  if (notes.length === 0 || before === null) return false;
  const known = new Set(listNotes(db, stored.id).map(({ body }) => body));
  const added = notes.filter(({ text }) => !known.has(text));
  for (const { from, text, active, createdAt } of added)
    insertNote(db, {
      requestId: stored.id,
      opId: '',
      author: from,
      body: text,
      active: active ? 1 : 0,
      createdAt: createdAt ?? at,
      operatorName: '',
    });
  return added.length > 0;
};

const settle = ({ writing, stored }: Merging, field: FileField): void =>
  settleConflict(writing.db, { requestId: stored.id, source: writing.source, field }, writing.at);

const conflict = (
  { writing, stored, now, before, isQuiet }: Merging,
  field: FileField,
  sentence?: Found['sentence'],
): void => {
  if (isQuiet) return;
  noteConflict(writing, { stored, field, before: before?.fields[field], there: now.fields[field], sentence });
};

type Value = string | number | null | undefined;

type Found = {
  readonly stored: RequestRow;
  readonly field: FileField;
  /** The previous and the current value in the file. */
  readonly before: Value;
  readonly there: Value;
  /** The sentence for staff, if the two values are not enough. @param file the beginning of the sentence. */
  readonly sentence?: ((file: string) => string) | undefined;
};

const asText = (value: Value): string | null =>
  value === undefined || value === null ? null : String(value);

/** Records a field that was changed here and differs in the file. An active note shows it until staff settle it. */
const noteConflict = (writing: Writing, { stored, field, before, there, sentence }: Found): void => {
  const { db, at, source, rights } = writing;
  const here = stored[field];
  const label = labelOf(field);
  const system = systemLabel(source);
  const file = system === null ? t('A file') : t('A file from {label}', { label: system });
  const reason =
    sentence?.(file) ??
    t('{file} has a different value for {label}: {words}. Here it stays {words2}.', {
      file,
      label,
      words: wordsOf(writing, field, there),
      words2: wordsOf(writing, field, here),
    });
  settleConflict(db, { requestId: stored.id, source, field }, at);
  const noteId = insertNote(db, {
    requestId: stored.id,
    opId: '',
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

/** A value as staff see it. */
const wordsOf = ({ db }: Writing, field: FileField, value: Value): string => {
  const words = valueInWords(db, field, value);
  if (words === null) return t('empty');
  return `“${words.length > 200 ? `${words.slice(0, 200)}…` : words}”`;
};
