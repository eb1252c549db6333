import { patronErasedAt } from '../../desk/store/erase-patron.queries.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { earliestDueOn } from '../../../../shared/domain/life/volumes.ts';
import { deleteConditions } from '../../desk/store/conditions.queries.ts';
import { deleteItems, findBarcodeHolder } from '../../desk/store/items.queries.ts';
import { deleteLoans, moveLoans } from '../../desk/store/loans.queries.ts';
import { deleteNotesOfFiles } from '../../desk/store/notes.queries.ts';
import {
  type RequestRow,
  findRequestRowByExternalId,
  insertRequest,
  notCancelled,
  updateRequest,
} from '../../desk/store/requests.queries.ts';
import { deleteRota, listRota } from '../../desk/store/rota.queries.ts';
import { type CheckedRequest, checkRequest } from '../checking/check-request.ts';
import { openExport, requestForFile } from '../export/request-for-file.ts';
import type { StoredInFile } from '../checking/stored-shape.ts';
import { tellingChanges } from './row-changes.ts';
import { restoreRequest } from './restore-request.ts';
import { RowFault } from '../row-fault.ts';
import type { OutsideNames } from '../sections.ts';
import type { Newcomers } from '../sections.ts';
import { homeOfStored, isWorkedOn } from './stored-request.ts';
import { lifeOfNew, lifeOfStored, putLife } from './life-of-file.ts';
import { remarkSameWork } from './open-works.ts';
import {
  type Wanted,
  lastMoment,
  putParts,
  putRota,
  storedCondition,
  storedItems,
  storedNotes,
  toWanted,
} from './request-parts.ts';
import {
  type FileRow,
  type EarlierValues,
  digestOf,
  findEarlier,
  keepValues,
  onlyChanges,
} from './source-values.ts';
import { bringsNewcomers, resolvePickup, resolveRequest } from './resolve-request.ts';
import { mergeWorkedOn } from './merge-worked-on.ts';
import { type Outcome, type Writing, refuseTwice } from './writing.ts';
import { addPartnerOfRow, withNames } from './outside-names.ts';
import { t } from '../../../../shared/words/words.ts';

/** What a row brings along beside its request. */
export type Brought = { readonly newcomers?: Newcomers; readonly outside?: OutsideNames };

/**
 * Adds a request or brings the stored one up to date, by what the file says anew since its source spoke of it the last time. In one
 * that was worked on nothing is overwritten that somebody changed.
 * @throws RowFault before anything was written.
 */
export const writeRequest = (
  writing: Writing,
  checked: CheckedRequest,
  { newcomers, outside }: Brought,
): Outcome => {
  const stored = findRequestRowByExternalId(writing.db, checked.externalId);
  if (stored && !writing.references.mark('requests', stored.id)) {
    if (outside?.rowPerPartner)
      return around(writing, stored.id, () => addPartnerOfRow(writing, stored, outside));
    refuseTwice('externalId', checked.externalId);
  }
  // Its patron was forgotten on purpose: no file brings them back.
  if (stored && patronErasedAt(writing.db, stored.id) !== null) return 'skipped';
  const digest = digestOf([checked, outside]);
  const before = stored ? findEarlier(writing, stored.id) : null;
  if (stored && outside) noteActivePartner(writing, stored.id, outside);
  // The same row again says nothing new, whatever was made of it since.
  if (before?.digest === digest) return 'skipped';
  const write = (): Outcome => writeNews(writing, checked, { newcomers, outside, stored, before, digest });
  return stored ? around(writing, stored.id, write) : write();
};

/** Does something to a stored request: noted, so that it can be taken back, and told, where somebody asks. */
const around = (writing: Writing, id: RequestId, work: () => Outcome): Outcome =>
  writing.journal.around(writing.db, id, () => tellingChanges(writing, id, work));

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
  { newcomers, outside, stored, before, digest }: News,
): Outcome => {
  if (stored && checked.stored && saysTheSame(writing, stored, digest)) {
    keepValues(writing, stored.id, checked, digest);
    return 'skipped';
  }
  if (outside) refuseTakenBarcodes(writing, checked, stored?.id ?? noRequest);
  const request = outside ? withNames(writing, checked, outside, stored) : checked;
  if (stored && isWorkedOn(writing, stored)) {
    const outcome = mergeWorkedOn(writing, request, stored, before);
    keepValues(writing, stored.id, request, digest);
    return outcome;
  }
  const { outcome, id } = follow(
    writing,
    stored && before ? onlyChanges(writing, request, stored, before) : request,
    { stored, newcomers },
  );
  keepValues(writing, id, request, digest);
  if (outside) noteActivePartner(writing, id, outside);
  return outcome;
};

/** Of several rows of a request the first one that says so names the partner whose turn it is. */
const noteActivePartner = (
  { references }: Writing,
  id: RequestId,
  { rowPerPartner, partnerIsActive, partner, partnerName }: OutsideNames,
): void => {
  if (rowPerPartner && partnerIsActive && (partner !== '' || partnerName !== ''))
    references.markActivePartner(id);
};

/** Adds a request, or makes of one that nobody worked on what its file says. */
const follow = (
  writing: Writing,
  request: CheckedRequest,
  {
    stored,
    newcomers,
  }: { readonly stored: RequestRow | undefined; readonly newcomers: Newcomers | undefined },
): { readonly outcome: Outcome; readonly id: RequestId } => {
  if (!stored && request.stored) return { outcome: 'added', id: restore(writing, request, request.stored) };
  refuseTakenBarcodes(writing, request, stored?.id ?? noRequest);
  const pickupDeskId = resolvePickup(writing, request, stored);
  const authorize = (): void => authorizeRequest(writing, stored, pickupDeskId);
  // A row that changes nothing needs no rights, and that shows only at the end; but newcomers are added on the way.
  if (!stored || bringsNewcomers(writing, request, newcomers)) authorize();
  const resolved = resolveRequest(writing, request, stored, newcomers);
  const wanted = toWanted(writing, request, resolved, stored?.id ?? null);
  if (!stored) {
    const { status: _, ...row } = wanted.row;
    const added = {
      ...row,
      externalId: request.externalId,
      madeAtLibraryId: writing.rights.importer.desk.libraryId,
      receivingOpen: 0,
      ...notCancelled,
      updatedAt: lastMoment(wanted, writing.at),
      workedOn: 0,
      patronErasedAt: null,
    };
    const life = lifeOfNew(wanted);
    const id = insertRequest(writing.db, added, life);
    writing.journal.added(writing.db, 'request', id);
    writing.references.mark('requests', id);
    putRota(writing, id, wanted.rota);
    putParts(writing, id, wanted, life.volumes);
    if (wanted.inFile?.cancellation?.at) putLife(writing, id, life, wanted);
    if (life.endedAs === null) remarkSameWork(writing, id, wanted.row);
    return { outcome: 'added', id };
  }
  return { outcome: update(writing, stored, wanted, authorize) ? 'updated' : 'skipped', id: stored.id };
};

/** Adds a request with the rows that another program of ours had of it. @throws RowFault before anything was written. */
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

/** Whether a file says of a stored request just what stands here, row for row. */
const saysTheSame = ({ db, clock }: Writing, stored: RequestRow, digest: string): boolean => {
  const here = requestForFile(openExport(db), stored);
  return digestOf([checkRequest(here, clock.timeZone()), undefined]) === digest;
};

/** No request has this number. */
const noRequest = 0 as RequestId;

/** @throws RowFault unless the importer may change requests of the libraries that this one belongs to, before and after. */
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
    if (twin !== index) throw new RowFault(field, t('storing.theBarcodeStandsTwiceInThis', { barcode }));
    const holder = findBarcodeHolder(writing.db, barcode, { thanRequest: requestId });
    if (holder !== undefined)
      throw new RowFault(field, t('storing.theBarcodeIsInUseOn', { barcode, holder }));
  });
};

/** Writes what differs. Returns whether anything did. @param authorize asked before. @throws RowFault where it does. */
const update = (writing: Writing, stored: RequestRow, wanted: Wanted, authorize: () => void): boolean => {
  const { db } = writing;
  const { id } = stored;
  const items = wanted.items !== undefined && !same(storedItems(writing, id, wanted.items), wanted.items);
  const fields = (Object.keys(wanted.row) as (keyof FileRow)[]).filter(
    (key) => stored[key] !== wanted.row[key],
  );
  // Nothing is asked of the life of a request about which the file says nothing new: there may be a million.
  const renewed =
    items || wanted.inFile || fields.some(isOfLife) ? lifeOfStored(writing, stored, wanted, items) : null;
  const differs = {
    row: fields.some((key) => !isOfLife(key)),
    life: renewed !== null && (renewed.differs || isNewDate(stored, wanted, renewed.life)),
    rota: !same(
      listRota(db, id).map(({ partnerId }) => partnerId),
      wanted.rota,
    ),
    notes: wanted.notes !== undefined && !same(storedNotes(writing, id), wanted.notes),
    condition: wanted.condition !== undefined && !same(storedCondition(writing, id), wanted.condition),
    items,
  };
  if (!Object.values(differs).includes(true)) return false;
  authorize();
  if (differs.rota) {
    deleteRota(db, id);
    putRota(writing, id, wanted.rota);
  }
  if (differs.notes) deleteNotesOfFiles(db, id);
  if (differs.condition) deleteConditions(db, id);
  if (differs.items) {
    deleteLoans(db, id);
    deleteItems(db, id);
  }
  const { status: _, dueOn, ...row } = wanted.row;
  updateRequest(db, id, {
    ...row,
    ...(differs.life && { dueOn }),
    updatedAt: writing.at,
    // It stays in its library where the row says neither desk nor library.
    madeAtLibraryId: stored.madeAtLibraryId ?? homeOfStored(writing, stored),
  });
  if (wanted.row.patronId !== null && wanted.row.patronId !== stored.patronId)
    moveLoans(db, id, wanted.row.patronId);
  const parts = {
    ...wanted,
    notes: differs.notes ? wanted.notes : undefined,
    condition: differs.condition ? wanted.condition : undefined,
    items: differs.items ? wanted.items : undefined,
  };
  putParts(writing, id, parts, renewed?.life.volumes ?? []);
  if (renewed && differs.life) putLife(writing, id, renewed.life, wanted);
  return true;
};

/** Whether a field is kept of the life of a request: what the life adds up to counts then, not the field. */
const isOfLife = (field: keyof FileRow): boolean => field === 'status' || field === 'dueOn';

/** A request of which nothing is out has a date of its own. */
const isNewDate = (stored: RequestRow, { row }: Wanted, { volumes }: Life): boolean =>
  row.dueOn !== stored.dueOn && earliestDueOn(volumes) === undefined;

const same = (stored: unknown, wanted: unknown): boolean => JSON.stringify(stored) === JSON.stringify(wanted);
