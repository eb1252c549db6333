import { choosePemFile } from './app/dialogs.ts';
import { systemSecrets } from './mail/secrets.ts';
import { partnerSecrets } from './partners/exchange/partner-secrets.ts';
import { partnersService } from './partners/partners.service.ts';
import type { Base } from './program-base.ts';

/** Sets up what this workstation needs to reach partners' systems. */
export const openPartners = (base: Base) => {
  const { db, context, atWindow } = base;
  // One for all: a secret that the system cannot store is only in its memory.
  const secrets = partnerSecrets(db, systemSecrets);
  return {
    secrets,
    service: partnersService({
      context,
      partnerSecrets: secrets,
      secrets: systemSecrets,
      choosePem: (what) => atWindow((window) => choosePemFile(window, what)),
    }),
  };
};
