import { findCommand } from '../../electron/main/desk/store/command-log.queries.ts';
import { demoFile } from './fuzz/library.ts';
import { dirname, join } from 'node:path';
import { programFacts } from './program-facts.ts';
import { testLookUps } from './sip2/look-ups.ts';
import { MessageFolder } from '../../electron/main/files/watching/message-folder.service.ts';
import { WatchedFolder } from '../../electron/main/files/watching/watched-folder.service.ts';
import { Imports } from '../../electron/main/files/undo-import/imports.service.ts';
import { deskHandlers } from '../../electron/main/desk/desk.ts';
import { scannerService } from '../../electron/main/desk/records/settings/scanner.service.ts';
import type { Secrets } from '../../electron/main/desk/output/mail/ports.ts';
import { instantOf } from '../../shared/domain/dates.ts';
import { EndpointAccount } from '../../electron/main/partners/exchange/endpoint-account.ts';
import { EndpointKeeper } from '../../electron/main/partners/exchange/endpoint-keeper.ts';
import { endpointService } from '../../electron/main/partners/exchange/endpoint.service.ts';
import { inboxOn } from '../../electron/main/partners/exchange/inbox.ts';
import { takeIn } from '../../electron/main/partners/exchange/take-in.ts';
import { partnerSecrets } from '../../electron/main/partners/exchange/partner-secrets.ts';
import { connectionsService } from '../../electron/main/connections/connections.service.ts';
import { otherSystemService } from '../../electron/main/other-system/other-system.service.ts';
import { partnersService } from '../../electron/main/partners/partners.service.ts';
import { incomingMailService } from '../../electron/main/mail/incoming/incoming-mail.service.ts';
import { mailService } from '../../electron/main/desk/output/mail/mail.service.ts';
import { authorizeAdministration } from '../../electron/main/desk/records/operators/authorize-administration.ts';
import type {
  AppStateService,
  ProgramFacts,
} from '../../electron/main/desk/records/session/app-state.service.ts';
import { appStateService } from '../../electron/main/desk/records/session/app-state.service.ts';
import { announceChanges } from '../../electron/main/ipc/announce.ts';
import type { Emit } from '../../electron/main/ipc/events.ts';
import { dispatch } from '../../electron/main/ipc/dispatch.ts';
import { openLog, type Log } from '../../electron/main/log/log.ts';
import type { OpId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { ok } from '../../shared/ipc/result.ts';
import { everything } from '../../shared/ipc/topics.ts';
import { startFileThread } from './file-thread.ts';
import { newOpId, type TestDesk } from './desk.ts';
import { callOf } from './doors.ts';
import { threadService } from '../../electron/main/partners/exchange/thread.service.ts';
import { noUpdates } from './updates/no-updates.ts';
import { testBackups } from './backups.ts';
import { testHub } from './hub/without-hub.ts';
import { testTemplates, testWriter } from './letters.ts';
import { openFiles, openLibraryFile } from './library-file.ts';
import type { Files } from '../../electron/main/files/export/files.service.ts';
import type { LibraryFile } from '../../electron/main/files/library-file.service.ts';
import { testMailbox } from './incoming-mail/test-mailbox.ts';

/** All calls of the page, on a test desk. */
export type AllCalls = {
  /**
   * Calls like the page: through the same dispatcher, with answers validated against the contract. Never rejects.
   * @param door a channel; or a kind of step, which is then taken.
   */
  readonly call: (door: string, input: unknown) => Promise<Result<unknown>>;
  readonly appState: AppStateService;
  readonly libraryFile: LibraryFile;
  readonly files: Files;
  readonly log: Log;
  /** The logged errors, the oldest first. */
  readonly errors: () => readonly string[];
  /** How often a letter was handed to the mail sender. */
  readonly mailsTried: () => number;
  readonly close: () => Promise<void>;
};

const noKeyStore: Secrets = {
  available: () => false,
  seal: (secret) => secret,
  unseal: (sealed) => sealed,
};

/**
 * Opens all calls. Electron's parts behave as on a machine without a printer and a key store.
 * @param chosenFile the file that the dialog returns.
 * @param facts what the program says about itself, such as the policy.
 * @param told receives the changes like the page; `after` runs after each change.
 */
export const openAllCalls = (
  desk: TestDesk,
  chosenFile: () => string | null = () => null,
  told?: { readonly emit: Emit; readonly after: () => void },
  facts: Partial<ProgramFacts> = {},
): AllCalls => {
  const { context } = desk;
  const { db, session, now } = context;
  const dataDir = dirname(desk.file);
  const written = openLog({ folder: join(dataDir, 'logs'), now });
  const errors: string[] = [];
  const log: Log = {
    ...written,
    error: (event, error, facts) => {
      errors.push(`${event} ${String(error)}`);
      written.error(event, error, facts);
    },
  };
  const libraryFile = openLibraryFile(desk, {
    emitProgress: (progress) => told?.emit('importProgress', progress),
    emitDryRun: (progress) => told?.emit('dryRunProgress', progress),
    emitEnded: (report) => {
      session.refresh();
      told?.emit('importEnded', report);
      told?.emit('changed', { topics: [...everything] });
    },
    chooseFile: () => Promise.resolve(chosenFile()),
  });
  const files = openFiles(desk, {
    choosePlace: (name) => Promise.resolve({ path: join(dataDir, name), mayReplace: true }),
  });
  const appState = appStateService(
    db,
    session,
    programFacts(desk, {
      ...facts,
      logPageError: (error, kind) => written.error('page.error', error, { kind }),
    }),
  );
  let mailsTried = 0;
  const mail = mailService(db, {
    secrets: noKeyStore,
    send: () => {
      mailsTried += 1;
      return Promise.resolve({ kind: 'later', words: 'There is no server in this test.' });
    },
    chooseFile: () => Promise.resolve(null),
    now,
    unique: newOpId,
    check: () => authorizeAdministration(session, 'Changing the mail account', null),
    changed: () => undefined,
    tested: () => undefined,
  });
  const account = new EndpointAccount(db, noKeyStore);
  const keeper = new EndpointKeeper({
    account,
    take: (message) => Promise.resolve(takeIn(message, instantOf(now()), inboxOn(db))),
    rests: () => false,
    now,
    changed: () => told?.emit('changed', { topics: ['messages'] }),
    logFault: (error) => errors.push(String(error)),
  });
  const messageFolder = new MessageFolder({
    db,
    now,
    startProcess: startFileThread,
    take: (message) => Promise.resolve(takeIn(message, instantOf(now()), inboxOn(db))),
    rests: () => false,
    chooseFolder: () => Promise.resolve(chosenFile()),
    check: () => authorizeAdministration(session, 'Changing how messages arrive', null),
    changed: () => told?.emit('changed', { topics: ['messages'] }),
    logFault: (error) => errors.push(String(error)),
    everyMs: 50,
  });
  const { service: lookUpsCalls, lookUps } = testLookUps(db, {
    now,
    secrets: noKeyStore,
    check: () => authorizeAdministration(session, 'Changing how patrons are looked up', null),
    changed: () => told?.emit('changed', { topics: ['lookUps'] }),
  });
  const lettersWait = (): 'none' | null => (mail.current() === null ? 'none' : null);
  const unannounced = deskHandlers(
    { ...context, lettersWait, lookUps },
    {
      appState,
      libraryFile,
      backups: testBackups(desk),
      updates: noUpdates,
      files,
      imports: new Imports({
        demoFile,
        context,
        databaseFile: desk.file,
        startProcess: startFileThread,
        libraryFile,
        changed: () => undefined,
        ended: () => session.refresh(),
      }),
      watchedFolder: new WatchedFolder({
        context,
        dataDir,
        startProcess: startFileThread,
        libraryFile,
        chooseFolder: () => Promise.resolve(null),
        changed: () => undefined,
        logProblem: () => undefined,
        logFault: (error) => errors.push(String(error)),
      }),
      hub: testHub(desk),
      slipPrinter: {
        print: () => Promise.resolve(ok('')),
        preview: () => Promise.resolve({ html: '', widthMm: 80, heightMm: null }),
        target: () => Promise.resolve({ kind: 'pdf', description: '' }),
        printers: () => Promise.resolve([]),
        isFixed: false,
        openSaved: () => Promise.resolve(ok(null)),
      },
      slipLogo: { choose: () => Promise.resolve(null), draw: () => Promise.resolve(null) },
      scanner: scannerService({ ports: () => Promise.resolve([]), listen: () => undefined }),
      letters: {
        writer: testWriter(desk),
        sender: () => null,
        templates: testTemplates(),
        tryNow: () => undefined,
        saveFile: () => Promise.resolve(null),
      },
      lookUps: lookUpsCalls,
      mail,
      partners: partnersService({
        context,
        partnerSecrets: partnerSecrets(db, noKeyStore),
        secrets: noKeyStore,
        choosePem: () => Promise.resolve(null),
      }),
      otherSystem: otherSystemService({
        context,
        partnerSecrets: partnerSecrets(db, noKeyStore),
        secrets: noKeyStore,
        choosePem: () => Promise.resolve(null),
        tryNow: () => undefined,
      }),
      endpoint: endpointService({
        account,
        keeper,
        keepsSecrets: noKeyStore.available,
        choosePem: () => Promise.resolve(null),
        check: () => authorizeAdministration(session, 'Changing how messages arrive', null),
      }),
      mailbox: testMailbox(desk),
      incomingMail: incomingMailService(context),
      thread: threadService(context),
      messageFolder,
      connections: connectionsService({
        context,
        queue: { describe: () => [], tryNow: () => undefined },
        otherSystem: { describe: () => [], tryNow: () => undefined },
        check: () => authorizeAdministration(session, 'Exporting messages of all libraries', null),
        saveFile: () => Promise.resolve(null),
      }),
      patronData: {
        slipFolder: join(dataDir, 'slips'),
        saveFile: () => Promise.resolve(null),
        emptyLog: () => Promise.resolve(),
        reportFolder: join(dataDir, 'reports'),
        forgetPage: () => undefined,
      },
      saveReport: () => Promise.resolve(null),
    },
  );
  const handlers = told
    ? announceChanges(unannounced, told.emit, told.after, (step) => Promise.resolve(step()))
    : unannounced;
  return {
    call: (door, input) =>
      dispatch(
        handlers,
        {
          ...callOf(door, input),
          trusted: true,
          checkOutput: true,
          assertStorage: () => undefined,
          asker: () => session.operator().id,
          isStored: (opId) => findCommand(desk.context.db, opId as OpId) !== undefined,
          onDamage: () => undefined,
        },
        log,
      ),
    appState,
    libraryFile,
    files,
    log,
    errors: () => errors,
    mailsTried: () => mailsTried,
    close: async () => {
      messageFolder.close();
      await lookUps.stop();
      await keeper.stop();
      await files.close();
      await libraryFile.close();
    },
  };
};
