import { instantOf } from '../../shared/domain/dates.ts';
import { t } from '../../shared/words/words.ts';
import { choosePemFile } from './app/dialogs.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import { systemSecrets } from './mail/secrets.ts';
import { EndpointAccount } from './partners/exchange/endpoint-account.ts';
import { EndpointKeeper } from './partners/exchange/endpoint-keeper.ts';
import { endpointService } from './partners/exchange/endpoint.service.ts';
import { inboxOn } from './partners/exchange/inbox.ts';
import type { ChoosePem } from './partners/exchange/key-pair.ts';
import { partnerSecrets } from './partners/exchange/partner-secrets.ts';
import { takeIn } from './partners/exchange/take-in.ts';
import { partnersService } from './partners/partners.service.ts';
import type { Base } from './program-base.ts';

/** Sets up how this workstation reaches partners' systems, and how they reach it. */
export const openPartners = (base: Base) => {
  const { db, context, atWindow, emit, log, now, session, movedAway } = base;
  const choosePem: ChoosePem = (what) => atWindow((window) => choosePemFile(window, what));
  // One for all: a secret that the system cannot store is only in its memory.
  const secrets = partnerSecrets(db, systemSecrets);
  const take = takeMessages(base);
  const account = new EndpointAccount(db, systemSecrets);
  const endpoint = new EndpointKeeper({
    account,
    take,
    now,
    rests: movedAway.rests,
    changed: () => emit('changed', { topics: ['messages'] }),
    logFault: (error) => log.error('endpoint.fault', error),
  });
  return {
    secrets,
    endpoint,
    service: partnersService({ context, partnerSecrets: secrets, secrets: systemSecrets, choosePem }),
    endpointService: endpointService({
      account,
      keeper: endpoint,
      keepsSecrets: systemSecrets.available,
      choosePem,
      check: () => authorizeAdministrationOfAll(db, session, t('Changing how messages arrive')),
    }),
  };
};

/** Returns what stores a message, announces it, and returns its confirmation. */
const takeMessages = ({ db, now, news }: Base) => {
  const inbox = inboxOn(db);
  return async (message: Uint8Array): Promise<string> => {
    const confirmation = await retryOnBusy(() => takeIn(message, instantOf(now()), inbox));
    news.emit('messageStored');
    return confirmation;
  };
};
