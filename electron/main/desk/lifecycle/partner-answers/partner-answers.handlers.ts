import type { Handlers } from '../../../ipc/handlers.ts';
import type { PartnerAnswersService } from './partner-answers.service.ts';

/** What partners said, recorded by hand. */
export const partnerAnswersHandlers = (
  service: PartnerAnswersService,
): Handlers<'partnerAnswers.record'> => ({
  'partnerAnswers.record': service.record,
});
