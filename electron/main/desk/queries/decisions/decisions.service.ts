import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { openConditionOf } from '../../../../../shared/domain/conditions.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { ReadersOf } from '../../../../../shared/domain/letters/partner-notifications.ts';
import { isActive } from '../../../../../shared/domain/life/turn.ts';
import { isRenewable } from '../../../../../shared/domain/life/volume.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { calendarOf } from '../../records/calendar/calendar.service.ts';
import { type DeskContext, libraryOf } from '../../context.ts';
import { loadLibraryGroup } from '../../records/settings/settings.service.ts';
import { receiptView } from '../../output/letters/correct-receipt.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { decidingOf } from '../../steps/frame/decision.ts';
import { routeFromDesk } from '../../steps/items/route.ts';
import { readersOf } from '../../steps/frame/readers.ts';
import { volumesToGoBack, volumesToShelve, waitsAgainView } from '../../steps/parts/kept-volumes.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { listItems, type StoredItem, volumeOf } from '../../store/items.queries.ts';
import { listPartnersInUse } from '../../store/places.queries.ts';
import { listReasonsInUse } from '../../store/reasons.queries.ts';
import { findRequest, lifeOf, type StoredRequest } from '../../store/requests.queries.ts';
import { listTurns, type StoredTurn, turnOf } from '../../store/turns.queries.ts';
import { lifeViewOf } from '../details/summary.ts';

/** The information that staff see before they decide. */
export const decisionsService = (context: DeskContext): Answers<'decisions'> => ({
  /**
   * Returns what a window shows of the requests that staff decide about. Requests that no longer exist, or that the operator may not read,
   * are left out. Changes nothing.
   */
  facts: ({ requestIds }) => {
    const { db, session, now, timeZone } = context;
    const { openWeekdays, closedDays } = calendarOf(db, session.desk().libraryId);
    return ok({
      requests: requestIds.flatMap((id) => {
        const row = mayRead(context, id) ? findRequest(db, id) : undefined;
        return row ? [viewOf(context, row)] : [];
      }),
      today: calendarDateIn(now(), timeZone()),
      calendar: { openWeekdays: [...openWeekdays], closedDays: [...closedDays] },
      cancellationReasons: listReasonsInUse(db).map(({ code, label }) => ({ code, label })),
    });
  },
  partners: () => ok(listPartnersInUse(context.db).map(({ id, code, name }) => ({ id, code, name }))),
});

const viewOf = (context: DeskContext, row: StoredRequest): RequestFactsView => {
  const { db } = context;
  const turns = listTurns(db, row.id);
  const items = listItems(db, row.id);
  const life = lifeOf(row, turns.map(turnOf), items.map(volumeOf));
  const request = { ...row, turns, items, life };
  const readers = readersOf(context, row, turns);
  const { askable, needsConsent, renewsItself } = decidingOf({ life, turns });
  return {
    id: row.id,
    externalId: row.externalId,
    title: row.title,
    author: row.author,
    status: row.status,
    setOpen: row.receivingOpen === 1,
    dueOn: row.dueOn,
    life: lifeViewOf(life),
    updatedAt: row.updatedAt,
    askable: [...askable],
    needsConsent: [...needsConsent],
    renewsItself: [...renewsItself],
    ...readers,
    libraryOff: [...readers.libraryOff],
    partners: turns.map(({ partnerId, partnerInUse, state }, index) => ({
      ...readerAt(readers, index),
      partnerId,
      inUse: partnerInUse === 1,
      state,
    })),
    waitsAgain: {
      kept: waitsAgainView(request, volumesToGoBack(request)),
      wantedAgain: waitsAgainView(request, volumesToShelve(request)),
    },
    found: foundView(context, row),
    daysBeforePartner: loadLibraryGroup(db, libraryOf(context, row), 'loans').daysBeforePartner,
    condition: conditionViewOf(db, row.id, turns.find(isActive)),
    items: items.map((item) => itemOf(db, item)),
  };
};

const foundView = ({ db, session }: DeskContext, row: StoredRequest): RequestFactsView['found'] => {
  const { kind, deskName } = routeFromDesk(db, row, session.desk());
  return { kind, deskName };
};

/** The reader of a turn: readers are in the order of the rota. */
const readerAt = ({ partners }: ReadersOf, index: number) => {
  const reader = partners[index];
  if (!reader) throw new Error('Each turn has its reader.');
  return reader;
};

const conditionViewOf = (
  db: ReadableDB,
  requestId: RequestId,
  active: StoredTurn | undefined,
): RequestFactsView['condition'] => {
  const condition = openConditionOf(listConditions(db, requestId), active?.id ?? null);
  if (!condition || !active) return null;
  const { reason, note, replyBy, setAt } = condition;
  return { reason, note, cost: active.cost, replyBy, setAt };
};

const itemOf = (db: ReadableDB, item: StoredItem): RequestFactsView['items'][number] => ({
  id: item.id,
  turnId: item.turnId,
  barcode: item.barcode,
  volume: item.volume,
  status: item.status,
  report: item.report,
  dueOn: item.dueOn,
  backBy: item.backBy,
  isRenewable: isRenewable(volumeOf(item)) && item.goingBack === 0 && item.renewal !== 'asked',
  receipts: receiptView(db, item),
  loan:
    item.loanDueOn === null
      ? null
      : { dueOn: item.loanDueOn, renewalDueOn: item.renewalDueOn, renewals: item.renewals ?? 0 },
});
