import type { OpenSince } from '../../../../../shared/ipc/life-views.ts';
import type { RequestSummary } from '../../../../../shared/ipc/views.ts';
import { isCalendarDate } from '../../../../../shared/domain/dates.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { type ItemRow, volumeOf } from '../../store/items.queries.ts';
import { knownMoment } from '../../store/known-dates.ts';
import { lifeOf, type RequestRow, type StoredRequest } from '../../store/requests.queries.ts';
import { type StoredTurn, turnOf } from '../../store/turns.queries.ts';

/** Returns the earliest of some dates or moments; null if there are none. */
export const earliest = <T extends string>(values: readonly (T | null)[]): T | null =>
  values.flatMap((value) => value ?? []).sort()[0] ?? null;

/** Returns since when volumes that are out have open questions, and their deadlines. */
export const openSinceOfItems = (
  request: RequestRow,
  items: readonly ItemRow[],
): Pick<OpenSince, 'renewalAt' | 'renewalUntil' | 'demandAt' | 'backBy'> => {
  const out = items.filter(({ status }) => isItemOut(status));
  return {
    renewalAt: earliest(out.map(({ renewalAt }) => knownMoment(request, renewalAt))),
    renewalUntil: earliest(out.map(({ renewalUntil }) => renewalUntil)),
    demandAt: earliest(out.map(({ demandAt }) => knownMoment(request, demandAt))),
    backBy: earliest(out.map(({ backBy }) => backBy)),
  };
};

/** Returns since when the open questions of a request have been open. */
export const openSinceOf = (
  request: RequestRow & Partial<Pick<StoredRequest, 'ifChangedAt'>>,
  items: readonly ItemRow[],
): OpenSince => ({
  ...openSinceOfItems(request, items),
  cancellationAt: knownMoment(request, request.cancellationAt),
  lossAt: knownMoment(request, request.lossAt),
  goesBackAt: knownMoment(request, request.goesBackAt),
  checkInAt: knownMoment(request, request.checkInAt),
  neededBy:
    isCalendarDate(request.neededBy) && request.neededByKept !== request.neededBy ? request.neededBy : null,
  overCostAt: request.overCostAt,
  ifChangedAt: request.ifChangedAt ?? null,
});

/** Returns a copy of a request's life for the page. */
export const lifeViewOf = (life: Life): RequestSummary['life'] => ({
  ...life,
  turns: [...life.turns],
  volumes: [...life.volumes],
});

/** The rows that belong to a request. */
export type Parts = { readonly turns: readonly StoredTurn[]; readonly items: readonly ItemRow[] };

/** Returns what lists and windows show of a request. */
export const summaryOf = (request: StoredRequest, { turns, items }: Parts): RequestSummary => ({
  life: lifeViewOf(lifeOf(request, turns.map(turnOf), items.map(volumeOf))),
  openSince: openSinceOf(request, items),
  id: request.id,
  externalId: request.externalId,
  title: request.title,
  author: request.author,
  format: request.format,
  status: request.status,
  patronName: request.patronName,
  partnerName: request.partnerName,
  pickupName: request.pickupName,
  libraryId: request.libraryId,
  libraryName: request.libraryName,
  patronDueOn: request.patronDueOn,
  dueOn: request.dueOn,
  wantedOn: request.wantedOn,
  createdAt: request.createdAt,
  updatedAt: request.updatedAt,
  volumesExpected: request.volumesExpected,
  volumesReceived: request.volumesReceived,
  setOpen: request.receivingOpen === 1,
});
