import type { HoldShelfDays } from '../../../../../shared/domain/hold-shelf.ts';
import type { Code, Instant, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { CheckedDesk, CheckedLibrary, CheckedPartner, CheckedPatron } from '../checking/check-places.ts';
import type { RowRights } from '../checking/authorize-row.ts';
import * as queries from './places.queries.ts';
import type { IdOf, References } from './references.ts';
import { RowFault } from '../row-fault.ts';
import type { Section } from '../sections.ts';

/** What became of a row that was not refused. Skipped: stored just so already, or worked on at a desk. */
export type Outcome = 'added' | 'updated' | 'skipped';

/** What the writers of rows work with inside a transaction. */
export type Writing = {
  readonly db: WritableDB;
  readonly references: References;
  /** What the importer may change: asked before anything of a row is written. */
  readonly rights: RowRights;
  /** The time of the import. */
  readonly at: Instant;
  /** The time now and the zone of the library, for what is a step of its own. */
  readonly clock: Pick<DeskContext, 'now' | 'timeZone'>;
  /** How long items wait and loans run, in days: for what stands on a hold shelf already. */
  readonly days: HoldShelfDays;
  /** Counts a row that was added for another one's sake. */
  readonly addedBeside: (section: Section) => void;
};

/** @throws RowFault when the file has the key a second time: which of the two holds, nobody knows. */
export const markOnce = (
  writing: Writing,
  section: Section,
  id: number,
  field: string,
  key: string,
): void => {
  if (!writing.references.mark(section, id))
    throw new RowFault(
      field,
      `“${key}” stands in this file a second time; the first row was taken. Remove one of the two.`,
    );
};

/** @throws RowFault when there is none with this code. */
export const needId = <T extends keyof IdOf>(
  writing: Writing,
  table: T,
  code: string,
  field: string,
): IdOf[T] => {
  const id = writing.references.idOf(table, code);
  if (id === undefined)
    throw new RowFault(field, `There is no ${table} “${code}”. Add it to the file or correct the code.`);
  return id;
};

const flag = (value: boolean | undefined, stored: number): number =>
  value === undefined ? stored : value ? 1 : 0;

const lines = (value: readonly string[] | undefined, stored: string): string =>
  value === undefined ? stored : JSON.stringify(value);

/**
 * Adds a row, updates it, or sees that nothing is to be done: it is stored just so, or a person changed it at a desk
 * The stored row, if any, has all its keys in `row`.
 */
const put = <R extends object>(
  stored: (R & queries.Edited & { readonly id: number }) | undefined,
  row: R,
  write: {
    /** @throws RowFault when the importer may not change this. */
    readonly authorize: () => void;
    readonly insert: () => number;
    readonly update: (id: number) => void;
  },
): { readonly id: number; readonly outcome: Outcome } => {
  if (!stored) {
    write.authorize();
    return { id: write.insert(), outcome: 'added' };
  }
  const same =
    stored.edited === 1 || (Object.keys(row) as (keyof R)[]).every((key) => stored[key] === row[key]);
  if (same) return { id: stored.id, outcome: 'skipped' };
  write.authorize();
  write.update(stored.id);
  return { id: stored.id, outcome: 'updated' };
};

const contact = (
  place: CheckedLibrary,
  stored: queries.LibraryRow | undefined,
): Omit<queries.LibraryRow, 'id'> => ({
  name: place.name,
  address: lines(place.address, stored?.address ?? '[]'),
  email: place.email ?? stored?.email ?? '',
  phone: place.phone ?? stored?.phone ?? '',
});

export const writeLibrary = (writing: Writing, library: CheckedLibrary): Outcome => {
  const { db } = writing;
  const stored = queries.findLibrary(db, library.code);
  if (stored) markOnce(writing, 'libraries', stored.id, 'code', library.code);
  const row = contact(library, stored);
  const { id, outcome } = put(stored, row, {
    authorize: () => writing.rights.authorize('library', 'code', stored ? [stored.id] : null),
    insert: () => queries.insertLibrary(db, library.code, row),
    update: (libraryId) => queries.updateLibrary(db, { id: libraryId, ...row }),
  });
  if (!stored) writing.references.mark('libraries', id);
  return outcome;
};

export const writeDesk = (writing: Writing, desk: CheckedDesk): Outcome => {
  const { db } = writing;
  const stored = queries.findDesk(db, desk.code);
  if (stored) markOnce(writing, 'desks', stored.id, 'code', desk.code);
  const row = {
    name: desk.name,
    libraryId: needId(writing, 'library', desk.library, 'library'),
    holdShelf: flag(desk.holdShelf, stored?.holdShelf ?? 1),
    receives: flag(desk.receives, stored?.receives ?? 1),
  };
  const { id, outcome } = put(stored, row, {
    authorize: () =>
      writing.rights.authorize('desk', 'library', stored ? [stored.libraryId] : null, row.libraryId),
    insert: () => queries.insertDesk(db, desk.code, row),
    update: (deskId) => queries.updateDesk(db, { id: deskId, ...row }),
  });
  if (!stored) writing.references.mark('desks', id);
  return outcome;
};

export const writePartner = (writing: Writing, partner: CheckedPartner): Outcome => {
  const { db } = writing;
  const stored = queries.findPartner(db, partner.code);
  if (stored) markOnce(writing, 'partners', stored.id, 'code', partner.code);
  const row = {
    ...contact(partner, stored),
    renewsAutomatically: flag(partner.renewsAutomatically, stored?.renewsAutomatically ?? 1),
    cancelNeedsConsent: flag(partner.cancelNeedsConsent, stored?.cancelNeedsConsent ?? 0),
  };
  const { id, outcome } = put(stored, row, {
    authorize: () => writing.rights.authorizePartner(stored?.id ?? null),
    insert: () => queries.insertPartner(db, partner.code, row),
    update: (partnerId) => queries.updatePartner(db, { id: partnerId, ...row }),
  });
  if (!stored) writing.references.mark('partners', id);
  return outcome;
};

export const writePatron = (writing: Writing, patron: CheckedPatron): Outcome => {
  const { db } = writing;
  const stored = queries.findPatron(db, patron.barcode);
  if (stored) markOnce(writing, 'patrons', stored.id, 'barcode', patron.barcode);
  const row = {
    name: patron.name,
    email: patron.email ?? stored?.email ?? '',
    libraryId:
      patron.library === undefined
        ? (stored?.libraryId ?? null)
        : patron.library && needId(writing, 'library', patron.library, 'library'),
  };
  const { id, outcome } = put(stored, row, {
    authorize: () =>
      writing.rights.authorize('patron', 'library', stored ? [stored.libraryId] : null, row.libraryId),
    insert: () => queries.insertPatron(db, patron.barcode, row),
    update: (patronId) => queries.updatePatron(db, { id: patronId, ...row }),
  });
  if (!stored) writing.references.mark('patrons', id);
  writing.references.addPatron(patron.barcode, id);
  return outcome;
};

/** Adds a partner of whom a CSV row tells code and name. Whoever may import may add one. */
export const addPartner = (writing: Writing, code: Code, name: string): PartnerId => {
  const row = { name, address: '[]', email: '', phone: '', renewsAutomatically: 1, cancelNeedsConsent: 0 };
  const id = queries.insertPartner(writing.db, code, row);
  writing.addedBeside('partners');
  return id as PartnerId;
};

/** Adds a patron, of no library, of whom a CSV row tells barcode, name and perhaps an e-mail address. Whoever may import may. */
export const addPatron = (writing: Writing, barcode: Code, name: string, email: string): PatronId => {
  const id = queries.insertPatron(writing.db, barcode, { name, email, libraryId: null });
  writing.references.addPatron(barcode, id);
  writing.addedBeside('patrons');
  return id as PatronId;
};
