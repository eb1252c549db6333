import { isOut } from '../../../../../shared/domain/life/volumes.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import type { OpenSince, RequestSummary } from '../../../../../shared/ipc/views.ts';
import { type ItemRow, type StoredItem, volumeOf } from '../../store/items.queries.ts';
import { lifeOf, type RequestRow, type StoredRequest } from '../../store/requests.queries.ts';

const earliest = <T extends string>(values: readonly (T | null)[]): T | null =>
  values.flatMap((value) => value ?? []).sort()[0] ?? null;

/** Since when the questions are open that a request leaves open. */
export const openSinceOf = (request: RequestRow, items: readonly ItemRow[]): OpenSince => {
  const out = items.filter(isOut);
  return {
    cancellationAt: request.cancellationAt,
    renewalAt: earliest(out.map(({ renewalAt }) => renewalAt)),
    renewalUntil: earliest(out.map(({ renewalUntil }) => renewalUntil)),
    demandAt: earliest(out.map(({ demandAt }) => demandAt)),
    backBy: earliest(out.map(({ backBy }) => backBy)),
    lossAt: earliest([request.parcelAt, ...items.map(({ reportAt }) => reportAt)]),
  };
};

const lifeViewOf = (life: Life): RequestSummary['life'] => ({ ...life, volumes: [...life.volumes] });

/** What lists and windows show of a request. */
export const summaryOf = (request: StoredRequest, items: readonly StoredItem[]): RequestSummary => ({
  life: lifeViewOf(lifeOf(request, items.map(volumeOf))),
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
