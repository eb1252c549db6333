import type { Channel } from '../../../shared/ipc/channels.ts';
import type { SlipPrinter } from '../devices/printing/slip-printer.ts';
import { type Handlers, type Service, handlersOf } from '../ipc/handlers.ts';
import { admitting } from './admission.ts';
import { calendarService } from './records/calendar/calendar.service.ts';
import type { DeskContext } from './kernel/context.ts';
import { byHandFileService, type SaveFile } from './output/letters/by-hand-file.service.ts';
import { lettersService } from './output/letters/letters.service.ts';
import type { LetterSender, LetterWriter } from './output/letters/letter-writer.ts';
import { type Templates, templatesService } from './output/letters/templates.service.ts';
import { operatorsService } from './records/operators/operators.service.ts';
import { placesService } from './records/places/places.service.ts';
import { reasonsService } from './records/reasons/reasons.service.ts';
import type { MailService } from './output/mail/mail.service.ts';
import { type SaveReport, reportsService } from './reports/reports.service.ts';
import type { BackupsService } from './records/backups/backups.service.ts';
import type { ScannerService } from './records/settings/scanner.service.ts';
import type { AppStateService } from './records/session/app-state.service.ts';
import { scanningService } from './circulation/scanning/scanning.service.ts';
import { slipsService } from './output/slips/slips.service.ts';
import { type LogoParts, slipLogoService } from './output/slips/slip-logo.service.ts';
import { readerAddressService } from './output/letters/reader-address.service.ts';
import { type PatronDataParts, patronDataService } from './history/forgetting/patron-data.service.ts';
import { redoService } from './steps/redo.service.ts';
import { takeAsked } from './steps/take.ts';
import { undoRefusal } from './steps/undo.ts';
import { receivingService } from './circulation/receiving/receiving.service.ts';
import { loansService } from './circulation/lending/lending.service.ts';
import { returningService } from './circulation/returning/returning.service.ts';
import { decisionsService } from './lifecycle/decisions/decisions.service.ts';
import { choicesService } from './requests/choices.service.ts';
import { detailsService } from './requests/details.service.ts';
import { listService } from './requests/list.service.ts';
import { sameWorkService } from './requests/same-work.service.ts';
import { savedViewsService } from './requests/saved-views.service.ts';
import { todaysStepsService } from './history/todays-steps.service.ts';
import { undoFactsService } from './history/undo-facts.ts';
import { doneHereService } from './today/done-here/done-here.service.ts';
import { todayService } from './today/today.service.ts';

type Parts = {
  readonly appState: AppStateService;
  readonly libraryFile: Service<'libraryFile'>;
  readonly backups: BackupsService;
  readonly files: Service<'files'>;
  readonly imports: Service<'imports'>;
  readonly watchedFolder: Service<'watchedFolder'>;
  readonly hub: Service<'hub'>;
  readonly slipPrinter: SlipPrinter;
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
    scanning: scanningService(context),
    scanner: parts.scanner,
    receiving: receivingService(context),
    loans: loansService(context),
    returning: returningService(context),
    decisions: decisionsService(context),
    requests: {
      ...listService(context),
      ...detailsService(context, undoRefusal),
      ...choicesService(context),
      ...savedViewsService(context),
      ...sameWorkService(context),
    },
    steps: {
      ...todaysStepsService(context),
      ...undoFactsService(context),
      ...redoService(context),
      take: (asked) => takeAsked(context, asked),
    },
    slips: {
      ...slipsService(context, parts.slipPrinter),
      ...slipLogoService(context, parts.slipLogo),
    },
    libraryFile: parts.libraryFile,
    backups: parts.backups,
    files: parts.files,
    imports: parts.imports,
    watchedFolder: parts.watchedFolder,
    hub: parts.hub,
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
