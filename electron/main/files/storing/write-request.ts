import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import { patronErasedAt } from '../../desk/store/erase-patron.queries.ts';
import { listStepsAfter, newestStep } from '../../desk/store/import-changes.queries.ts';
import { findBarcodeHolder } from '../../desk/store/items.queries.ts';
import { listMessagesOfOp } from '../../desk/store/messages.queries.ts';
import { type RequestRow, findRequestRowByExternalId } from '../../desk/store/requests.queries.ts';
import { type CheckedRequest, checkRequest } from '../checking/check-request.ts';
import type { StoredInFile } from '../checking/stored-shape.ts';
import { openExport, requestForFile } from '../export/request-for-file.ts';
import { RowFault } from '../row-fault.ts';
import type { NamesToAdd, OutsideNames } from '../sections.ts';
import { mergeWorkedOn } from './merge-worked-on.ts';
import { partnerOfRow, withNames } from './outside-names.ts';
import { addRequest, updateByFile } from './put-request.ts';
import { noRequest } from './put-parts.ts';
import { toWanted } from './request-parts.ts';
import { addsPatronOrPartner, resolvePickup, resolveRequest } from './resolve-request.ts';
import { restoreRequest } from './restore-request.ts';
import { reportingChanges } from './row-changes.ts';
import {
  type EarlierValues,
  digestOf,
  findEarlier,
  storeSourceValues,
  onlyChanges,
} from './source-values.ts';
import { homeOfStored, isWorkedOn } from './stored-request.ts';
import { type Outcome, type Writing, refuseTwice } from './writing.ts';

/** The records that a row names in addition to its request. */
type Brought = { readonly namesToAdd?: NamesToAdd; readonly outside?: OutsideNames };

/**
 * Adds a request, or updates the stored one with what has changed in the file since its source last had it. Changes that
 * staff made to a request are not overwritten.
 * @throws RowFault before anything was written.
 */
export const writeRequest = (
  writing: Writing,
  checked: CheckedRequest,
  { namesToAdd, outside }: Brought,
): Outcome => {
  const stored = findRequestRowByExternalId(writing.db, checked.externalId);
  if (stored && !writing.references.mark('requests', stored.id)) {
    if (outside?.rowPerPartner)
      return around(writing, stored.id, () => {
        const more = partnerOfRow(writing, stored, outside);
        return more === null ? 'unchanged' : follow(writing, more, { stored, namesToAdd: undefined }).outcome;
      });
    refuseTwice('externalId', checked.externalId);
  }
  // The patron was erased on purpose; a file must not restore them.
  if (stored && patronErasedAt(writing.db, stored.id) !== null) return 'unchanged';
  const digest = digestOf([checked, outside]);
  const before = stored ? findEarlier(writing, stored.id) : null;
  if (stored && outside) noteActivePartner(writing, stored.id, outside);
  // The same row again is no news, whatever changed here since.
  if (before?.digest === digest) return 'unchanged';
  const write = (): Outcome => writeNews(writing, checked, { namesToAdd, outside, stored, before, digest });
  return stored ? around(writing, stored.id, write) : write();
};

/** Runs a change of a stored request, with an entry in the journal, and reports it if requested. */
const around = (writing: Writing, id: RequestId, work: () => Outcome): Outcome =>
  writing.journal.around(writing.db, id, () =>
    reportingChanges(writing, id, () => countingLetters(writing, id, work)),
  );

/** Counts the letters of the steps that a change takes. */
const countingLetters = <T>(writing: Writing, id: RequestId, work: () => T): T => {
  const { db, wroteLetters } = writing;
  const newest = newestStep(db, id);
  const result = work();
  for (const opId of listStepsAfter(db, id, newest)) wroteLetters(listMessagesOfOp(db, opId).length);
  return result;
};

type News = {
  readonly [Part in keyof Brought]: Brought[Part] | undefined;
} & {
  readonly stored: RequestRow | undefined;
  readonly before: EarlierValues | null;
  readonly digest: string;
};

const writeNews = (
  writing: Writing,
  checked: CheckedRequest,
  { namesToAdd, outside, stored, before, digest }: News,
): Outcome => {
  if (stored && checked.stored && isUnchanged(writing, stored, digest)) {
    storeSourceValues(writing, stored.id, checked, digest);
    return 'unchanged';
  }
  if (outside) refuseTakenBarcodes(writing, checked, stored?.id ?? noRequest);
  const request = outside ? withNames(writing, checked, outside, stored) : checked;
  for (const field of request.ignored ?? [])
    writing.remark(field, t('“turns” already says this, so the field was ignored.'));
  if (stored && isWorkedOn(writing, stored)) {
    const outcome = mergeWorkedOn(writing, request, stored, before);
    storeSourceValues(writing, stored.id, request, digest);
    return outcome;
  }
  const { outcome, id } = follow(
    writing,
    stored && before ? onlyChanges(writing, request, stored, before) : request,
    { stored, namesToAdd },
  );
  storeSourceValues(writing, id, request, digest);
  if (outside) noteActivePartner(writing, id, outside);
  return outcome;
};

/** Of several rows of a request, the first one with an active partner decides whose turn it is. */
const noteActivePartner = (
  { references }: Writing,
  id: RequestId,
  { rowPerPartner, partnerIsActive, partner, partnerName }: OutsideNames,
): void => {
  if (rowPerPartner && partnerIsActive && (partner !== '' || partnerName !== ''))
    references.markActivePartner(id);
};

/** Adds a request, or makes one that staff have not worked on the same as in the file. */
const follow = (
  writing: Writing,
  request: CheckedRequest,
  {
    stored,
    namesToAdd,
  }: { readonly stored: RequestRow | undefined; readonly namesToAdd: NamesToAdd | undefined },
): { readonly outcome: Outcome; readonly id: RequestId } => {
  if (!stored && request.stored) return { outcome: 'added', id: restore(writing, request, request.stored) };
  refuseTakenBarcodes(writing, request, stored?.id ?? noRequest);
  const pickupDeskId = resolvePickup(writing, request, stored);
  const authorize = (): void => authorizeRequest(writing, stored, pickupDeskId);
  // A row without changes needs no rights, which is only known at the end; but new people and partners are added before that.
  if (!stored || addsPatronOrPartner(writing, request, namesToAdd)) authorize();
  const resolved = resolveRequest(writing, request, stored, namesToAdd);
  const wanted = toWanted(writing, request, resolved, stored?.id ?? null);
  if (!stored) return { outcome: 'added', id: addRequest(writing, request.externalId, wanted) };
  return {
    outcome: updateByFile(writing, stored, wanted, authorize) ? 'updated' : 'unchanged',
    id: stored.id,
  };
};

/** Adds a request with the rows that another copy of Borrow Desk had. @throws RowFault before anything was written. */
const restore = (writing: Writing, request: CheckedRequest, stored: StoredInFile): RequestId => {
  const { references, rights } = writing;
  refuseTakenBarcodes(
    writing,
    {
      items: stored.items.map(({ item }) => ({
        barcode: String(item['barcode']),
        status: String(item['status']),
      })),
    },
    noRequest,
  );
  const home = references.libraryOfDesk(resolvePickup(writing, request, undefined));
  const id = restoreRequest(writing, request, stored, (madeAt) =>
    rights.authorize('request', 'pickup', null, home ?? madeAt ?? rights.importer.desk.libraryId),
  );
  references.mark('requests', id);
  writing.journal.added(writing.db, 'request', id);
  return id;
};

/** Whether a file has exactly what is stored for a request, row for row. */
const isUnchanged = ({ db, clock }: Writing, stored: RequestRow, digest: string): boolean => {
  const here = requestForFile(openExport(db), stored);
  return digestOf([checkRequest(here, clock.timeZone()), undefined]) === digest;
};

/** @throws RowFault unless the importer may change requests of the libraries to which this one belongs, before and after. */
const authorizeRequest = (
  writing: Writing,
  stored: RequestRow | undefined,
  pickupDeskId: number | null,
): void => {
  const { references, rights } = writing;
  const madeAt = stored ? stored.madeAtLibraryId : rights.importer.desk.libraryId;
  rights.authorize(
    'request',
    'pickup',
    stored ? [homeOfStored(writing, stored)] : null,
    references.libraryOfDesk(pickupDeskId) ?? madeAt,
  );
};

const refuseTakenBarcodes = (
  writing: Writing,
  { items }: { readonly items: readonly { readonly barcode: string; readonly status: string }[] | undefined },
  requestId: RequestId,
): void => {
  if (!items) return;
  items.forEach(({ barcode, status }, index) => {
    if (!isItemOut(status) || barcode === '') return;
    const field = `items[${index}].barcode`;
    const twin = items.findIndex((other) => other.barcode === barcode && isItemOut(other.status));
    if (twin !== index)
      throw new RowFault(
        field,
        t('The barcode “{barcode}” appears twice in this request. Correct one of the two.', { barcode }),
      );
    const holder = findBarcodeHolder(writing.db, barcode, { thanRequest: requestId });
    if (holder !== undefined)
      throw new RowFault(
        field,
        t(
          'The barcode “{barcode}” is in use on the open request {holder}. Correct it, or return that item first.',
          { barcode, holder },
        ),
      );
  });
};
