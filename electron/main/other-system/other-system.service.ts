import { ok, refuse, type Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import type { DeskContext } from '../desk/context.ts';
import type { Secrets } from '../desk/output/mail/ports.ts';
import { authorizeAdministration } from '../desk/records/operators/authorize-administration.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import type { Service } from '../ipc/handlers.ts';
import { authorityOf, chooseAuthority } from '../partners/exchange/authority.ts';
import type { ChoosePem } from '../partners/exchange/key-pair.ts';
import { type PartnerSecrets, secretOf } from '../partners/exchange/partner-secrets.ts';
import { reachOf } from './reach.ts';
import { testConnection } from './test-connection.ts';

type Options = {
  readonly context: DeskContext;
  readonly partnerSecrets: PartnerSecrets;
  /** Whether the system can store secrets. */
  readonly secrets: Pick<Secrets, 'available'>;
  readonly choosePem: ChoosePem;
  /** Sends what waits, also during a pause. */
  readonly tryNow: () => void;
};

/** How the library's other system is reached from this workstation: the password, and a test of the connection. */
export const otherSystemService = ({
  context,
  partnerSecrets,
  secrets,
  choosePem,
  tryNow,
}: Options): Service<'otherSystem'> => {
  const mayChange = (): Result<null> =>
    authorizeAdministration(context.session, t('Changing how the library works'), null);
  return {
    reach: () => {
      const settings = loadSettingGroup(context.db, 'ncip');
      const reached = reachOf(settings);
      return ok({
        hasSecret: reached !== null && partnerSecrets.identify('other-system', reached) !== null,
        keepsSecrets: secrets.available(),
        authority: authorityOf(settings.authority),
      });
    },
    chooseAuthority: async () => {
      const allowed = mayChange();
      return allowed.ok ? chooseAuthority(choosePem) : allowed;
    },
    saveSecret: ({ secret }) => {
      const allowed = mayChange();
      if (!allowed.ok) return allowed;
      const reached = reachOf(loadSettingGroup(context.db, 'ncip'));
      const kept = reached && secretOf(reached, secret);
      if (!kept)
        return refuse(
          'record-unfit',
          t(
            'The password was not saved: the saved settings use none. Save the settings, then enter the password again.',
          ),
        );
      partnerSecrets.keep('other-system', reached, kept);
      tryNow();
      return ok(null);
    },
    test: async ({ settings, secret, card }) => {
      const allowed = mayChange();
      if (!allowed.ok) return allowed;
      const reached = reachOf(settings);
      if (reached === null)
        return refuse('record-unfit', t('Enter the other system’s address.'), { field: 'address' });
      const typed = secret === null ? null : secretOf(reached, secret);
      const identification = partnerSecrets.identify('other-system', reached, typed);
      if (identification === null)
        return refuse('secret-missing', t('Enter it: this workstation does not have it yet.'), {
          field: 'secret',
        });
      return ok(await testConnection(settings, identification, card));
    },
  };
};
