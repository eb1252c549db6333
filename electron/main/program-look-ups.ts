import { t } from '../../shared/words/words.ts';
import { choosePemFile } from './app/dialogs.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import { listCardsOfUnsent } from './desk/queries/today/today.queries.ts';
import { systemSecrets } from './mail/secrets.ts';
import { ncipLookUp } from './other-system/look-up-user.ts';
import { type PartnerSecrets, partnerSecrets } from './partners/exchange/partner-secrets.ts';
import { openPartners } from './program-partners.ts';
import type { Base } from './program-base.ts';
import { lookUpsService } from './other-system/sip2/look-ups.service.ts';
import { throttled } from './throttled.ts';

/** As many requests as come in on a very busy day. */
const mostAskedLater = 500;
/** How long the changes of other workstations are collected before cards are looked up, in milliseconds. */
const othersMs = 60_000;

/** Opens the service that looks up patrons in the library's other system. @param accountChanged called when its account has changed */
const openLookUps = (
  base: Base,
  {
    accountChanged,
    partnerSecrets,
  }: { readonly accountChanged: () => void; readonly partnerSecrets: PartnerSecrets },
) =>
  lookUpsService(base.db, {
    secrets: systemSecrets,
    chooseFile: () => base.atWindow(choosePemFile('authority')),
    check: () => authorizeAdministrationOfAll(base.db, base.session, t('Changing how patrons are looked up')),
    accountChanged,
    ncip: () => ncipLookUp(base.db, partnerSecrets),
    now: base.now,
    timeZone: base.timeZone,
    changed: () => base.emit('changed', { topics: ['lookUps'] }),
  });

/** Opens what speaks to partners' systems and to the library's other system. */
export const openSystems = (
  base: Base,
  parts: Omit<Parameters<typeof openPartners>[1], 'secrets' | 'sipAccount'>,
) => {
  const secrets = partnerSecrets(base.db, systemSecrets);
  const lookUps = openLookUps(base, {
    accountChanged: () => {
      partners.tryNow();
      askForNew();
    },
    partnerSecrets: secrets,
  });
  // So a block is known before staff open the request or lend the item.
  const askForNew = (): void => {
    if (!base.isEnding()) lookUps.lookUps.askLater(listCardsOfUnsent(base.db, mostAskedLater));
  };
  base.news.on('imported', askForNew);
  // Other workstations import too, and work all the time.
  base.news.on('rowsChanged', throttled(askForNew, othersMs));
  base.news.once('shown', askForNew);
  const partners = openPartners(base, { ...parts, secrets, sipAccount: lookUps.account });
  return { partners, lookUps };
};
