import { app, powerMonitor } from 'electron';
import type { LetterWriter } from './desk/output/letters/letter-writer.ts';
import { throttled } from './mail/letters-out.ts';
import { systemSecrets } from './mail/secrets.ts';
import { type PartnerSecrets, partnerSecrets } from './partners/exchange/partner-secrets.ts';
import { type PartnerQueue, startPartnerQueue } from './partners/sending/partner-queue.ts';
import type { Base } from './program-base.ts';
import type { HubService } from './sync/link/hub.service.ts';

type Partners = {
  /** With what this workstation identifies itself to partners. */
  readonly secrets: PartnerSecrets;
  /** Tells partners by protocol. */
  readonly queue: PartnerQueue;
};

/** Connects what tells partners by protocol. Of workstations that share their requests, the one that sends the letters does. */
export const openPartners = (
  base: Pick<Base, 'db' | 'now' | 'timeZone' | 'movedAway' | 'emit' | 'log'>,
  { writer, hub }: { readonly writer: LetterWriter; readonly hub: HubService },
): Partners => {
  const { db, now, timeZone, movedAway, emit, log } = base;
  const secrets = partnerSecrets(db, systemSecrets);
  const queue = startPartnerQueue({
    db,
    now,
    timeZone,
    writer,
    secrets,
    answersTo: () => null,
    mayTell: () => !movedAway.rests() && (hub.link()?.sendsLetters() ?? true),
    confirmed: async () => (await hub.link()?.confirmed()) ?? true,
    random: Math.random,
    changed: throttled(() => emit('changed', { topics: ['app', 'messages'] })),
    logFault: (error) => log.error('partner-queue.failed', error),
  });
  void app.whenReady().then(() => powerMonitor.on('resume', () => queue.tryNow()));
  return { secrets, queue };
};
