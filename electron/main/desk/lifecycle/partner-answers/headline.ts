import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import { partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import type { RequestOfStep } from '../../kernel/step.ts';

/** `North University Library will supply`: what the history says of an answer. */
export const headlineOf = (request: RequestOfStep, kind: PartnerAnswerKind): string =>
  `${request.partnerName || 'The partner'} ${partnerAnswers[kind].headline}`;
