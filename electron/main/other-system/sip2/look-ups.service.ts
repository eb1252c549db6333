import {
  lookUpAccount,
  type LookUpAccountInput,
  type LookUpAccountView,
} from '../../../../shared/ipc/calls/look-ups.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import { type AccountParts, ifAllowed, KeptAccount } from '../../desk/output/mail/kept-account.ts';
import type { Service } from '../../ipc/handlers.ts';
import { faultWords } from './fault-words.ts';
import { lookUpOf, type LookUpParts, LookUps } from './look-ups.ts';
import { type Limits, type SipAccount, SipSession } from './session.ts';

type Parts = Omit<AccountParts, 'changed'> &
  Omit<LookUpParts, 'account'> & {
    /** Called when the account has changed: what waits for it is tried again. */
    readonly accountChanged: () => void;
  };

const notSetUp = (): ReturnType<typeof refuse> =>
  refuse('look-up-not-set-up', t('SIP2 is not set up at this workstation. Set it up first.'));

/** Somebody is waiting at the screen, but a slow server must not look like a wrong address. */
const testLimits: Limits = { connectMs: 10_000, answerMs: 15_000 };

const test = async (
  account: SipAccount,
  card: string,
  { now, timeZone }: Pick<Parts, 'now' | 'timeZone'>,
): Promise<Result<Output<'lookUps.test'>>> => {
  try {
    const session = await SipSession.open(account, testLimits);
    try {
      const moment = { at: now(), timeZone: timeZone(), today: calendarDateIn(now(), timeZone()) };
      const lookUp = card === '' ? null : lookUpOf(await session.patron(card, moment));
      return ok({ library: session.library, lookUp });
    } finally {
      session.close();
    }
  } catch (error) {
    return fail('look-up-failed', faultWords(error));
  }
};

/** Patrons' cards, looked up in the library's other system. The account is kept at this workstation, its password encrypted by the system. */
export const lookUpsService = (
  db: ReadableDB,
  parts: Parts,
): {
  readonly service: Service<'lookUps'>;
  readonly lookUps: LookUps;
  readonly account: () => SipAccount | null;
} => {
  const kept = new KeptAccount<LookUpAccountInput>(
    db,
    {
      ...parts,
      changed: () => {
        lookUps.accountChanged();
        parts.accountChanged();
      },
    },
    { key: 'lookUpAccount', shape: lookUpAccount, notSetUp },
  );
  const lookUps: LookUps = new LookUps({ ...parts, account: () => kept.current() });
  const allowed = (change: () => Result<LookUpAccountView>): Result<LookUpAccountView> =>
    ifAllowed(parts, change);
  const service: Service<'lookUps'> = {
    card: ({ card }) => ok(lookUps.ask(card)),
    account: () => kept.view(),
    saveAccount: ({ account, password }) =>
      allowed(() => kept.save({ ...account, location: account.location.trim() }, password)),
    removeAccount: () => allowed(() => kept.remove()),
    test: async ({ card }) => {
      const account = ifAllowed(parts, () => kept.toTest());
      return account.ok ? await test(account.value, card.trim(), parts) : account;
    },
    chooseAuthority: () => kept.chooseAuthority(),
    removeAuthority: () => allowed(() => kept.removeAuthority()),
  };
  return { service, lookUps, account: () => kept.current() };
};
