import type { Channel } from '../../../shared/ipc/channels.ts';
import { receivingService } from './circulation/receiving/receiving.service.ts';
import { loansService } from './circulation/lending/lending.service.ts';
import { returningService } from './circulation/returning/returning.service.ts';
import { transitService } from './circulation/scan-in/scan-in.service.ts';
import { listService } from './requests/list.service.ts';
import { detailsService } from './requests/details.service.ts';
import { choicesService } from './requests/choices.service.ts';
import { savedViewsService } from './requests/saved-views.service.ts';
import { notesService } from './requests/notes.service.ts';
import { newRequestService } from './requests/new-request.service.ts';
import { editRequestService } from './requests/edit-request.service.ts';
import { sameWorkService } from './requests/same-work.service.ts';
import { cancellingService } from './lifecycle/cancelling/cancelling.service.ts';
import { conditionsService } from './lifecycle/conditions/conditions.service.ts';
import { decisionsService } from './lifecycle/decisions/decisions.service.ts';
import { partnerAnswersService } from './lifecycle/partner-answers/partner-answers.service.ts';
import { renewingService } from './lifecycle/renewing/renewing.service.ts';
import { sendingService } from './lifecycle/sending/sending.service.ts';
import { lossAndDamageService } from './lifecycle/loss-and-damage/loss-and-damage.service.ts';
import { foundService } from './circulation/found/found.service.ts';
import { neverCameService } from './lifecycle/never-came/never-came.service.ts';
import { completionService } from './lifecycle/completion/completion.service.ts';
import { undoRefusal, undoService } from './history/undo.service.ts';
import type { DeskContext } from './kernel/context.ts';

/**
 * The jobs that need nothing but the desk: the database, who works here, the time. They answer the page, and check steps again that were taken
 * when something else was true.
 */
export const stepServices = (context: DeskContext) => ({
  receiving: receivingService(context),
  loans: loansService(context),
  returning: returningService(context),
  transit: transitService(context),
  requests: {
    ...listService(context),
    ...detailsService(context, undoRefusal),
    ...choicesService(context),
    ...savedViewsService(context),
    ...notesService(context),
    ...newRequestService(context),
    ...editRequestService(context),
    ...sameWorkService(context),
  },
  cancelling: cancellingService(context),
  conditions: conditionsService(context),
  decisions: decisionsService(context),
  partnerAnswers: partnerAnswersService(context),
  renewing: renewingService(context),
  sending: sendingService(context),
  lossAndDamage: { ...lossAndDamageService(context), ...foundService(context) },
  neverCame: neverCameService(context),
  completion: completionService(context),
  steps: undoService(context),
});

/** Answers a call of a job by its channel; undefined where these jobs do not have it. */
export const stepCalls = (
  context: DeskContext,
): ((channel: Channel) => ((input: unknown) => unknown) | undefined) => {
  const services: Readonly<Record<string, unknown>> = stepServices(context);
  return (channel) => {
    const [job = '', verb = ''] = channel.split('.');
    return (services[job] as Readonly<Record<string, (input: unknown) => unknown>> | undefined)?.[verb];
  };
};
