import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RequestEvent } from '../../../../../shared/domain/life/life.ts';
import {
  type PartnerAnswerKind,
  partnerAnswers,
  partnersThatAnswer,
  volumesMeant,
} from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { isOut } from '../../../../../shared/domain/life/volumes.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { RequestOfStep } from '../frame/step.ts';
import { hasMorePartners, partnerNameOf } from '../frame/decision.ts';

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

/** `North University Library will supply`: what the history says of an answer. */
export const headlineOf = (
  request: RequestOfStep,
  kind: PartnerAnswerKind,
  partnerId: PartnerId | null,
): string =>
  `${partnerNameOf(request, partnerId).replace(/^the partner$/, 'The partner')} ${partnerAnswers[kind].headline}`;

/** A partner that was chosen and has nothing of the request of which this can be said. */
export const refusePartner = (
  request: RequestOfStep,
  kind: PartnerAnswerKind,
  chosen: PartnerId | undefined,
): Result<never> | null =>
  chosen === undefined ||
  chosen === request.activePartnerId ||
  partnersThatAnswer(request.life, kind).includes(chosen)
    ? null
    : refuse(
        'partner-unknown',
        t('partnerAnswers.thePartnerThatWasChosenHas', { externalId: request.externalId }),
        { requestId: request.id },
      );

/** What staff read of an answer that cannot be meant, where the status alone would not say why. */
export const refuseAnswer = (
  request: RequestOfStep,
  answer: PartnerAnswer,
  partnerId: PartnerId | null,
): Result<never> | null => {
  const facts = { requestId: request.id, status: request.status };
  if (request.endedAs !== null) return null;
  if (
    (answer.kind === 'renewed' || answer.kind === 'renewal-refused') &&
    itemsMeant(request, answer.kind, partnerId).length === 0
  )
    return refuse(
      'status-forbids',
      t('partnerAnswers.noRenewalOfWasAskedFor', { externalId: request.externalId }),
      facts,
    );
  if (answer.kind === 'patron-renewed' && itemsMeant(request, answer.kind, partnerId).length === 0)
    return refuse(
      'loan-unknown',
      t('common.thePatronHasNothingOfThere', { externalId: request.externalId }),
      facts,
    );
  if (answer.kind === 'not-arrived' && notArrivedItems(request, answer.itemId, partnerId).length === 0)
    return refuse(
      'item-unknown',
      t('partnerAnswers.nothingOfThatThisCanBe', { externalId: request.externalId }),
      facts,
    );
  const wants = answer.kind === 'overdue' || answer.kind === 'recalled';
  if (wants && request.items.length > 0 && request.items.every(({ status }) => status === 'lost'))
    return refuse(
      'status-forbids',
      t('partnerAnswers.nothingOfIsStillOutIt', { externalId: request.externalId }),
      facts,
    );
  return answer.kind === 'checked-in' ? refuseStillOut(request) : null;
};

/** Nothing is checked in while something is with us or the patron. */
const refuseStillOut = (request: RequestOfStep): Result<never> | null => {
  const out = request.items.filter(isOut);
  return out.length === 0
    ? null
    : refuse(
        'status-forbids',
        t('partnerAnswers.stillOutReturnWhatIsHere', {
          part:
            out.length === 1
              ? t('partnerAnswers.is', { barcode: out[0]?.barcode || t('partnerAnswers.oneItem') })
              : t('partnerAnswers.volumesAre', { outCount: out.length }),
        }),
        { requestId: request.id, status: request.status },
      );
};
