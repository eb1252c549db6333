import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../../shared/domain/life/life.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnerAnswers, volumesMeant } from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import type { RequestOfStep } from '../../kernel/step.ts';
import { hasMorePartners } from '../../kernel/take-step.ts';

/** An answer, and the partner that gave it. */
export type AnswerOf<A extends PartnerAnswer> = {
  readonly answer: A;
  readonly partnerId: PartnerId | null;
};

/** The items of a request that an answer of a partner is about. */
export const itemsMeant = (
  request: RequestOfStep,
  kind: PartnerAnswerKind,
  partnerId: PartnerId | null,
): RequestOfStep['items'] => {
  const meant = volumesMeant(request.life, kind, partnerId);
  // What a file calls lent may have no loan that could be renewed.
  return request.items.filter(
    ({ id, loanId }) =>
      meant.some((volume) => volume.id === id) && (kind !== 'patron-renewed' || loanId !== null),
  );
};

/** What was sent back and did not arrive: one volume, or all of the partner that are on their way. */
export const notArrivedItems = (
  request: RequestOfStep,
  itemId: ItemId | null,
  partnerId: PartnerId | null,
): RequestOfStep['items'] =>
  itemsMeant(request, 'not-arrived', itemId === null ? partnerId : null).filter(
    ({ id }) => itemId === null || id === itemId,
  );

/**
 * What an answer is for the life of the request, with all that this must know.
 * @param partnerId who said it.
 */
export const eventsOfAnswer = (
  request: RequestOfStep,
  answer: PartnerAnswer,
  partnerId: PartnerId | null,
): readonly RequestEvent[] => {
  const itemIds = itemsMeant(request, answer.kind, partnerId).map(({ id }) => id);
  switch (answer.kind) {
    case 'rejected':
    case 'expired':
      return [{ type: partnerAnswers[answer.kind].event, morePartners: hasMorePartners(request) }];
    case 'renewed':
    case 'patron-renewed':
      return [{ type: partnerAnswers[answer.kind].event, itemIds, dueOn: answer.dueOn }];
    case 'renewal-refused':
      return [{ type: 'partner.renewalRefused', itemIds }];
    case 'overdue':
    case 'recalled':
    case 'demand-withdrawn':
      return [{ type: partnerAnswers[answer.kind].event, partnerId }];
    case 'not-arrived':
      return [
        {
          type: 'partner.neverArrived',
          itemIds: notArrivedItems(request, answer.itemId, partnerId).map(({ id }) => id),
        },
      ];
    case 'settled':
      return settled(request, itemIds);
    case 'will-supply':
    case 'conditional':
    case 'shipped':
    case 'shipped-digitally':
    case 'cancel-accepted':
    case 'cancel-refused':
    case 'checked-in':
      return [{ type: partnerAnswers[answer.kind].event }];
  }
};

/** Everything that is reported of the partner's is settled: the parcel that never came, and volumes. Where nothing is, the machine says no. */
const settled = ({ life }: RequestOfStep, itemIds: readonly ItemId[]): readonly RequestEvent[] => [
  ...(life.parcel !== 'none' || itemIds.length === 0
    ? [{ type: 'partner.settled', itemIds: [] } as const]
    : []),
  ...(itemIds.length === 0 ? [] : [{ type: 'partner.settled', itemIds } as const]),
];
