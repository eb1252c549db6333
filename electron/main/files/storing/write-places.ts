import type { DeskId, LibraryId, PartnerId, PatronId } from '../../../../shared/domain/ids.ts';
import { offByDefault } from '../../../../shared/domain/letters/all-letters.ts';
import { byMail } from '../../../../shared/domain/partner-profile.ts';
import type { PlaceKind } from '../../../../shared/ipc/calls/places.ts';
import { t } from '../../../../shared/words/words.ts';
import { consequencesOfLeaving, linesOfWork, workToPlace } from '../../desk/records/places/desk-work.ts';
import { putClosedDay, putHours } from '../../desk/store/calendar.queries.ts';
import {
  type DeskRow,
  findPlaceByCode,
  insertPlace,
  type PlaceRows,
  updatePlace,
} from '../../desk/store/places.queries.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import { type libraryShape, places } from '../checking/library-shape.ts';
import { type ReadOf, withIds } from '../checking/shapes.ts';
import type { Section } from '../sections.ts';
import type { IdOf } from './references.ts';
import { reportRecordChanges } from './row-changes.ts';
import { requireId, type Outcome, refuseTwice, type Writing } from './writing.ts';

const sectionOf = {
  library: 'libraries',
  desk: 'desks',
  partner: 'partners',
  patron: 'patrons',
} as const satisfies Readonly<Record<PlaceKind, Section>>;

/** A record without its id, its code and its time of editing. */
type Fields<Kind extends PlaceKind> = Omit<PlaceRows[Kind], 'id' | 'code' | 'barcode' | 'editedAt'>;

/** The defaults for new records. A desk in a file names its library. */
const newRecords: { readonly [Kind in PlaceKind]: Omit<Fields<Kind>, 'name'> } = {
  library: {
    address: '[]',
    email: '',
    phone: '',
    barcodePrefix: '',
    lettersOff: JSON.stringify(offByDefault),
  },
  desk: { libraryId: 0 as LibraryId, holdShelf: 1, receives: 1, active: 1 },
  partner: {
    address: '[]',
    email: '',
    phone: '',
    renewsAutomatically: 1,
    cancelNeedsConsent: 0,
    profile: JSON.stringify(byMail),
    active: 1,
  },
  patron: { email: '', libraryId: null },
};

/** Checks that the importer may add or change a record. @throws RowFault. */
const authorize: {
  readonly [Kind in PlaceKind]: (
    rights: RowRights,
    stored: PlaceRows[Kind] | undefined,
    fields: Fields<Kind>,
  ) => void;
} = {
  library: (rights, stored) => rights.authorize('library', 'code', stored ? [stored.id] : null),
  desk: (rights, stored, { libraryId }) =>
    rights.authorize('desk', 'library', stored ? [stored.libraryId] : null, libraryId),
  partner: (rights, stored) => rights.authorizePartner(stored?.id ?? null),
  patron: (rights, stored, { libraryId }) =>
    rights.authorize('patron', 'library', stored ? [stored.libraryId] : null, libraryId),
};

/** Returns the fields of a record after a file; absent fields keep the stored value. @throws RowFault. */
const fieldsOf = <Kind extends PlaceKind>(
  writing: Writing,
  kind: Kind,
  inFile: object,
  stored: PlaceRows[Kind] | undefined,
): Fields<Kind> => {
  const given = withIds(places[kind], { ...inFile } as Readonly<Record<string, unknown>>, (to, code, name) =>
    requireId(writing, to as keyof IdOf, code, name),
  );
  const fields: Record<string, unknown> = { name: given['name'] };
  for (const [name, otherwise] of Object.entries(newRecords[kind])) {
    const value = given[name];
    if (value === undefined) fields[name] = stored ? Reflect.get(stored, name) : otherwise;
    else fields[name] = value ?? (name === 'libraryId' ? null : '');
  }
  // A way that staff have set stays: a file must not send messages elsewhere.
  if (stored && 'profile' in stored && stored.profile !== newRecords.partner.profile)
    fields['profile'] = stored.profile;
  return fields as Fields<Kind>;
};

/** Adds a record, and records that in the journal. */
const insertRecord = <Kind extends PlaceKind>(
  { db, journal }: Writing,
  kind: Kind,
  row: Omit<PlaceRows[Kind], 'id'>,
): PlaceRows[Kind]['id'] => {
  const id = insertPlace(db, kind, row);
  journal.added(db, kind, id);
  return id;
};

type Written<Kind extends PlaceKind> = {
  readonly id: PlaceRows[Kind]['id'];
  readonly fields: Fields<Kind>;
  readonly outcome: Outcome;
};

/** Adds a record, updates it, or skips it: it is unchanged, or an operator has edited it. */
const writeRecord = <Kind extends PlaceKind>(
  writing: Writing,
  kind: Kind,
  inFile: ReadOf<(typeof places)[Kind]>,
): Written<Kind> => {
  const key = kind === 'patron' ? 'barcode' : 'code';
  const code = String(Reflect.get(inFile, key));
  const stored = findPlaceByCode(writing.db, kind, code);
  if (stored && !writing.references.mark(sectionOf[kind], stored.id)) refuseTwice(key, code);
  const fields = fieldsOf(writing, kind, inFile, stored);
  const isSame = (field: string): boolean => Reflect.get(stored ?? {}, field) === Reflect.get(fields, field);
  if (stored && (stored.editedAt !== null || Object.keys(fields).every(isSame)))
    return { id: stored.id, fields, outcome: 'unchanged' };
  authorize[kind](writing.rights, stored, fields);
  if (stored) {
    reportRecordChanges(writing, stored, fields);
    if (kind === 'desk') remarkOpenWork(writing, stored as DeskRow, fields as Fields<'desk'>);
    writing.journal.changing(writing.db, kind, stored.id);
    updatePlace(writing.db, kind, stored.id, fields as Partial<PlaceRows[Kind]>);
    return { id: stored.id, fields, outcome: 'updated' };
  }
  const row = { ...fields, [key]: code, editedAt: Reflect.get(inFile, 'editedAt') ?? null };
  const id = insertRecord(writing, kind, row as unknown as Omit<PlaceRows[Kind], 'id'>);
  writing.references.mark(sectionOf[kind], id);
  return { id, fields, outcome: 'added' };
};

/** Adds a remark if the file closes or moves a desk with open work, or takes away its hold shelf. The work stays there. */
const remarkOpenWork = ({ db, remark }: Writing, before: DeskRow, fields: Fields<'desk'>): void => {
  const change = { id: before.id, before, after: fields };
  const work = workToPlace(db, change);
  if (work === null) return;
  const stays = consequencesOfLeaving(db, change);
  const otherwise =
    fields.active === 0
      ? t('Open the desk in Settings › Desks, save it, and choose where they go.')
      : t('No desk in its library has a hold shelf now. Give one a hold shelf.');
  const still = t('{name} still has {open}.', { name: before.name, open: linesOfWork(work).join(', ') });
  remark('active', `${still} ${stays ?? otherwise}`);
};

export const writeLibrary = (writing: Writing, library: ReadOf<typeof libraryShape>): Outcome => {
  const { id, outcome } = writeRecord(writing, 'library', library);
  if (outcome === 'added') {
    // Only for a new library: hours edited here stay.
    putHours(writing.db, id, library.hours ?? []);
    for (const closed of library.closedDays ?? []) putClosedDay(writing.db, id, closed);
  }
  return outcome;
};

export const writeDesk = (writing: Writing, desk: ReadOf<typeof places.desk>): Outcome =>
  writeRecord(writing, 'desk', desk).outcome;

export const writePartner = (writing: Writing, partner: ReadOf<typeof places.partner>): Outcome =>
  writeRecord(writing, 'partner', partner).outcome;

export const writePatron = (writing: Writing, patron: ReadOf<typeof places.patron>): Outcome => {
  const { id, fields, outcome } = writeRecord(writing, 'patron', patron);
  writing.references.addPatron(patron.barcode, id);
  if (outcome === 'added') writing.rights.notePatron(id, fields.libraryId);
  return outcome;
};

/** Adds a desk that a file names as pickup location. @throws RowFault unless the importer may. */
export const addDesk = (writing: Writing, code: string, name: string): DeskId => {
  const { libraryId } = writing.rights.importer.desk;
  writing.rights.authorize('desk', 'pickup', null, libraryId);
  const id = insertRecord(writing, 'desk', { ...newRecords.desk, code, name, libraryId, editedAt: null });
  writing.addedBeside('desks');
  return id;
};

/** Adds a partner from the code and name in a CSV row. Any importer may add one. It is asked for renewals: no one said that it grants them. */
export const addPartner = (writing: Writing, code: string, name: string): PartnerId => {
  const row = { ...newRecords.partner, renewsAutomatically: 0, code, name, editedAt: null };
  const id = insertRecord(writing, 'partner', row);
  writing.addedBeside('partners');
  return id;
};

/** Adds a patron without a library, from the barcode, name and e-mail address in a CSV row. Any importer may add one. */
export const addPatron = (writing: Writing, barcode: string, name: string, email: string): PatronId => {
  const id = insertRecord(writing, 'patron', { barcode, name, email, libraryId: null, editedAt: null });
  writing.references.addPatron(barcode, id);
  writing.rights.notePatron(id, null);
  writing.addedBeside('patrons');
  return id;
};
