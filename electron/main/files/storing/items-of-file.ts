import { addDays, calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, DeskId, Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { placeAfterWord, placeOfWord } from '../../../../shared/domain/life/from-one-word.ts';
import { t } from '../../../../shared/words/words.ts';
import { loadLibraryGroup } from '../../desk/records/settings/settings.service.ts';
import { type ItemRow, listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { listLoansOfRequest, type LoanRow } from '../../desk/store/loans.queries.ts';
import { findOnlyShelf } from '../../desk/store/places.queries.ts';
import type { CheckedItem, CheckedRequest } from '../checking/check-request.ts';
import { RowFault } from '../row-fault.ts';
import type { FileItem, FileLoan, WantedItem } from './request-parts.ts';
import type { FileRow } from './source-values.ts';
import type { Writing } from './writing.ts';

/** The request to which items belong. */
type AboutItems = {
  readonly row: FileRow;
  readonly itemDesks: ReadonlyMap<string, DeskId>;
  readonly itemPartners: ReadonlyMap<string, PartnerId>;
  readonly storedId: RequestId | null;
};

/** A stored item with its open loan. */
type Before = { readonly item: ItemRow; readonly loan: LoanRow | undefined };

/** The most volumes created from a number alone. */
const maxUnscanned = 100;

/**
 * Returns the items that a file names. If it names none but its status implies some, returns as many as the request has volumes, without
 * barcodes. Undefined: the stored items stay unchanged.
 */
export const itemsWanted = (
  writing: Writing,
  { items }: CheckedRequest,
  about: AboutItems,
): readonly WantedItem[] | undefined => {
  const { row, storedId } = about;
  const before = storedId === null ? [] : itemsBefore(writing, storedId);
  if (items && items.length > 0) return toItems(writing, items, about, before);
  if (!items && before.some(({ item }) => item.barcode !== '')) return undefined;
  const place = placeOfWord(row.status, 0);
  if (place === null) return items || before.length > 0 ? [] : undefined;
  const length = Math.min(row.volumesExpected ?? 1, maxUnscanned);
  return Array.from({ length }, (_, at) => {
    const here = before[at];
    const status = (here && placeAfterWord(row.status, volumeOf(here.item).place)) ?? place;
    const deskId = here?.item.status === status ? here.item.deskId : row.pickupDeskId;
    return {
      item: itemOf(writing, about, { barcode: '', status, deskId }, here),
      own: {},
      sent: { turn: null, partnerId: null },
      loan: loanOf(writing, about, status, here),
    };
  });
};

const itemsBefore = ({ db }: Writing, id: RequestId): readonly Before[] => {
  const items = listItems(db, id);
  const loans = items.length === 0 ? [] : listLoansOfRequest(db, id);
  return items.map((item) => ({
    item,
    loan: loans.find(({ itemId, endedOn }) => itemId === item.id && endedOn === null),
  }));
};

const toItems = (
  writing: Writing,
  items: readonly CheckedItem[],
  about: AboutItems,
  before: readonly Before[],
): readonly WantedItem[] => {
  const { row, itemDesks, itemPartners } = about;
  return items.map((inFile, index) => {
    const { barcode, status, desk, loan, partner, dueOn, volume, turn, goesBack, returnedAt, checkIn } =
      inFile;
    if (loan && row.patronId === null)
      throw new RowFault(
        `items[${index}].loan`,
        t('The item is on loan, but the request names no patron. Add the patron or leave the loan out.'),
      );
    const deskId = desk === null ? null : (itemDesks.get(desk) ?? null);
    const known = before.find(({ item }) => item.barcode === barcode);
    return {
      item: itemOf(writing, about, { barcode, status, deskId, receivedAt: inFile.receivedAt }, known),
      own: {
        ...(dueOn && { dueOn }),
        ...(volume !== undefined && { label: volume }),
        ...(goesBack !== undefined && { use: goesBack === 1 ? 'goes-back' : 'for-patron' }),
        ...(returnedAt && { returnedAt }),
        ...(checkIn && { checkIn }),
      },
      sent: { turn: turn ?? null, partnerId: (partner && itemPartners.get(partner)) ?? null },
      loan: loan
        ? { ...beginOf(writing, loan, known), dueOn: loan.dueOn, endedOn: loan.endedOn }
        : loanOf(writing, about, status, known),
    };
  });
};

/** The places of a volume that is with us. */
const withUs: readonly string[] = ['on-hold-shelf', 'on-loan', 'returned-by-patron'];

/**
 * An item with the file's data. If the file does not say when it was received, its age and its time on the shelf count from the import. Without
 * a desk, it is at the only desk with a hold shelf.
 */
const itemOf = (
  writing: Writing,
  { row }: AboutItems,
  said: Pick<FileItem, 'barcode' | 'status' | 'deskId'> & {
    readonly receivedAt?: Instant | null | undefined;
  },
  before: Before | undefined,
): FileItem => {
  const { barcode, status } = said;
  const somewhere = row.pickupDeskId === null && withUs.includes(status);
  return {
    barcode,
    status,
    statusAt: statusAtOf(writing, status, before),
    deskId: said.deskId ?? (somewhere ? (before?.item.deskId ?? findOnlyShelf(writing.db)) : null),
    destinationDeskId: status === 'in-transit' ? row.pickupDeskId : null,
    receivedAt: said.receivedAt ?? before?.item.receivedAt ?? writing.at,
    receivedUnknown: said.receivedAt ? 0 : (before?.item.receivedUnknown ?? 1),
    broughtBack: status === 'returned-by-patron' ? 1 : 0,
    shelvedAt: status === 'on-hold-shelf' ? (said.receivedAt ?? before?.item.shelvedAt ?? writing.at) : null,
  };
};

/** An item whose return the file does not date waits for its check-in from the import that first says so. */
const statusAtOf = ({ at }: Writing, status: string, before: Before | undefined): Instant | null => {
  if (status !== 'returned-to-partner') return null;
  return before?.item.status === status ? before.item.statusAt : at;
};

/** When a loan began. If the file does not say it, as stored, or marked as unknown: not after its due date. */
const beginOf = (
  { at, clock }: Writing,
  { loanedOn, dueOn }: { readonly loanedOn: CalendarDate | null; readonly dueOn: CalendarDate },
  before: Before | undefined,
): Pick<FileLoan, 'loanedOn' | 'beginUnknown'> => {
  if (loanedOn !== null) return { loanedOn, beginUnknown: 0 };
  if (before?.loan) return { loanedOn: before.loan.loanedOn, beginUnknown: before.loan.beginUnknown };
  const today = calendarDateIn(new Date(at), clock.timeZone());
  return { loanedOn: dueOn < today ? dueOn : today, beginUnknown: 1 };
};

/** The loan of a volume of which the file says only that it is on loan: to the requester, due on the file's due date. */
const loanOf = (
  writing: Writing,
  { row }: AboutItems,
  status: string,
  before: Before | undefined,
): FileLoan | null => {
  if (status !== 'on-loan' || row.patronId === null) return null;
  const { db, at, clock, references, rights } = writing;
  const today = calendarDateIn(new Date(at), clock.timeZone());
  const libraryId = references.libraryOfDesk(row.pickupDeskId) ?? rights.importer.desk.libraryId;
  const defaultDays = (): number => loadLibraryGroup(db, libraryId, 'loans').defaultPeriodDays;
  const dueOn = row.dueOn ?? before?.loan?.dueOn ?? addDays(today, defaultDays());
  return { ...beginOf(writing, { loanedOn: null, dueOn }, before), dueOn, endedOn: null };
};
