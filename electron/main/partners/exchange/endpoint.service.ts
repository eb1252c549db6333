import { isLoopback } from '../../../../shared/domain/endpoint.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { EndpointView } from '../../../../shared/ipc/calls/endpoint.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Service } from '../../ipc/handlers.ts';
import { wrongCaller } from './callers.ts';
import type { EndpointAccount } from './endpoint-account.ts';
import type { EndpointKeeper } from './endpoint-keeper.ts';
import { type ChoosePem, chooseKeyPair, expiryOf } from './key-pair.ts';

type Options = {
  readonly account: EndpointAccount;
  readonly keeper: EndpointKeeper;
  readonly keepsSecrets: () => boolean;
  readonly choosePem: ChoosePem;
  /** Whether the operator may change it. */
  readonly check: () => Result<null>;
};

/** The settings with which this workstation receives messages from partners' systems. */
export const endpointService = (options: Options): Service<'endpoint'> => {
  const { account, keeper, check } = options;
  const view = (): Result<EndpointView> => ok(viewOf(options));
  const change = async (work: () => void): Promise<Result<EndpointView>> => {
    const allowed = check();
    if (!allowed.ok) return allowed;
    work();
    await keeper.follow();
    return view();
  };
  return {
    load: view,
    save: async (input) => {
      const allowed = check();
      if (!allowed.ok) return allowed;
      const fit = checkFit(account, input);
      return fit.ok ? await change(() => account.save(input.settings, input.secret)) : fit;
    },
    chooseCertificate: async () => {
      const allowed = check();
      if (!allowed.ok) return allowed;
      const pair = await chooseKeyPair(options.choosePem);
      if (!pair.ok) return pair;
      const { value } = pair;
      return value === null ? ok(null) : await change(() => account.setKeyPair(value));
    },
    removeCertificate: () => change(() => account.setKeyPair(null)),
  };
};

const viewOf = ({ account, keeper, keepsSecrets }: Options): EndpointView => {
  const { settings, tls } = account.load();
  const until = tls && expiryOf(tls.certificate);
  return {
    settings,
    hasSecret: settings.authentication.kind !== 'none' && account.credentials() !== 'missing',
    keepsSecrets: keepsSecrets(),
    certificateUntil: until && instantOf(until),
    state: keeper.state(),
  };
};

const unfit = (field: string, words: string): Result<never> => refuse('record-unfit', words, { field });

/** Refuses settings that cannot work, or that would admit every caller although nobody has chosen that. */
const checkFit = (account: EndpointAccount, { settings, secret }: Input<'endpoint.save'>): Result<null> => {
  const { host, callers, authentication, isOpen } = settings;
  const wrong = wrongCaller(callers);
  if (wrong !== null)
    return unfit(
      'callers',
      t('“{wrong}” is neither an address nor a network. Write it like 192.0.2.7 or 192.0.2.0/24.', { wrong }),
    );
  const { secret: stored } = account.load();
  if (authentication.kind !== 'none' && secret === null && stored?.kind !== authentication.kind)
    return unfit('secret', t('Enter the password or code for callers.'));
  if (isOpen && !isLoopback(host) && callers.length === 0 && authentication.kind === 'none')
    return unfit(
      'callers',
      t(
        'Enter the allowed callers, or choose an option under “Authentication of callers”. To allow every address, enter 0.0.0.0/0 and ::/0.',
      ),
    );
  return ok(null);
};
