import { app } from 'electron';
import { join } from 'node:path';
import { choosePemFile } from './app/dialogs.ts';
import type { DeskContext } from './desk/context.ts';
import type { MailService } from './desk/output/mail/mail.service.ts';
import { incomingMailService } from './mail/incoming/incoming-mail.service.ts';
import { openLettersOut } from './mail/letters-out.ts';
import { openMailIn } from './mail/mail-in.ts';
import type { Base } from './program-base.ts';
import type { HubService } from './sync/link/hub.service.ts';

/** Opens what sends letters. */
export const openLetters = (base: Base, mail: MailService, hub: HubService, isImporting: () => boolean) => {
  const { rests } = base.movedAway;
  return openLettersOut({
    ...base,
    mail,
    templateFolder: join(app.getAppPath(), 'resources', 'letters'),
    isImporting: () => isImporting() || rests(),
    rests,
    sendsLetters: () => hub.link()?.sendsLetters() ?? true,
    othersSend: () => (hub.link()?.status().lettersFrom ?? '') !== '',
    confirmed: async () => (await hub.link()?.confirmed()) ?? true,
    changed: () => base.emit('changed', { topics: ['app', 'messages'] }),
    logFault: (error) => base.log.error('send-queue.failed', error),
  });
};

/** Opens what reads the mailbox. */
export const openIncoming = (base: Base, hub: HubService, isImporting: () => boolean) => {
  const { worker, mailbox } = openMailIn({
    ...base,
    chooseCertificate: () => base.atWindow(choosePemFile('authority')),
    reads: () => !base.movedAway.rests() && (hub.link()?.sendsLetters() ?? true),
    mayNot: isImporting,
    changed: () => base.emit('changed', { topics: ['app', 'messages'] }),
    logFault: (error) => base.log.error('mailbox.failed', error),
  });
  const services = (context: DeskContext) => ({ mailbox, incomingMail: incomingMailService(context) });
  return { worker, services };
};
