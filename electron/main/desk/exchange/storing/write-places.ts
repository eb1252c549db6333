import type { HoldShelfDays } from '../../../../../shared/domain/hold-shelf.ts';
import type { DeskId, Instant, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import { offAtStart } from '../../../../../shared/domain/messages.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { CheckedDesk, CheckedLibrary, CheckedPartner, CheckedPatron } from '../checking/check-places.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import { putClosedDay, putHours } from '../../store/calendar.queries.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import type { RowChange } from '../../../../../shared/ipc/import-views.ts';
import type { LibraryRow, PlaceRows } from '../../store/places.queries.ts';
import type { ImportJournal } from './journal.ts';
import { findPlaceByCode, insertPlace, updatePlace } from '../../store/places.queries.ts';
import type { OpenWorks } from './open-works.ts';
import { tellRecordChanges } from './record-changes.ts';
import type { IdOf, References } from './references.ts';
import { RowFault } from '../row-fault.ts';
import type { Section } from '../sections.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What became of a row that was not refused. Skipped: stored just so already, or worked on at a desk. */
export type Outcome = 'added' | 'updated' | 'skipped';

/** What the writers of rows work with inside a transaction. */
export type Writing = {
  readonly db: WritableDB;
  readonly references: References;
  /** What the importer may change: asked before anything of a row is written. */
  readonly rights: RowRights;
  readonly openWorks: OpenWorks;
  /** What wrote the file: what it says is compared with what it said before. */
  readonly source: string;
  /** Notes what was, so that the import can be taken back. */
  readonly journal: ImportJournal;
  /** The name of the file, without its folder. */
  readonly fileName: string;
  /** The time of the import. */
  readonly at: Instant;
  /** The time now and the zone of the library, for what is a step of its own. */
  readonly clock: Pick<DeskContext, 'now' | 'timeZone'>;
  /** How long items wait and loans run, in days: for what stands on a hold shelf already. */
  readonly days: HoldShelfDays;
  /** Counts a row that was added for another one's sake. */
  readonly addedBeside: (section: Section) => void;
  /** Notes that file and desk say different things of a row, for staff. */
  readonly conflict: (field: string, reason: string) => void;
  /** Takes what a row changes of what is stored; null: nobody asks. */
  readonly changed: ((changes: readonly RowChange[]) => void) | null;
  /** Notes what staff should know of a row that is stored. */
  readonly remark: (field: string, reason: string) => void;
};

/** @throws RowFault when the file has the key a second time: which of the two holds, nobody knows. */
export const markOnce = (
  writing: Writing,
  section: Section,
  id: number,
  field: string,
  key: string,
): void => {
  if (!writing.references.mark(section, id)) refuseTwice(field, key);
};

/** @throws RowFault for a key that the file had before. */
export const refuseTwice = (field: string, key: string): never => {
  throw new RowFault(field, t('storing.standsInThisFileASecond', { key }));
};

/** @throws RowFault when there is none with this code. */
export const needId = <T extends keyof IdOf>(
  writing: Writing,
  table: T,
  code: string,
  field: string,
): IdOf[T] => {
  const id = writing.references.idOf(table, code);
  if (id === undefined) throw new RowFault(field, t('storing.thereIsNoAddItTo', { table, code }));
  return id;
};

/** Adds a record, and notes that. */
const insertRecord = <Kind extends PlaceKind>(
  { db, journal }: Writing,
  kind: Kind,
  row: Omit<PlaceRows[Kind], 'id'>,
): PlaceRows[Kind]['id'] => {
  const id = insertPlace(db, kind, row);
  journal.added(db, kind, id);
  return id;
};

/** Changes a record, after noting what it was. */
const updateRecord = <Kind extends PlaceKind>(
  { db, journal }: Writing,
  kind: Kind,
  id: PlaceRows[Kind]['id'],
  row: Partial<Omit<PlaceRows[Kind], 'id'>>,
): void => {
  journal.changing(db, kind, id);
  updatePlace(db, kind, id, row);
};

const flag = (value: boolean | undefined, stored: number): number =>
  value === undefined ? stored : value ? 1 : 0;

const lines = (value: readonly string[] | undefined, stored: string): string =>
  value === undefined ? stored : JSON.stringify(value);

/**
 * Adds a row, updates it, or sees that nothing is to be done: it is stored just so, or a person changed it at a desk
 * The stored row, if any, has all its keys in `row`.
 */
const put = <R extends object, Id extends number>(
  writing: Writing,
  stored: (R & { readonly id: Id; readonly editedAt: Instant | null }) | undefined,
  row: R,
  write: {
    /** @throws RowFault when the importer may not change this. */
    readonly authorize: () => void;
    readonly insert: () => Id;
    readonly update: (id: Id) => void;
  },
): { readonly id: Id; readonly outcome: Outcome } => {
  if (!stored) {
    write.authorize();
    return { id: write.insert(), outcome: 'added' };
  }
  const same =
    stored.editedAt !== null || (Object.keys(row) as (keyof R)[]).every((key) => stored[key] === row[key]);
  if (same) return { id: stored.id, outcome: 'skipped' };
  write.authorize();
  tellRecordChanges(writing, stored, row);
  write.update(stored.id);
  return { id: stored.id, outcome: 'updated' };
};

const contact = (
  place: Pick<CheckedLibrary, 'name' | 'address' | 'email' | 'phone'>,
  stored: Pick<LibraryRow, 'address' | 'email' | 'phone'> | undefined,
): Pick<LibraryRow, 'name' | 'address' | 'email' | 'phone'> => ({
  name: place.name,
  address: lines(place.address, stored?.address ?? '[]'),
  email: place.email ?? stored?.email ?? '',
  phone: place.phone ?? stored?.phone ?? '',
});

export const writeLibrary = (writing: Writing, library: CheckedLibrary): Outcome => {
  const { db } = writing;
  const stored = findPlaceByCode(db, 'library', library.code);
  if (stored) markOnce(writing, 'libraries', stored.id, 'code', library.code);
  const row = {
    ...contact(library, stored),
    barcodePrefix: library.barcodePrefix ?? stored?.barcodePrefix ?? '',
    lettersOff: lines(library.lettersOff, stored?.lettersOff ?? JSON.stringify(offAtStart)),
  };
  const { id, outcome } = put(writing, stored, row, {
    authorize: () => writing.rights.authorize('library', 'code', stored ? [stored.id] : null),
    insert: () =>
      insertRecord(writing, 'library', { code: library.code, ...row, editedAt: library.editedAt }),
    update: (libraryId) => updateRecord(writing, 'library', libraryId, row),
  });
  if (!stored) {
    writing.references.mark('libraries', id);
    // Hours that somebody keeps here are theirs.
    putHours(db, id, library.hours ?? []);
    for (const closed of library.closedDays ?? []) putClosedDay(db, id, closed);
  }
  return outcome;
};

export const writeDesk = (writing: Writing, desk: CheckedDesk): Outcome => {
  const { db } = writing;
  const stored = findPlaceByCode(db, 'desk', desk.code);
  if (stored) markOnce(writing, 'desks', stored.id, 'code', desk.code);
  const row = {
    name: desk.name,
    libraryId: needId(writing, 'library', desk.library, 'library'),
    holdShelf: flag(desk.holdShelf, stored?.holdShelf ?? 1),
    receives: flag(desk.receives, stored?.receives ?? 1),
    active: flag(desk.active, stored?.active ?? 1),
  };
  const { id, outcome } = put(writing, stored, row, {
    authorize: () =>
      writing.rights.authorize('desk', 'library', stored ? [stored.libraryId] : null, row.libraryId),
    insert: () => insertRecord(writing, 'desk', { code: desk.code, ...row, editedAt: desk.editedAt }),
    update: (deskId) => updateRecord(writing, 'desk', deskId, row),
  });
  if (!stored) writing.references.mark('desks', id);
  return outcome;
};

export const writePartner = (writing: Writing, partner: CheckedPartner): Outcome => {
  const { db } = writing;
  const stored = findPlaceByCode(db, 'partner', partner.code);
  if (stored) markOnce(writing, 'partners', stored.id, 'code', partner.code);
  const row = {
    ...contact(partner, stored),
    renewsAutomatically: flag(partner.renewsAutomatically, stored?.renewsAutomatically ?? 1),
    cancelNeedsConsent: flag(partner.cancelNeedsConsent, stored?.cancelNeedsConsent ?? 0),
    lettersOff: lines(partner.lettersOff, stored?.lettersOff ?? '[]'),
    active: flag(partner.active, stored?.active ?? 1),
  };
  const { id, outcome } = put(writing, stored, row, {
    authorize: () => writing.rights.authorizePartner(stored?.id ?? null),
    insert: () =>
      insertRecord(writing, 'partner', { code: partner.code, ...row, editedAt: partner.editedAt }),
    update: (partnerId) => updateRecord(writing, 'partner', partnerId, row),
  });
  if (!stored) writing.references.mark('partners', id);
  return outcome;
};

export const writePatron = (writing: Writing, patron: CheckedPatron): Outcome => {
  const { db } = writing;
  const stored = findPlaceByCode(db, 'patron', patron.barcode);
  if (stored) markOnce(writing, 'patrons', stored.id, 'barcode', patron.barcode);
  const row = {
    name: patron.name,
    email: patron.email ?? stored?.email ?? '',
    libraryId:
      patron.library === undefined
        ? (stored?.libraryId ?? null)
        : patron.library && needId(writing, 'library', patron.library, 'library'),
  };
  const { id, outcome } = put(writing, stored, row, {
    authorize: () =>
      writing.rights.authorize('patron', 'library', stored ? [stored.libraryId] : null, row.libraryId),
    insert: () =>
      insertRecord(writing, 'patron', { barcode: patron.barcode, ...row, editedAt: patron.editedAt }),
    update: (patronId) => updateRecord(writing, 'patron', patronId, row),
  });
  if (!stored) writing.references.mark('patrons', id);
  writing.references.addPatron(patron.barcode, id);
  if (outcome === 'added') writing.rights.notePatron(id, row.libraryId);
  return outcome;
};

/** Adds a desk that a file names as the place where patrons collect. @throws RowFault unless the importer may. */
export const addDesk = (writing: Writing, code: string, name: string): DeskId => {
  const { libraryId } = writing.rights.importer.desk;
  writing.rights.authorize('desk', 'pickup', null, libraryId);
  const id = insertRecord(writing, 'desk', {
    code,
    name,
    libraryId,
    holdShelf: 1,
    receives: 1,
    active: 1,
    editedAt: null,
  });
  writing.addedBeside('desks');
  return id;
};

/** Adds a partner of whom a CSV row tells code and name. Whoever may import may add one. */
export const addPartner = (writing: Writing, code: string, name: string): PartnerId => {
  const id = insertRecord(writing, 'partner', {
    code,
    name,
    address: '[]',
    email: '',
    phone: '',
    renewsAutomatically: 1,
    cancelNeedsConsent: 0,
    lettersOff: '[]',
    active: 1,
    editedAt: null,
  });
  writing.addedBeside('partners');
  return id;
};

/** Adds a patron, of no library, of whom a CSV row tells barcode, name and perhaps an e-mail address. Whoever may import may. */
export const addPatron = (writing: Writing, barcode: string, name: string, email: string): PatronId => {
  const id = insertRecord(writing, 'patron', { barcode, name, email, libraryId: null, editedAt: null });
  writing.references.addPatron(barcode, id);
  writing.rights.notePatron(id, null);
  writing.addedBeside('patrons');
  return id;
};
