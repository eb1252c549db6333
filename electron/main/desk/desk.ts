import type { Channel } from '../../../shared/ipc/channels.ts';
import type { SlipPrinter } from '../devices/printing/slip-printer.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { cancellingHandlers } from './cancelling/cancelling.handlers.ts';
import { cancellingService } from './cancelling/cancelling.service.ts';
import { conditionsHandlers } from './conditions/conditions.handlers.ts';
import { conditionsService } from './conditions/conditions.service.ts';
import { decisionsHandlers } from './decisions/decisions.handlers.ts';
import { decisionsService } from './decisions/decisions.service.ts';
import { lenderAnswersHandlers } from './lender-answers/lender-answers.handlers.ts';
import { lenderAnswersService } from './lender-answers/lender-answers.service.ts';
import { renewingHandlers } from './renewing/renewing.handlers.ts';
import { renewingService } from './renewing/renewing.service.ts';
import { sendingHandlers } from './sending/sending.handlers.ts';
import { sendingService } from './sending/sending.service.ts';
import { troubleHandlers } from './trouble/trouble.handlers.ts';
import { troubleService } from './trouble/trouble.service.ts';
import { admitting } from './admission.ts';
import { calendarHandlers } from './calendar/calendar.handlers.ts';
import { calendarService } from './calendar/calendar.service.ts';
import type { DeskContext } from './context.ts';
import { lettersHandlers } from './letters/letters.handlers.ts';
import { lettersService } from './letters/letters.service.ts';
import type { LetterWriter } from './letters/letter-writer.ts';
import type { Templates } from './letters/templates.ts';
import { templatesService } from './letters/templates.service.ts';
import { libraryFileHandlers } from './library-file/library-file.handlers.ts';
import type { LibraryFile } from './library-file/library-file.service.ts';
import { loansHandlers } from './loans/loans.handlers.ts';
import { loansService } from './loans/loans.service.ts';
import { operatorsHandlers } from './operators/operators.handlers.ts';
import { operatorsService } from './operators/operators.service.ts';
import { placesHandlers } from './places/places.handlers.ts';
import { placesService } from './places/places.service.ts';
import { reasonsHandlers } from './reasons/reasons.handlers.ts';
import { reasonsService } from './reasons/reasons.service.ts';
import { mailHandlers } from './mail/mail.handlers.ts';
import type { MailService } from './mail/mail.service.ts';
import { receivingHandlers } from './receiving/receiving.handlers.ts';
import { receivingService } from './receiving/receiving.service.ts';
import { choicesService } from './requests/choices.service.ts';
import { detailsService } from './requests/details.service.ts';
import { editRequestService } from './requests/edit-request.service.ts';
import { listService } from './requests/list.service.ts';
import { newRequestService } from './requests/new-request.service.ts';
import { notesService } from './requests/notes.service.ts';
import { requestsHandlers } from './requests/requests.handlers.ts';
import { savedViewsService } from './requests/saved-views.service.ts';
import { returningHandlers } from './returning/returning.handlers.ts';
import { returningService } from './returning/returning.service.ts';
import { appHandlers } from './session/app.handlers.ts';
import type { AppStateService } from './session/app-state.service.ts';
import { scanningHandlers } from './scanning/scanning.handlers.ts';
import { scanningService } from './scanning/scanning.service.ts';
import { slipsHandlers } from './slips/slips.handlers.ts';
import { slipsService } from './slips/slips.service.ts';
import { stepsHandlers } from './steps/steps.handlers.ts';
import { todaysStepsService } from './steps/todays-steps.service.ts';
import { undoService } from './steps/undo.service.ts';
import { todayHandlers } from './today/today.handlers.ts';
import { todayService } from './today/today.service.ts';
import { transitHandlers } from './transit/transit.handlers.ts';
import { transitService } from './transit/transit.service.ts';

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
    details: detailsService(context),
    choices: choicesService(context),
    views: savedViewsService(context),
    notes: notesService(context),
    creating: newRequestService(context),
    editing: editRequestService(context),
  }),
  ...cancellingHandlers(cancellingService(context)),
  ...conditionsHandlers(conditionsService(context)),
  ...decisionsHandlers(decisionsService(context)),
  ...lenderAnswersHandlers(lenderAnswersService(context)),
  ...renewingHandlers(renewingService(context)),
  ...sendingHandlers(sendingService(context)),
  ...troubleHandlers(troubleService(context)),
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
