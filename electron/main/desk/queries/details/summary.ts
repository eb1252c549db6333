import type { OpenSince } from '../../../../../shared/ipc/life-views.ts';
import type { RequestSummary } from '../../../../../shared/ipc/views.ts';
import { isCalendarDate } from '../../../../../shared/domain/dates.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { type ItemRow, volumeOf } from '../../store/items.queries.ts';
import { lifeOf, type RequestRow, type StoredRequest } from '../../store/requests.queries.ts';
import { type StoredTurn, turnOf } from '../../store/turns.queries.ts';

/** The earliest of some days or moments; null where there is none. */
export const earliest = <T extends string>(values: readonly (T | null)[]): T | null =>
  values.flatMap((value) => value ?? []).sort()[0] ?? null;

/** Since when volumes that are out ask something, and until when. */
export const openSinceOfItems = (
  items: readonly ItemRow[],
): Pick<OpenSince, 'renewalAt' | 'renewalUntil' | 'demandAt' | 'backBy'> => {
  const out = items.filter(({ status }) => isItemOut(status));
  return {
    renewalAt: earliest(out.map(({ renewalAt }) => renewalAt)),
    renewalUntil: earliest(out.map(({ renewalUntil }) => renewalUntil)),
    demandAt: earliest(out.map(({ demandAt }) => demandAt)),
    backBy: earliest(out.map(({ backBy }) => backBy)),
  };
};

/** Since when the questions are open that a request leaves open. */
export const openSinceOf = (request: RequestRow, items: readonly ItemRow[]): OpenSince => ({
  ...openSinceOfItems(items),
  cancellationAt: request.cancellationAt,
  lossAt: request.lossAt,
  goesBackAt: request.goesBackAt,
  checkInAt: request.checkInAt,
  neededBy:
    isCalendarDate(request.neededBy) && request.neededByKept !== request.neededBy ? request.neededBy : null,
  overCostAt: request.overCostAt,
});

/** The life of a request as the page takes it: what was read is not shared with it. */
export const lifeViewOf = (life: Life): RequestSummary['life'] => ({
  ...life,
  turns: [...life.turns],
  volumes: [...life.volumes],
});

/** What belongs to a request, as its rows are. */
export type Parts = { readonly turns: readonly StoredTurn[]; readonly items: readonly ItemRow[] };

/** What lists and windows show of a request. */
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
  createdAt: request.createdAt,
  updatedAt: request.updatedAt,
  volumesExpected: request.volumesExpected,
  volumesReceived: request.volumesReceived,
  setOpen: request.receivingOpen === 1,
});
