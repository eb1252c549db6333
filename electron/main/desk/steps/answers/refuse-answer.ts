import type { TurnId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { activeTurn, isFilled } from '../../../../../shared/domain/life/life.ts';
import { turnsThatAnswer, volumesMeant } from '../../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { RequestOfStep } from '../frame/step.ts';
import type { AnswerOf } from './take-answer.ts';

/** Refuses an answer that cannot be meant, where the status alone would not explain why. */
export const refuseAnswer = (
  request: RequestOfStep,
  { answer, turnId }: AnswerOf<PartnerAnswer>,
): Result<never> | null => {
  const facts = { requestId: request.id, status: request.status };
  if (!turnsThatAnswer(request.life).includes(turnId))
    return refuse(
      'partner-unknown',
      t('The partner you chose was never asked for {externalId}. Choose another one.', {
        externalId: request.externalId,
      }),
      facts,
    );
  if (answer.kind !== 'checked-in') return null;
  return refuseStillOut(request, answer, turnId) ?? refuseIncomplete(request, answer, turnId);
};

/** No volume of this partner was returned: the volumes that are still here must be returned first. */
const refuseStillOut = (
  request: RequestOfStep,
  answer: Extract<PartnerAnswer, { readonly kind: 'checked-in' }>,
  turnId: TurnId,
): Result<never> | null => {
  const out = request.items.filter((item) => item.turnId === turnId && isItemOut(item.status));
  if (out.length === 0 || volumesMeant(request.life, answer, turnId).length > 0) return null;
  return refuse(
    'status-forbids',
    t('{part} still out. Before the request is completed, return what is here, or report it lost.', {
      part:
        out.length === 1
          ? t('{barcode} is', { barcode: out[0]?.barcode || t('One item') })
          : t('{outCount} volumes are', { outCount: out.length }),
    }),
    { requestId: request.id, status: request.status },
  );
};

/** Volumes of the set never arrived: staff must say whether the check-in ends the set. */
const refuseIncomplete = (
  { id, life, externalId, volumesExpected, volumesReceived, status }: RequestOfStep,
  answer: Extract<PartnerAnswer, { readonly kind: 'checked-in' }>,
  turnId: TurnId,
): Result<never> | null =>
  answer.endsSet === undefined &&
  life.endedAs === null &&
  activeTurn(life)?.id === turnId &&
  !isFilled(life) &&
  volumesMeant(life, answer, turnId).length > 0
    ? refuse(
        'set-incomplete',
        t(
          '{volumesReceived} of {volumesExpected} volumes of {externalId} {volumesReceived, plural, one {has} other {have}} arrived. Are more coming?',
          {
            volumesReceived,
            volumesExpected,
            externalId,
          },
        ),
        { requestId: id, status },
      )
    : null;
