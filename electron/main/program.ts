import { app, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { OpId } from '../../shared/domain/ids.ts';
import type { Channel } from '../../shared/ipc/channels.ts';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { everything } from '../../shared/ipc/topics.ts';
import { watchActivity } from './app/activity.ts';
import { openBackups } from './app/backups.ts';
import { askBeforeClosing } from './app/close-question.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import { choosePemFile, choosePicture, saveReportFile, saveTextFile } from './app/dialogs.ts';
import { openHub } from './app/hub.ts';
import { runHubSwitches } from './app/hub-switches.ts';
import { orderedJoining } from './app/policy/join-by-policy.ts';
import { noteLanguage } from './app/language-note.ts';
import { closeContents } from './app/private-files.ts';
import { sessionStartOfProgram } from './app/session-start-of-program.ts';
import { startAgain } from './app/start-again.ts';
import type { Switches } from './app/switches.ts';
import { useColorScheme } from './app/theme.ts';
import { requestFullCheck } from './db/file-identity.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import { deskHandlers } from './desk/desk.ts';
import { scannerService } from './desk/records/settings/scanner.service.ts';
import { sendsToOtherSystem } from './other-system/reach.ts';
import { hasPartnersByProtocol } from './desk/store/partner-queue.queries.ts';
import { findCommand } from './desk/store/command-log.queries.ts';
import { slipFolder } from './devices/printing/pdf.ts';
import { announceChanges } from './ipc/announce.ts';
import { dispatch } from './ipc/dispatch.ts';
import type { Handlers } from './ipc/handlers.ts';
import type { AnswerCall } from './ipc/register.ts';
import { openMail } from './mail/letters-out.ts';
import { openBase, type Base, type ProgramParts } from './program-base.ts';
import { openClocks } from './program-clocks.ts';
import { openScanners, openSlips } from './program-devices.ts';
import { openSystems } from './program-look-ups.ts';
import { openIncoming, openLetters } from './program-mail.ts';
import { openExchange } from './program-exchange.ts';
import { openAppState } from './program-state.ts';
import { watchStorage } from './program-storage.ts';

// The services behind the page and their workers. Loaded while the page is, because it is by far the larger part of the code.

/** By then the page has been drawn, even on a slow machine. */
const startMs = 1_000;

export type Program = {
  /** Answers the calls of the page. */
  readonly answer: AnswerCall;
  /** Settles when every file named on the command line was imported or refused: whether all were imported. */
  readonly filesIn: Promise<boolean>;
  /** Shows, imports and exports what a second start names. */
  readonly secondStart: (second: Switches) => void;
  /** Ends the program after the page has asked about what would be lost, because staff close its window. */
  readonly closeAsked: () => void;
  /** Starts what runs beside the page: scanner, print queue, send queue. */
  readonly attach: (window: BrowserWindow) => void;
};

type Parts = ReturnType<typeof openParts>;

/**
 * Starts the services. Settles when the small files of the command line are imported: the page shows them from the beginning. Never settles
 * if the program exits in the meantime.
 */
export const startProgram = async (given: ProgramParts): Promise<Program> => {
  const base = await openBase(given);
  const parts = openParts(base);
  const handlers = openHandlers(parts);
  connectEvents(parts);
  base.endFirst(endingsOf(parts));
  const { beforeWindow, filesIn } = parts.exchange.begin();
  await beforeWindow;
  if (base.isEnding()) return new Promise(() => undefined);
  // The session of a first start with a file uses a desk from that file.
  await retryOnBusy(() => base.session.refresh());
  noteLanguage(base);
  if (!base.movedAway.rests()) parts.exchange.watchedFolder.start();
  return {
    answer: answerWith(parts, handlers),
    filesIn: filesIn.then(
      async (areIn) =>
        areIn &&
        (await runHubSwitches(parts.hub, base.switches, parts.exchange.askCommandLine)) &&
        (await parts.joining.begin(parts.hub)),
    ),
    closeAsked: () => askBeforeClosing(base.asked, () => app.quit()),
    secondStart: (second) => void parts.exchange.secondStart(second),
    attach: (window) => attach(parts, window),
  };
};

/** Creates each part after those that it needs. */
const openParts = (base: Base) => {
  const exchange = openExchange(base);
  const storage = watchStorage(base, exchange.libraryFile.isRunning);
  const mail = openMail({ ...base, chooseCertificate: () => base.atWindow(choosePemFile('authority')) });
  const hub = openHub({
    ...base,
    // A program started from the command line is restarted by its caller.
    startAgain: base.switches.exitWhenDone ? () => undefined : startAgain,
    writeLibrary: exchange.writeLibrary,
    chooseImport: (path) => exchange.libraryFile.drop({ path }),
    hasMail: () => mail.current() !== null,
    tellsPartners: () => hasPartnersByProtocol(base.db) || sendsToOtherSystem(base.db),
  });
  const letters = openLetters(base, mail, hub, exchange.libraryFile.isRunning);
  const isImporting = exchange.libraryFile.isRunning;
  const { partners, lookUps } = openSystems(base, { writer: letters.writer, hub, isImporting });
  const mailIn = openIncoming(base, hub, exchange.libraryFile.isRunning);
  const slips = openSlips(base);
  // Housekeeping for all workstations is done by one of them, or by this one if it works alone.
  const isHousekeeper = (): boolean => hub.link()?.doesHousekeeping() ?? true;
  const mayErase = (): boolean =>
    !exchange.libraryFile.isRunning() && !base.movedAway.rests() && isHousekeeper();
  const hasFileWork = (): boolean => exchange.libraryFile.isRunning() || exchange.files.isRunning();
  const clocks = openClocks(base, mayErase, storage.logUpkeep.look, hasFileWork);
  const scanners = openScanners(base, clocks.idleWatch.active);
  const backups = openBackups({
    ...base,
    isImporting: exchange.libraryFile.isRunning,
    startAgain,
    askedLibrary: base.asked.library,
    changed: () => base.emit('changed', { topics: ['app'] }),
    bundles: import.meta.dirname,
  });
  return {
    base,
    exchange,
    ...storage,
    mail,
    hub,
    letters,
    partners,
    mailIn,
    lookUps,
    slips,
    ...clocks,
    scanners,
    backups,
    joining: orderedJoining(base),
    sessionStart: sessionStartOfProgram(base),
  };
};

/** Connects the events of the parts. */
const connectEvents = (parts: Parts): void => {
  const { base, hub, letters, mailIn } = parts;
  const { news, emit, refreshSession } = base;
  const reloadAll = async (): Promise<void> => {
    await refreshSession();
    base.readSettings();
    emit('changed', { topics: [...everything] });
  };
  const onImported = async (report: ImportReport): Promise<void> => {
    await refreshSession();
    hub.imported(report);
    emit('importEnded', report);
    emit('changed', { topics: [...everything] });
    // A renewal that a patron made outside is passed on to the partner and the patron; imported loans may be due.
    letters.afterImport();
    parts.partners.kick();
    await parts.logUpkeep.look();
  };
  news.on('imported', (report) => void onImported(report));
  news.on('rowsChanged', () => void reloadAll());
  news.on('messagesApplied', () => followChange(parts));
  news.on('mailChanged', letters.queue.tryNow);
  news.on('mailTested', letters.queue.noteTest);
  news.on('hubChanged', () => {
    emit('changed', { topics: ['hub'] });
    // This workstation may now hold the lease for sending letters.
    letters.queue.kick();
    parts.partners.kick();
    mailIn.worker.kick();
  });
  news.once('shown', () => {
    void closeContents(base.dataDir, base.log);
    letters.notices.start();
    mailIn.worker.kick();
    parts.forgetting.start();
    parts.partners.start();
    parts.pastLimits.settingsSaved();
    parts.sessionStart.follow(base.settings().sessionStart.withSession);
  });
};

/** Returns the handlers of all channels; each change triggers its consequences. */
const openHandlers = (parts: Parts): Handlers<Channel> => {
  const { base, exchange, hub, mail, letters, slips, scanners, backups } = parts;
  const { atWindow, dataDir, emit } = base;
  const context = { ...base.context, lettersWait: letters.lettersWait, lookUps: parts.lookUps.lookUps };
  const handlers = deskHandlers(context, {
    appState: openAppState(base, { ...parts, startAgain }),
    ...exchange,
    backups: backups.service,
    updates: parts.updates,
    hub,
    slipPrinter: slips.printer,
    slipLogo: {
      choose: () => atWindow(choosePicture),
      draw: async (type, data) => (await import('./devices/printing/slip-view.ts')).drawnSize(type, data),
    },
    scanner: scannerService(scanners),
    letters: {
      ...letters,
      tryNow: () => {
        letters.queue.tryNow();
        parts.partners.tryNow();
      },
      saveFile: (name, text) => atWindow((window) => saveTextFile(window, name, text)),
    },
    mail,
    lookUps: parts.lookUps.service,
    ...parts.partners.services(context),
    ...parts.mailIn.services(context),
    patronData: {
      slipFolder: join(dataDir, slipFolder),
      saveFile: (name, text) => atWindow((window) => saveTextFile(window, name, text)),
      emptyLog: parts.logUpkeep.look,
      reportFolder: join(dataDir, 'reports'),
      forgetPage: base.memory.forget,
    },
    saveReport: (name, content) => atWindow((window) => saveReportFile(window, name, content)),
  });
  const onChange = (): void => {
    parts.partners.giveWay();
    followChange(parts);
  };
  return announceChanges(handlers, emit, onChange, exchange.libraryFile.runStepFirst);
};

const followChange = (parts: Parts): void => {
  const { base, hub, pastLimits, scanners, sessionStart } = parts;
  workOff(parts);
  hub.link()?.wake();
  base.readSettings();
  useColorScheme(base.settings().appearance.colorScheme);
  pastLimits.settingsSaved();
  scanners.settingsSaved();
  sessionStart.follow(base.settings().sessionStart.withSession);
  parts.partners.follow();
  noteLanguage(base);
};

// While the library is in use on another workstation, its slips and letters are not handled here.
const workOff = ({ base, slips, letters, partners }: Parts): void => {
  if (base.movedAway.rests()) return;
  slips.queue.kick();
  letters.queue.kick();
  partners.kick();
};

const endingsOf = (parts: Parts): readonly CleanUpStep[] => [
  ...parts.exchange.endFirst,
  ...parts.clockEndings,
  ...parts.partners.endings,
  { name: 'scanner', run: parts.scanners.stop },
  { name: 'print-queue', run: parts.slips.queue.stop },
  { name: 'joining', run: parts.joining.stop },
  { name: 'hub', run: parts.hub.stop },
  { name: 'forgetting', run: parts.forgetting.stop },
  { name: 'notices', run: parts.letters.notices.stop },
  { name: 'send-queue', run: parts.letters.queue.stop },
  { name: 'mailbox', run: parts.mailIn.worker.stop },
  { name: 'look-ups', run: () => parts.lookUps.lookUps.stop() },
  { name: 'backups', run: parts.backups.stop },
  { name: 'log-upkeep', run: parts.logUpkeep.stop },
  { name: 'rescue', run: parts.rescue.stop },
];

const answerWith = ({ base, rescue }: Parts, handlers: Handlers<Channel>): AnswerCall => {
  const context = {
    checkOutput: !app.isPackaged,
    assertStorage: rescue.assertStorage,
    asker: () => base.session.operator().id,
    isStored: (opId: string) => findCommand(base.db, opId as OpId) !== undefined,
    onDamage: () => requestFullCheck(base.databaseFile),
  };
  return (call) =>
    // A call made during exit would no longer find a database, and its answer would not be read.
    base.isEnding() ? new Promise(() => undefined) : dispatch(handlers, { ...call, ...context }, base.log);
};

const attach = (parts: Parts, window: BrowserWindow): void => {
  parts.scanners.attach(window.webContents);
  watchActivity(window.webContents, parts.idleWatch);
  setTimeout(() => parts.base.news.emit('shown'), startMs);
  workOff(parts);
};
