import { app, powerMonitor } from 'electron';
import { join } from 'node:path';
import { t } from '../../shared/words/words.ts';
import { childProcessOf } from './app/child-process.ts';
import { choosePemFile, saveMessageFile } from './app/dialogs.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import { connectionsService } from './connections/connections.service.ts';
import { otherSystemService } from './other-system/other-system.service.ts';
import type { ChoosePem } from './partners/exchange/key-pair.ts';
import { partnersService } from './partners/partners.service.ts';
import type { CleanUpStep } from './app/lifecycle.ts';
import type { DeskContext } from './desk/context.ts';
import { DeskAtWork } from './desk/output/desk-at-work.ts';
import type { LetterWriter } from './desk/output/letters/letter-writer.ts';
import { openOutgoingMessages, type OutgoingMessages } from './files/watching/outgoing-messages.ts';
import type { FromProcess, ToProcess } from './files/process/messages.ts';
import { systemSecrets } from './mail/secrets.ts';
import type { PartnerSecrets } from './partners/exchange/partner-secrets.ts';
import type { SipAccount } from './other-system/sip2/session.ts';
import { startOtherSystemQueue } from './other-system/other-system-queue.ts';
import { startPartnerQueue } from './partners/sending/partner-queue.ts';
import { threadService } from './partners/exchange/thread.service.ts';
import { openEndpoint } from './program-endpoint.ts';
import { openInbox } from './program-inbox.ts';
import type { Base } from './program-base.ts';
import type { HubService } from './sync/link/hub.service.ts';
import { throttled } from './throttled.ts';

type Options = {
  readonly writer: LetterWriter;
  readonly hub: HubService;
  readonly isImporting: () => boolean;
  /** The passwords, codes and certificates of this workstation. */
  readonly secrets: PartnerSecrets;
  /** The account at the library's other system by SIP2; null if there is none. */
  readonly sipAccount: () => SipAccount | null;
};

/** Connects what exchanges messages with partners by protocol. Of workstations that share their requests, the one that sends the letters does. */
export const openPartners = (base: Base, { writer, hub, isImporting, secrets, sipAccount }: Options) => {
  const { db, session, atWindow } = base;
  const ofSecrets = {
    partnerSecrets: secrets,
    secrets: systemSecrets,
    choosePem: ((what) => atWindow(choosePemFile(what))) satisfies ChoosePem,
  };
  const folder = openFolder(base);
  const atWork = new DeskAtWork();
  const { queue, otherSystem } = openQueue(base, { writer, hub, sipAccount, secrets, folder, atWork });
  const inbox = openInbox(base, { hub, isImporting, atWork });
  const endpoint = openEndpoint(base, inbox.take);
  const endings: readonly CleanUpStep[] = [
    { name: 'endpoint', run: endpoint.stop },
    { name: 'inbox', run: inbox.stop },
    { name: 'partner-queue', run: queue.stop },
    { name: 'other-system-queue', run: otherSystem.stop },
    { name: 'outgoing-messages', run: () => Promise.resolve(folder.close()) },
  ];
  return {
    queue,
    /** Staff are working at the desk: until they have stopped for a while, messages are sent and applied one at a time, with pauses. */
    giveWay: (): void => atWork.note(),
    /** Sends and applies what waits. It is cheap. */
    kick: (): void => {
      queue.kick();
      otherSystem.kick();
      inbox.kick();
    },
    /** Sends what waits, also during pauses. */
    tryNow: (): void => {
      queue.tryNow();
      otherSystem.tryNow();
    },
    /** Opens the endpoint and looks at the folder of messages, as Settings say. */
    start: endpoint.start,
    /** Opens, changes or closes the endpoint as Settings say now. */
    follow: endpoint.follow,
    services: (context: DeskContext) => ({
      ...endpoint.services,
      partners: partnersService({ context, ...ofSecrets }),
      otherSystem: otherSystemService({ context, ...ofSecrets, tryNow: otherSystem.tryNow }),
      thread: threadService(context),
      connections: connectionsService({
        context,
        queue,
        otherSystem,
        check: () => authorizeAdministrationOfAll(db, session, t('Exporting messages of all libraries')),
        saveFile: (name, text) => atWindow((window) => saveMessageFile(window, name, text)),
      }),
    }),
    endings,
  };
};

const openFolder = ({ db, log }: Base): OutgoingMessages =>
  openOutgoingMessages(
    db,
    childProcessOf<ToProcess, FromProcess>(
      join(import.meta.dirname, 'file-process.cjs'),
      t('Borrow Desk Import'),
    ),
    { logFault: (error) => log.error('outgoing-messages.fault', error) },
  );

const openQueue = (
  base: Base,
  {
    writer,
    hub,
    sipAccount,
    secrets,
    folder,
    atWork,
  }: Pick<Options, 'writer' | 'hub' | 'secrets' | 'sipAccount'> & {
    readonly folder: OutgoingMessages;
    readonly atWork: DeskAtWork;
  },
) => {
  const { db, now, timeZone, movedAway, emit, log } = base;
  const common = {
    db,
    now,
    secrets,
    atWork,
    mayTell: () => !movedAway.rests() && (hub.link()?.sendsLetters() ?? true),
    confirmed: async () => (await hub.link()?.confirmed()) ?? true,
    random: Math.random,
  };
  const queue = startPartnerQueue({
    ...common,
    timeZone,
    writer,
    folder,
    changed: throttled(() => emit('changed', { topics: ['app', 'messages'] })),
    logFault: (error) => log.error('partner-queue.failed', error),
  });
  const otherSystem = startOtherSystemQueue({
    ...common,
    sip: { account: sipAccount, timeZone },
    changed: throttled(() => emit('changed', { topics: ['app', 'messages', 'steps'] })),
    logFault: (error) => log.error('other-system-queue.failed', error),
  });
  void app.whenReady().then(() =>
    powerMonitor.on('resume', () => {
      queue.tryNow();
      otherSystem.tryNow();
    }),
  );
  return { queue, otherSystem };
};
