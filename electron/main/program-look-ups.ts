import { t } from '../../shared/words/words.ts';
import { chooseCertificateFile } from './app/dialogs.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import { systemSecrets } from './mail/secrets.ts';
import type { Base } from './program-base.ts';
import { lookUpsService } from './other-system/sip2/look-ups.service.ts';

/** Opens the service that looks up patrons in the library's other system. @param accountChanged called when its account has changed */
export const openLookUps = (base: Base, accountChanged: () => void) =>
  lookUpsService(base.db, {
    secrets: systemSecrets,
    chooseFile: () => base.atWindow(chooseCertificateFile),
    check: () => authorizeAdministrationOfAll(base.db, base.session, t('Changing how patrons are looked up')),
    accountChanged,
    now: base.now,
    timeZone: base.timeZone,
    changed: () => base.emit('changed', { topics: ['lookUps'] }),
  });
