import type { HoldShelfDays } from '../../../../shared/domain/hold-shelf.ts';
import type { Code, DeskId, Instant, PartnerId, PatronId } from '../../../../shared/domain/ids.ts';
import { offAtStart } from '../../../../shared/domain/letters/all-letters.ts';
import type { WritableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/kernel/context.ts';
import type { CheckedDesk, CheckedLibrary, CheckedPartner, CheckedPatron } from '../checking/check-places.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import { putClosedDay, putHours } from '../../desk/store/calendar.queries.ts';
import type { PlaceKind } from '../../../../shared/ipc/calls/places.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import {
  type LibraryRow,
  type PlaceRows,
  findPlaceByCode,
  insertPlace,
  updatePlace,
} from '../../desk/store/places.queries.ts';
import type { ImportJournal } from './journal.ts';
import type { OpenWorks } from './open-works.ts';
import { tellRecordChanges } from './record-changes.ts';
import type { IdOf, References } from './references.ts';
import { RowFault } from '../row-fault.ts';
import type { Section } from '../sections.ts';
import { t } from '../../../../shared/words/words.ts';

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

/** @throws RowFault for a key that the file had before: which of the two rows is right is not known. */
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

const flag = (value: boolean | undefined, stored: number): number =>
  value === undefined ? stored : value ? 1 : 0;

const lines = (value: readonly string[] | undefined, stored: string): string =>
  value === undefined ? stored : JSON.stringify(value);

const sectionOf = {
  library: 'libraries',
  desk: 'desks',
  partner: 'partners',
  patron: 'patrons',
} as const satisfies Readonly<Record<PlaceKind, Section>>;

/** A record without its number, its code and what is noted of it. */
type Fields<Kind extends PlaceKind> = Omit<PlaceRows[Kind], 'id' | 'code' | 'barcode' | 'editedAt'>;

/**
 * Adds a record, updates it, or sees that nothing is to be done: it is stored just so, or a person changed it at a desk.
 * @param of.fields what the file wants of it; what the file does not say is as stored.
 * @param of.authorize throws a RowFault when the importer may not add or change it.
 */
const writeRecord = <Kind extends PlaceKind>(
  writing: Writing,
  kind: Kind,
  { code, editedAt }: { readonly code: Code; readonly editedAt: Instant | null },
  of: {
    readonly fields: (stored: PlaceRows[Kind] | undefined) => Fields<Kind>;
    readonly authorize: (stored: PlaceRows[Kind] | undefined, fields: Fields<Kind>) => void;
  },
): {
  readonly id: PlaceRows[Kind]['id'];
  readonly fields: Fields<Kind>;
  readonly outcome: Outcome;
} => {
  const key = kind === 'patron' ? 'barcode' : 'code';
  const stored = findPlaceByCode(writing.db, kind, code);
  if (stored && !writing.references.mark(sectionOf[kind], stored.id)) refuseTwice(key, code);
  const fields = of.fields(stored);
  const isSame = (field: string): boolean => Reflect.get(stored ?? {}, field) === Reflect.get(fields, field);
  if (stored && (stored.editedAt !== null || Object.keys(fields).every(isSame)))
    return { id: stored.id, fields, outcome: 'skipped' };
  of.authorize(stored, fields);
  if (stored) {
    tellRecordChanges(writing, stored, fields);
    writing.journal.changing(writing.db, kind, stored.id);
    updatePlace(writing.db, kind, stored.id, fields as Partial<PlaceRows[Kind]>);
    return { id: stored.id, fields, outcome: 'updated' };
  }
  const row = { ...fields, [key]: code, editedAt };
  const id = insertRecord(writing, kind, row as unknown as Omit<PlaceRows[Kind], 'id'>);
  writing.references.mark(sectionOf[kind], id);
  return { id, fields, outcome: 'added' };
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
  const { db, rights } = writing;
  const { id, outcome } = writeRecord(writing, 'library', library, {
    fields: (stored) => ({
      ...contact(library, stored),
      barcodePrefix: library.barcodePrefix ?? stored?.barcodePrefix ?? '',
      lettersOff: lines(library.lettersOff, stored?.lettersOff ?? JSON.stringify(offAtStart)),
    }),
    authorize: (stored) => rights.authorize('library', 'code', stored ? [stored.id] : null),
  });
  if (outcome === 'added') {
    // Hours that somebody keeps here are theirs.
    putHours(db, id, library.hours ?? []);
    for (const closed of library.closedDays ?? []) putClosedDay(db, id, closed);
  }
  return outcome;
};

export const writeDesk = (writing: Writing, desk: CheckedDesk): Outcome =>
  writeRecord(writing, 'desk', desk, {
    fields: (stored) => ({
      name: desk.name,
      libraryId: needId(writing, 'library', desk.library, 'library'),
      holdShelf: flag(desk.holdShelf, stored?.holdShelf ?? 1),
      receives: flag(desk.receives, stored?.receives ?? 1),
      active: flag(desk.active, stored?.active ?? 1),
    }),
    authorize: (stored, { libraryId }) =>
      writing.rights.authorize('desk', 'library', stored ? [stored.libraryId] : null, libraryId),
  }).outcome;

export const writePartner = (writing: Writing, partner: CheckedPartner): Outcome =>
  writeRecord(writing, 'partner', partner, {
    fields: (stored) => ({
      ...contact(partner, stored),
      renewsAutomatically: flag(partner.renewsAutomatically, stored?.renewsAutomatically ?? 1),
      cancelNeedsConsent: flag(partner.cancelNeedsConsent, stored?.cancelNeedsConsent ?? 0),
      lettersOff: lines(partner.lettersOff, stored?.lettersOff ?? '[]'),
      active: flag(partner.active, stored?.active ?? 1),
    }),
    authorize: (stored) => writing.rights.authorizePartner(stored?.id ?? null),
  }).outcome;

export const writePatron = (writing: Writing, patron: CheckedPatron): Outcome => {
  const { references, rights } = writing;
  const { barcode, library, editedAt } = patron;
  const { id, fields, outcome } = writeRecord(
    writing,
    'patron',
    { code: barcode, editedAt },
    {
      fields: (stored) => ({
        name: patron.name,
        email: patron.email ?? stored?.email ?? '',
        libraryId:
          library === undefined
            ? (stored?.libraryId ?? null)
            : library && needId(writing, 'library', library, 'library'),
      }),
      authorize: (stored, { libraryId }) =>
        rights.authorize('patron', 'library', stored ? [stored.libraryId] : null, libraryId),
    },
  );
  references.addPatron(barcode, id);
  if (outcome === 'added') rights.notePatron(id, fields.libraryId);
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
