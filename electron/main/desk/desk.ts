import type { Channel } from '../../../shared/ipc/channels.ts';
import type { SlipPrinter } from '../devices/printing/slip-printer.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { cancellingHandlers } from './lifecycle/cancelling/cancelling.handlers.ts';
import { cancellingService } from './lifecycle/cancelling/cancelling.service.ts';
import { conditionsHandlers } from './lifecycle/conditions/conditions.handlers.ts';
import { conditionsService } from './lifecycle/conditions/conditions.service.ts';
import { decisionsHandlers } from './lifecycle/decisions/decisions.handlers.ts';
import { decisionsService } from './lifecycle/decisions/decisions.service.ts';
import { partnerAnswersHandlers } from './lifecycle/partner-answers/partner-answers.handlers.ts';
import { partnerAnswersService } from './lifecycle/partner-answers/partner-answers.service.ts';
import { renewingHandlers } from './lifecycle/renewing/renewing.handlers.ts';
import { renewingService } from './lifecycle/renewing/renewing.service.ts';
import { sendingHandlers } from './lifecycle/sending/sending.handlers.ts';
import { sendingService } from './lifecycle/sending/sending.service.ts';
import { lossAndDamageHandlers } from './lifecycle/loss-and-damage/loss-and-damage.handlers.ts';
import { lossAndDamageService } from './lifecycle/loss-and-damage/loss-and-damage.service.ts';
import { admitting } from './admission.ts';
import { calendarHandlers } from './directory/calendar/calendar.handlers.ts';
import { calendarService } from './directory/calendar/calendar.service.ts';
import type { DeskContext } from './kernel/context.ts';
import { lettersHandlers } from './output/letters/letters.handlers.ts';
import { lettersService } from './output/letters/letters.service.ts';
import type { LetterWriter } from './output/letters/letter-writer.ts';
import type { Templates } from './output/letters/templates.ts';
import { templatesService } from './output/letters/templates.service.ts';
import { libraryFileHandlers } from './exchange/library-file.handlers.ts';
import type { LibraryFile } from './exchange/library-file.service.ts';
import { loansHandlers } from './circulation/lending/lending.handlers.ts';
import { loansService } from './circulation/lending/lending.service.ts';
import { operatorsHandlers } from './directory/operators/operators.handlers.ts';
import { operatorsService } from './directory/operators/operators.service.ts';
import { placesHandlers } from './directory/places/places.handlers.ts';
import { placesService } from './directory/places/places.service.ts';
import { reasonsHandlers } from './directory/reasons/reasons.handlers.ts';
import { reasonsService } from './directory/reasons/reasons.service.ts';
import { mailHandlers } from './output/mail/mail.handlers.ts';
import type { MailService } from './output/mail/mail.service.ts';
import { receivingHandlers } from './circulation/receiving/receiving.handlers.ts';
import { receivingService } from './circulation/receiving/receiving.service.ts';
import { choicesService } from './requests/choices.service.ts';
import { detailsService } from './requests/details.service.ts';
import { editRequestService } from './requests/edit-request.service.ts';
import { listService } from './requests/list.service.ts';
import { newRequestService } from './requests/new-request.service.ts';
import { notesService } from './requests/notes.service.ts';
import { requestsHandlers } from './requests/requests.handlers.ts';
import { savedViewsService } from './requests/saved-views.service.ts';
import { returningHandlers } from './circulation/returning/returning.handlers.ts';
import { returningService } from './circulation/returning/returning.service.ts';
import { appHandlers } from './directory/session/app.handlers.ts';
import type { AppStateService } from './directory/session/app-state.service.ts';
import { scanningHandlers } from './circulation/scanning/scanning.handlers.ts';
import { scanningService } from './circulation/scanning/scanning.service.ts';
import { slipsHandlers } from './output/slips/slips.handlers.ts';
import { slipsService } from './output/slips/slips.service.ts';
import { stepsHandlers } from './history/steps.handlers.ts';
import { todaysStepsService } from './history/todays-steps.service.ts';
import { undoRefusal, undoService } from './history/undo.service.ts';
import { todayHandlers } from './today/today.handlers.ts';
import { todayService } from './today/today.service.ts';
import { transitHandlers } from './circulation/scan-in/scan-in.handlers.ts';
import { transitService } from './circulation/scan-in/scan-in.service.ts';

type Parts = {
  readonly appState: AppStateService;
  readonly libraryFile: LibraryFile;
  readonly slipPrinter: SlipPrinter;
  readonly letters: {
    readonly writer: LetterWriter;
    readonly templates: Templates;
    readonly tryNow: () => void;
  };
  readonly mail: MailService;
};

/** All jobs of the desk: for every channel the handler that answers it. A new job is one line here. */
export const deskHandlers = (context: DeskContext, parts: Parts): Handlers<Channel> =>
  admitting(allHandlers(context, parts), context.session);

const allHandlers = (context: DeskContext, parts: Parts): Handlers<Channel> => ({
  ...appHandlers(parts.appState),
  ...todayHandlers(todayService(context)),
  ...receivingHandlers(receivingService(context)),
  ...loansHandlers(loansService(context)),
  ...returningHandlers(returningService(context)),
  ...transitHandlers(transitService(context)),
  ...scanningHandlers(scanningService(context)),
  ...requestsHandlers({
    list: listService(context),
    details: detailsService(context, undoRefusal),
    choices: choicesService(context),
    views: savedViewsService(context),
    notes: notesService(context),
    creating: newRequestService(context),
    editing: editRequestService(context),
  }),
  ...cancellingHandlers(cancellingService(context)),
  ...conditionsHandlers(conditionsService(context)),
  ...decisionsHandlers(decisionsService(context)),
  ...partnerAnswersHandlers(partnerAnswersService(context)),
  ...renewingHandlers(renewingService(context)),
  ...sendingHandlers(sendingService(context)),
  ...lossAndDamageHandlers(lossAndDamageService(context)),
  ...stepsHandlers(todaysStepsService(context), undoService(context)),
  ...slipsHandlers(slipsService(context, parts.slipPrinter)),
  ...libraryFileHandlers(parts.libraryFile),
  ...placesHandlers(placesService(context)),
  ...operatorsHandlers(operatorsService(context)),
  ...calendarHandlers(calendarService(context)),
  ...reasonsHandlers(reasonsService(context)),
  ...lettersHandlers(
    lettersService(context, parts.letters),
    templatesService(context, parts.letters.templates),
  ),
  ...mailHandlers(parts.mail),
});
