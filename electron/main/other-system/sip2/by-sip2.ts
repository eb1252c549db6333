import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Attempt } from '../../sending/after-attempt.ts';
import { type PostResult, longestWords } from '../../sending/verdict.ts';
import type { Claimed, Protocol } from '../to-other-system.ts';
import { faultWords } from './fault-words.ts';
import { isWritable } from './message.ts';
import { type Limits, type SipAccount, SipSession, stepLimits } from './session.ts';
import { stepMessage } from './step-messages.ts';

/** What posting by SIP2 needs. */
export type BySip2Options = {
  /** Null while none is set up, or its password is unknown. */
  readonly account: () => SipAccount | null;
  readonly timeZone: () => string;
  readonly limits?: Limits;
};

/**
 * Posts steps by SIP2, one after the other, because the protocol knows one message at a time. The connection is its own, so that look-ups need not
 * wait, and it is closed when nothing is left to send.
 */
export const bySip2 = (options: BySip2Options): Protocol => {
  const steps = new SipSteps(options);
  return {
    atOnce: 1,
    rest: () => steps.close(),
    reach: () => {
      const account = options.account();
      return account === null
        ? { address: null, lacks: 'no-account' }
        : {
            address: `${account.host}:${account.port}`,
            reached: { post: (message, signal) => steps.post(account, message, signal) },
          };
    },
  };
};

const notWritable = (): PostResult => ({
  kind: 'refused',
  errorType: null,
  words: t(
    'SIP2 cannot carry this barcode or card number, because of a character in it. Key the step by hand.',
  ),
});

const perhapsRenewed = (): Attempt => ({
  kind: 'doubtful',
  words: t('The other system did not answer, and may have renewed this item. Check the due date there.'),
});

const done: PostResult = { kind: 'ok', errorType: null, words: '' };

class SipSteps {
  readonly #options: BySip2Options;
  #open: { readonly account: SipAccount; readonly session: SipSession } | null = null;

  constructor(options: BySip2Options) {
    this.#options = options;
  }

  close(): void {
    this.#open?.session.close();
    this.#open = null;
  }

  /** Posts a step. After `unknown`, the other system may have it. */
  async post(account: SipAccount, message: Claimed, signal: AbortSignal): Promise<Attempt> {
    if (![message.facts.item, message.facts.user].every(isWritable)) return notWritable();
    const reach = (): Promise<SipSession | PostResult> => this.#reach(account, signal);
    const session = await reach();
    if (signal.aborted) return { kind: 'unreached', words: '' };
    if (!(session instanceof SipSession)) return session;
    try {
      const attempt = await this.#report(session, message, reach);
      // What was asked last has no answer.
      return signal.aborted && attempt.kind !== 'ok'
        ? { kind: 'unknown', errorType: null, words: '' }
        : attempt;
    } catch (error) {
      return { kind: 'unknown', errorType: null, words: faultWords(error) };
    }
  }

  /** Returns an open session with this account, which the signal closes. */
  async #reach(account: SipAccount, signal: AbortSignal): Promise<SipSession | PostResult> {
    if (this.#open?.account === account && this.#open.session.isOpen()) return this.#open.session;
    this.close();
    try {
      const session = await SipSession.open(account, this.#options.limits ?? stepLimits, signal);
      this.#open = { account, session };
      return session;
    } catch (error) {
      return { kind: 'unreached', words: faultWords(error) };
    }
  }

  async #report(
    session: SipSession,
    { service, facts, mayHaveArrived }: Claimed,
    reach: () => Promise<SipSession | PostResult>,
  ): Promise<Attempt> {
    const timeZone = this.#options.timeZone();
    // A second one would renew it twice.
    if (service === 'RenewItem' && mayHaveArrived) {
      const { dueOn } = await session.item(facts.item, timeZone);
      return dueOn !== null && dueOn === facts.dueOn ? done : perhapsRenewed();
    }
    const { location } = session;
    const { isDone, words } = await session.report(stepMessage(service, facts, { timeZone, location }));
    if (isDone) return done;
    // An item that is not on loan needs no check-in. One that is on loan after an attempt without an answer was lent by it.
    const isOnLoan =
      service === 'CheckInItem' || (service === 'CheckOutItem' && mayHaveArrived)
        ? await this.#isOnLoan(reach, facts.item, timeZone)
        : null;
    return isOnLoan === (service === 'CheckOutItem')
      ? done
      : { kind: 'refused', errorType: null, words: plainLine(words, longestWords) };
  }

  /** Whether an item is on loan there; null if the system does not say. */
  async #isOnLoan(
    reach: () => Promise<SipSession | PostResult>,
    item: string,
    timeZone: string,
  ): Promise<boolean | null> {
    // An answer that names no item closes its connection.
    const session = await reach();
    return session instanceof SipSession ? (await session.item(item, timeZone)).isOnLoan : null;
  }
}
