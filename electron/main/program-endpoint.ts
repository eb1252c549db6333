import { t } from '../../shared/words/words.ts';
import { choosePemFile } from './app/dialogs.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import { systemSecrets } from './mail/secrets.ts';
import { EndpointAccount } from './partners/exchange/endpoint-account.ts';
import { EndpointKeeper } from './partners/exchange/endpoint-keeper.ts';
import { endpointService } from './partners/exchange/endpoint.service.ts';
import type { ChoosePem } from './partners/exchange/key-pair.ts';
import type { PartnerSecrets } from './partners/exchange/partner-secrets.ts';
import { partnersService } from './partners/partners.service.ts';
import type { Base } from './program-base.ts';

/**
 * Sets up how this workstation identifies itself to partners' systems, and how they reach it.
 * @param options.take keeps a message that came, and returns its confirmation
 */
export const openEndpoint = (
  base: Base,
  { secrets, take }: { readonly secrets: PartnerSecrets; readonly take: (message: Uint8Array) => string },
) => {
  const { db, context, atWindow, emit, log, now, session, movedAway } = base;
  const choosePem: ChoosePem = (what) => atWindow((window) => choosePemFile(window, what));
  const account = new EndpointAccount(db, systemSecrets);
  const keeper = new EndpointKeeper({
    account,
    take: (message) => retryOnBusy(() => take(message)),
    now,
    rests: movedAway.rests,
    changed: () => emit('changed', { topics: ['messages'] }),
    logFault: (error) => log.error('endpoint.fault', error),
  });
  return {
    follow: () => void keeper.follow(),
    stop: keeper.stop,
    services: {
      partners: partnersService({ context, partnerSecrets: secrets, secrets: systemSecrets, choosePem }),
      endpoint: endpointService({
        account,
        keeper,
        keepsSecrets: systemSecrets.available,
        choosePem,
        check: () => authorizeAdministrationOfAll(db, session, t('Changing how messages arrive')),
      }),
    },
  };
};
