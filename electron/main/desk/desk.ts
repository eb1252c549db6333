import type { Channel } from '../../../shared/ipc/channels.ts';
import type { SlipPrinter } from '../devices/printing/slip-printer.ts';
import { type Handlers, handlersOf, type Service } from '../ipc/handlers.ts';
import { guardCalls } from './admission.ts';
import type { DeskContext } from './context.ts';
import { byHandFileService, type SaveFile } from './output/letters/by-hand-file.service.ts';
import type { LetterSender, LetterWriter } from './output/letters/letter-writer.ts';
import { wouldSend } from './output/letters/freed-letters.ts';
import { lettersService } from './output/letters/letters.service.ts';
import { readerAddressService } from './output/letters/reader-address.service.ts';
import { type Templates, templatesService } from './output/letters/templates.service.ts';
import type { MailService } from './output/mail/mail.service.ts';
import type { MailboxService } from './output/mail/mailbox.service.ts';
import { type LogoParts, slipLogoService } from './output/slips/slip-logo.service.ts';
import { savedSlipsService } from './output/slips/saved-slips.service.ts';
import { slipsService } from './output/slips/slips.service.ts';
import { decisionsService } from './queries/decisions/decisions.service.ts';
import { detailsService } from './queries/details/details.service.ts';
import { choicesService, sameWorkService } from './queries/details/forms.service.ts';
import { doneHereService } from './queries/done-here/done-here.service.ts';
import { todaysStepsService } from './queries/history/steps.service.ts';
import { undoFactsService } from './queries/history/undo-facts.service.ts';
import { loansService } from './queries/lending/lending.service.ts';
import { listService } from './queries/list/list.service.ts';
import { savedViewsService } from './queries/list/saved-views.service.ts';
import { receivingService } from './queries/receiving/receiving.service.ts';
import { reportsService, type SaveReport } from './queries/reports/reports.service.ts';
import { returningService } from './queries/returning/returning.service.ts';
import { scanningService } from './queries/scanning/scanning.service.ts';
import { todayService } from './queries/today/today.service.ts';
import type { BackupsService } from './records/backups/backups.service.ts';
import { calendarService } from './records/calendar/calendar.service.ts';
import { type PatronDataParts, patronDataService } from './records/erasure/patron-data.service.ts';
import { operatorsService } from './records/operators/operators.service.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { placesService } from './records/places/places.service.ts';
import { reasonsService } from './records/reasons/reasons.service.ts';
import type { AppStateService } from './records/session/app-state.service.ts';
import type { ScannerService } from './records/settings/scanner.service.ts';
import { takeAsked } from './steps/take.ts';
import { redoService } from './steps/undo/redo.ts';

type Parts = {
  readonly appState: AppStateService;
  readonly libraryFile: Service<'libraryFile'>;
  readonly backups: BackupsService;
  readonly updates: Service<'updates'>;
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
  readonly lookUps: Service<'lookUps'>;
  readonly mail: MailService;
  readonly partners: Service<'partners'>;
  readonly otherSystem: Service<'otherSystem'>;
  readonly endpoint: Service<'endpoint'>;
  readonly connections: Service<'connections'>;
  readonly mailbox: MailboxService;
  readonly incomingMail: Service<'incomingMail'>;
  readonly thread: Service<'thread'>;
  readonly messageFolder: Service<'messageFolder'>;
  readonly patronData: PatronDataParts;
  readonly saveReport: SaveReport;
};

const stepsOf = (context: DeskContext): Service<'steps'> => ({
  ...todaysStepsService(context),
  ...undoFactsService(context),
  ...redoService(context),
  take: (asked) => takeAsked(context, asked),
});

/** The jobs of the desk, each with the service that answers its channels. A new job is one line here. */
export const deskHandlers = (context: DeskContext, parts: Parts): Handlers<Channel> => {
  const places = placesService(context);
  const handlers: Handlers<Channel> = handlersOf({
    // Services of files, devices, mail and other systems are given whole.
    ...parts,
    app: parts.appState,
    today: todayService(context),
    doneHere: doneHereService(context),
    reports: reportsService(context, { save: parts.saveReport }),
    scanning: scanningService(context),
    receiving: receivingService(context),
    loans: loansService(context),
    returning: returningService(context),
    decisions: decisionsService(context),
    requests: {
      ...listService(context),
      ...detailsService(context),
      ...choicesService(context),
      ...savedViewsService(context),
      ...sameWorkService(context),
    },
    steps: stepsOf(context),
    slips: {
      ...slipsService(context, parts.slipPrinter),
      ...savedSlipsService(context, parts.slipPrinter),
      ...slipLogoService(context, parts.slipLogo),
    },
    places: { ...places, wouldSend: (input) => ok({ letters: wouldSend(context, input) }) },
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
  });
  return guardCalls(handlers, { session: context.session, rests: parts.backups.rests });
};
