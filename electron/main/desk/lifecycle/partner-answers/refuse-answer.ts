import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { isOut } from '../../../../../shared/domain/life/volumes.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnersThatAnswer } from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import type { RequestOfStep } from '../../kernel/step.ts';
import { itemsMeant, notArrivedItems } from './events-of-answer.ts';
import { t } from '../../../../../shared/words/words.ts';

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
