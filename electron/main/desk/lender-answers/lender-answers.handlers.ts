import type { Handlers } from '../../ipc/handlers.ts';
import type { LenderAnswersService } from './lender-answers.service.ts';

/** What partners said, recorded by hand. */
export const lenderAnswersHandlers = (service: LenderAnswersService): Handlers<'lenderAnswers.record'> => ({
  'lenderAnswers.record': service.record,
});
