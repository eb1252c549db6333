import type { LenderAnswerKind } from '../../../../shared/domain/lender-answers.ts';
import { lenderAnswers } from '../../../../shared/domain/lender-answers.ts';
import type { DecidedRequest } from '../decisions/decide.ts';

/** `North University Library will supply`: what the history says of an answer. */
export const headlineOf = (request: DecidedRequest, kind: LenderAnswerKind): string =>
  `${request.partnerName || 'The partner'} ${lenderAnswers[kind].headline}`;
