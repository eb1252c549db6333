import type { Channel } from '../../../shared/ipc/channels.ts';
import type { SlipPrinter } from '../devices/printing/slip-printer.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { handlersOf } from '../ipc/handlers.ts';
import { cancellingService } from './lifecycle/cancelling/cancelling.service.ts';
import { conditionsService } from './lifecycle/conditions/conditions.service.ts';
import { decisionsService } from './lifecycle/decisions/decisions.service.ts';
import { partnerAnswersService } from './lifecycle/partner-answers/partner-answers.service.ts';
import { renewingService } from './lifecycle/renewing/renewing.service.ts';
import { sendingService } from './lifecycle/sending/sending.service.ts';
import { foundService } from './circulation/found/found.service.ts';
import { completionService } from './lifecycle/completion/completion.service.ts';
import { neverCameService } from './lifecycle/never-came/never-came.service.ts';
import { lossAndDamageService } from './lifecycle/loss-and-damage/loss-and-damage.service.ts';
import { admitting } from './admission.ts';
import { calendarService } from './directory/calendar/calendar.service.ts';
import type { DeskContext } from './kernel/context.ts';
import { byHandFileService, type SaveFile } from './output/letters/by-hand-file.service.ts';
import { lettersService } from './output/letters/letters.service.ts';
import type { LetterSender } from './output/letters/letter-sender.ts';
import type { LetterWriter } from './output/letters/letter-writer.ts';
import type { Templates } from './output/letters/templates.ts';
import { templatesService } from './output/letters/templates.service.ts';
import type { Files } from './exchange/going-out/files.service.ts';
import { conflictsService } from './exchange/settling/conflicts.service.ts';
import type { ImportsService } from './exchange/taking-back/imports.service.ts';
import type { WatchedFolder } from './exchange/watching/watched-folder.service.ts';
import type { LibraryFile } from './exchange/library-file.service.ts';
import { loansService } from './circulation/lending/lending.service.ts';
import { operatorsService } from './directory/operators/operators.service.ts';
import { placesService } from './directory/places/places.service.ts';
import { reasonsService } from './directory/reasons/reasons.service.ts';
import type { MailService } from './output/mail/mail.service.ts';
import type { SaveReport } from './reports/reports.service.ts';
import { reportsService } from './reports/reports.service.ts';
import { receivingService } from './circulation/receiving/receiving.service.ts';
import { choicesService } from './requests/choices.service.ts';
import { detailsService } from './requests/details.service.ts';
import { editRequestService } from './requests/edit-request.service.ts';
import { listService } from './requests/list.service.ts';
import { newRequestService } from './requests/new-request.service.ts';
import { notesService } from './requests/notes.service.ts';
import { sameWorkService } from './requests/same-work.service.ts';
import { savedViewsService } from './requests/saved-views.service.ts';
import { returningService } from './circulation/returning/returning.service.ts';
import type { BackupsService } from './directory/backups/backups.service.ts';
import type { ScannerService } from './directory/settings/scanner.service.ts';
import type { AppStateService } from './directory/session/app-state.service.ts';
import { scanningService } from './circulation/scanning/scanning.service.ts';
import { slipPreviewService } from './output/slips/slip-preview.service.ts';
import type { LogoParts } from './output/slips/slip-logo.service.ts';
import { slipLogoService } from './output/slips/slip-logo.service.ts';
import type { SlipSamples } from './output/slips/slip-samples.ts';
import { slipsService } from './output/slips/slips.service.ts';
import { readerAddressService } from './output/letters/reader-address.service.ts';
import type { PatronDataParts } from './history/forgetting/patron-data.service.ts';
import { patronDataService } from './history/forgetting/patron-data.service.ts';
import { redoService } from './history/redo.service.ts';
import { todaysStepsService } from './history/todays-steps.service.ts';
import { undoFactsService } from './history/undo-facts.ts';
import { undoRefusal, undoService } from './history/undo.service.ts';
import { doneHereService } from './today/done-here/done-here.service.ts';
import { todayService } from './today/today.service.ts';
import { transitService } from './circulation/scan-in/scan-in.service.ts';

type Parts = {
  readonly appState: AppStateService;
  readonly libraryFile: LibraryFile;
  readonly backups: BackupsService;
  readonly files: Files;
  readonly imports: ImportsService;
  readonly watchedFolder: WatchedFolder;
  readonly slipPrinter: SlipPrinter;
  readonly slipSamples: () => SlipSamples;
  readonly slipLogo: LogoParts;
  readonly scanner: ScannerService;
  readonly letters: {
    readonly writer: LetterWriter;
    readonly sender: () => LetterSender | null;
    readonly templates: Templates;
    readonly tryNow: () => void;
    readonly saveFile: SaveFile;
  };
  readonly mail: MailService;
  readonly patronData: PatronDataParts;
  readonly saveReport: SaveReport;
};

/** The jobs of the desk, each with the service that answers its channels. A new job is one line here. */
export const deskHandlers = (context: DeskContext, parts: Parts): Handlers<Channel> => {
  const places = placesService(context);
  const handlers: Handlers<Channel> = handlersOf({
    app: parts.appState,
    today: todayService(context),
    doneHere: doneHereService(context),
    reports: reportsService(context, { save: parts.saveReport }),
    receiving: receivingService(context),
    loans: loansService(context),
    returning: returningService(context),
    transit: transitService(context),
    scanning: scanningService(context),
    scanner: parts.scanner,
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
    conflicts: conflictsService(context),
    decisions: decisionsService(context),
    partnerAnswers: partnerAnswersService(context),
    renewing: renewingService(context),
    sending: sendingService(context),
    lossAndDamage: { ...lossAndDamageService(context), ...foundService(context) },
    neverCame: neverCameService(context),
    completion: completionService(context),
    steps: {
      ...todaysStepsService(context),
      ...undoFactsService(context),
      ...undoService(context),
      ...redoService(context, (channel) => handlers[channel]),
    },
    slips: {
      ...slipsService(context, parts.slipPrinter),
      ...slipPreviewService(context, parts.slipPrinter, parts.slipSamples),
      ...slipLogoService(context, parts.slipLogo),
    },
    libraryFile: parts.libraryFile,
    backups: parts.backups,
    files: parts.files,
    imports: parts.imports,
    watchedFolder: parts.watchedFolder,
    places,
    patronData: patronDataService(context, parts.patronData),
    operators: operatorsService(context),
    calendar: calendarService(context),
    reasons: reasonsService(context),
    letters: {
      ...lettersService(context, parts.letters),
      ...byHandFileService(context, parts.letters),
      ...readerAddressService(context, { places, tryNow: parts.letters.tryNow }),
      ...templatesService(context, parts.letters.templates),
    },
    mail: parts.mail,
  });
  return admitting(handlers, { session: context.session, rests: parts.backups.rests });
};
