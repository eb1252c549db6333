import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import type { RequestOfStep } from '../../kernel/step.ts';
import { partnerNameOf } from '../../kernel/take-step.ts';

/** `North University Library will supply`: what the history says of an answer. */
export const headlineOf = (
  request: RequestOfStep,
  kind: PartnerAnswerKind,
  partnerId: PartnerId | null,
): string =>
  `${partnerNameOf(request, partnerId).replace(/^the partner$/, 'The partner')} ${partnerAnswers[kind].headline}`;
