import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { openConditionOf } from '../../../../../shared/domain/conditions.ts';
import { isRenewable } from '../../../../../shared/domain/life/may-happen.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { nextLine, partnerToAsk } from '../../../../../shared/domain/rota.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { calendarOf } from '../../records/calendar/calendar.service.ts';
import type { DeskContext } from '../../context.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { listItems, type StoredItem, volumeOf } from '../../store/items.queries.ts';
import { listActiveNotes } from '../../store/notes.queries.ts';
import { lettersOff } from '../../store/letters-written.queries.ts';
import { findPartner, listPartnersInUse } from '../../store/places.queries.ts';
import { listReasonsInUse } from '../../store/reasons.queries.ts';
import { findRequest, type StoredRequest } from '../../store/requests.queries.ts';
import { summaryOf } from '../details/summary.ts';
import { listRota } from '../../store/rota.queries.ts';

/** What staff see before they decide. */
export const decisionsService = (context: DeskContext): Answers<'decisions'> => ({
  /** What a window shows of the requests that are decided about. Requests that are gone, or that the operator may not read, are left out. Changes nothing. */
  facts: ({ requestIds }) => {
    const { db, session, now, timeZone } = context;
    const { openWeekdays, closedDays } = calendarOf(db, session.desk().libraryId);
    return ok({
      requests: requestIds.flatMap((id) => {
        const row = mayRead(context, id) ? findRequest(db, id) : undefined;
        return row ? [viewOf(db, row)] : [];
      }),
      today: calendarDateIn(now(), timeZone()),
      calendar: { openWeekdays: [...openWeekdays], closedDays: [...closedDays] },
      cancellationReasons: listReasonsInUse(db).map(({ code, label }) => ({ code, label })),
    });
  },
  partners: () => ok(listPartnersInUse(context.db).map(({ id, code, name }) => ({ id, code, name }))),
});

const viewOf = (db: ReadableDB, row: StoredRequest): RequestFactsView => {
  const rota = listRota(db, row.id);
  const items = listItems(db, row.id);
  const askId = partnerToAsk(rota, row.activePartnerId);
  return {
    id: row.id,
    externalId: row.externalId,
    title: row.title,
    author: row.author,
    status: row.status,
    patronName: row.patronName,
    dueOn: row.dueOn,
    updatedAt: row.updatedAt,
    partner:
      row.activePartnerId === null
        ? null
        : {
            id: row.activePartnerId,
            name: row.partnerName,
            renewsAutomatically: row.renewsAutomatically === 1,
            cancelNeedsConsent: row.cancelNeedsConsent === 1,
          },
    senders: sendersOf(db, items),
    nextPartnerId: nextLine(rota, row.activePartnerId)?.partnerId ?? null,
    partnerToAskId: askId,
    rota: rota.map(({ position, partnerId, partnerName, ended }) => ({
      position,
      partnerId,
      partnerName,
      ended,
    })),
    readers: readersOf(db, row, [...rota, ...items]),
    condition: conditionViewOf(db, row),
    partnerNotes: listActiveNotes(db, row.id).flatMap(({ author, body }) =>
      author === 'partner' ? [body] : [],
    ),
    items: items.map(itemOf),
    life: summaryOf(row, items).life,
  };
};

const sendersOf = (db: ReadableDB, items: readonly StoredItem[]): RequestFactsView['senders'] =>
  [...new Set(items.flatMap(({ partnerId }) => partnerId ?? []))].map((id) => ({
    id,
    name: findPartner(db, id)?.name ?? '',
  }));

/** The partners of a request (the active one, those of its rota, those that sent something), with what is not written to each. */
const readersOf = (
  db: ReadableDB,
  row: StoredRequest,
  named: readonly { readonly partnerId: PartnerId | null }[],
): RequestFactsView['readers'] => ({
  libraryOff: [...lettersOff(db, row.id, null).library],
  partners: [...new Set([row.activePartnerId, ...named.map(({ partnerId }) => partnerId)])].flatMap((id) =>
    id === null
      ? []
      : [{ id, name: findPartner(db, id)?.name ?? '', lettersOff: [...lettersOff(db, row.id, id).partner] }],
  ),
});

const conditionViewOf = (db: ReadableDB, row: StoredRequest): RequestFactsView['condition'] => {
  const condition = openConditionOf(listConditions(db, row.id), row.activePartnerId);
  if (!condition) return null;
  const { reason, note, replyBy, setAt } = condition;
  return { reason, note, replyBy, setAt };
};

const itemOf = (item: StoredItem): RequestFactsView['items'][number] => ({
  id: item.id,
  barcode: item.barcode,
  volume: item.volume,
  status: item.status,
  report: item.report,
  dueOn: item.dueOn,
  isRenewable: isRenewable(volumeOf(item)) && item.goingBack === 0,
  loan:
    item.loanDueOn === null
      ? null
      : { dueOn: item.loanDueOn, renewalDueOn: item.renewalDueOn, renewals: item.renewals ?? 0 },
});
