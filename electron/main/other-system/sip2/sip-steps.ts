import type { SentFacts, SentService } from '../../../../shared/domain/other-system-messages.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import type { PostResult } from '../../partners/exchange/post-message.ts';
import { wordsWithoutReason } from '../ncip/verdict.ts';
import { faultWords } from './fault-words.ts';
import { isWritable } from './message.ts';
import { type Limits, type SipAccount, SipSession, stepLimits } from './session.ts';
import { stepMessage } from './step-messages.ts';

export type SipStepsParts = {
  /** Null while none is set up, or its password is unknown. */
  readonly account: () => SipAccount | null;
  readonly timeZone: () => string;
  readonly limits?: Limits;
};

export type SipStep = {
  readonly service: SentService;
  readonly facts: SentFacts;
  /** Whether an earlier attempt may have arrived. */
  readonly mayHaveArrived: boolean;
  /** Whether it is still to be sent: its step may be undone while it waits for others. */
  readonly isWanted: () => boolean;
};

const notWritable = (): PostResult => ({
  kind: 'refused',
  errorType: null,
  words: t(
    'SIP2 cannot carry this barcode or card number, because of a character in it. Key the step by hand.',
  ),
});

const done: PostResult = { kind: 'ok', errorType: null, words: '' };

/**
 * Sends steps by SIP2, one after the other, because the protocol knows one message at a time. The connection is its own, so that look-ups need not
 * wait, and it is closed when nothing is left to send.
 */
export class SipSteps {
  readonly #parts: SipStepsParts;
  #session: SipSession | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** Why the system cannot be reached: what waits behind would wait as long, for nothing. */
  #unreached: PostResult | null = null;

  constructor(parts: SipStepsParts) {
    this.#parts = parts;
  }

  /** Sends a step. After `unknown`, the other system may have it. */
  async send(step: SipStep, signal: AbortSignal): Promise<PostResult> {
    this.#waiting += 1;
    const result = this.#last.then(() => this.#send(step, signal));
    this.#last = result;
    try {
      return await result;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#close();
    }
  }

  #close(): void {
    this.#session?.close();
    this.#session = null;
    this.#unreached = null;
  }

  async #send(step: SipStep, signal: AbortSignal): Promise<PostResult> {
    if (signal.aborted || !step.isWanted()) return { kind: 'unreached', words: '' };
    if (![step.facts.item, step.facts.user].every(isWritable)) return notWritable();
    if (this.#unreached) return this.#unreached;
    const session = await this.#reach();
    if (!(session instanceof SipSession)) return (this.#unreached = session);
    const close = (): void => session.close();
    signal.addEventListener('abort', close);
    try {
      return await this.#post(session, step);
    } catch (error) {
      // Those that wait behind it would wait as long.
      this.#unreached = { kind: 'unreached', words: faultWords(error) };
      return { kind: 'unknown', errorType: null, words: faultWords(error) };
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  async #reach(): Promise<SipSession | PostResult> {
    if (this.#session?.isOpen() === true) return this.#session;
    const { account, limits = stepLimits } = this.#parts;
    const now = account();
    if (now === null)
      return {
        kind: 'unreached',
        words: t(
          'SIP2 is not set up at this workstation, or its password is missing. Set it up in Settings › Other system.',
        ),
      };
    try {
      return (this.#session = await SipSession.open(now, limits));
    } catch (error) {
      return { kind: 'unreached', words: faultWords(error) };
    }
  }

  async #post(session: SipSession, { service, facts, mayHaveArrived }: SipStep): Promise<PostResult> {
    const timeZone = this.#parts.timeZone();
    const { location } = session;
    const { isDone, words } = await session.report(stepMessage(service, facts, { timeZone, location }));
    if (isDone) return done;
    // An item that is not on loan needs no check-in. One that is on loan after an attempt without an answer was lent by it.
    const isOnLoan =
      service === 'CheckInItem' || (service === 'CheckOutItem' && mayHaveArrived)
        ? await session.isOnLoan(facts.item, timeZone)
        : null;
    return isOnLoan === (service === 'CheckOutItem')
      ? done
      : {
          kind: 'refused',
          errorType: null,
          words: plainLine(words, 300) || wordsWithoutReason(),
        };
  }
}
