import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { Connection, openSocket, type Server } from './connection.ts';
import { kinds, type Received, sipMoment } from './message.ts';
import type { PatronAnswer } from '../patron-answer.ts';
import { readPatron } from './read-patron.ts';
import type { StepMessage } from './step-messages.ts';

/** A SIP2 server with the login there. */
export type SipAccount = Server & {
  /** Empty if the server asks for no login. */
  readonly user: string;
  readonly password: string;
  /** The location code for the login; empty for none. */
  readonly location: string;
};

/** Thrown when the server refuses the login, or says that it is not in service. */
export class NotAdmittedError extends Error {
  readonly why: 'login' | 'out-of-service';

  constructor(why: NotAdmittedError['why']) {
    super(`not admitted: ${why}`);
    this.why = why;
  }
}

export type Limits = { readonly connectMs: number; readonly answerMs: number };

/** Short: a patron is waiting at the desk. */
export const usualLimits: Limits = { connectMs: 5_000, answerMs: 8_000 };

/** Nobody waits, and a step that is given up too early is in doubt. */
export const stepLimits: Limits = { connectMs: 20_000, answerMs: 30_000 };

const englishLanguage = '001';
const noSummary = ' '.repeat(10);

/** An open connection on which we are signed in. */
export class SipSession {
  readonly #connection: Connection;
  readonly #institution: string;
  /** The name of the library, or its code, as the server says it. */
  readonly library: string;
  /** The location code of this workstation there. */
  readonly location: string;

  private constructor(
    connection: Connection,
    { institution, library, location }: { institution: string; library: string; location: string },
  ) {
    this.#connection = connection;
    this.#institution = institution;
    this.library = library;
    this.location = location;
  }

  /**
   * Connects and signs in.
   * @param signal closes the session
   * @throws NoAnswerError, NotAdmittedError, or the fault of the system
   */
  static async open(account: SipAccount, limits: Limits, signal?: AbortSignal): Promise<SipSession> {
    const socket = await openSocket(account, limits.connectMs, signal);
    const connection = new Connection(socket, limits.answerMs);
    try {
      if (account.user !== '') await signIn(connection, account);
      const status = { fixed: '00802.00', fields: [] };
      const { fixed, fields } = await connection.ask(kinds.status, status, {
        answerKind: kinds.statusAnswer,
        isOurs: () => true,
      });
      if (fixed.startsWith('N')) throw new NotAdmittedError('out-of-service');
      const institution = fields.get('AO') ?? '';
      const library = plainLine(fields.get('AM') || institution, 200);
      return new SipSession(connection, { institution, library, location: account.location });
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  isOpen(): boolean {
    return this.#connection.isOpen();
  }

  close(): void {
    this.#connection.close();
  }

  /** Asks for a patron. @throws as `Connection.ask` */
  async patron(
    card: string,
    now: { readonly at: Date; readonly timeZone: string; readonly today: CalendarDate },
  ): Promise<PatronAnswer> {
    const answer = await this.#connection.ask(
      kinds.patron,
      {
        fixed: `${englishLanguage}${sipMoment(now.at, now.timeZone)}${noSummary}`,
        fields: [
          ['AO', this.#institution],
          ['AA', card],
          ['AC', ''],
          ['AD', ''],
        ],
      },
      {
        answerKind: kinds.patronAnswer,
        isOurs: ({ fields }) => fields.get('AA')?.toLowerCase() === card.toLowerCase(),
      },
    );
    return readPatron(answer, now.today);
  }

  /** Reports a step. @returns whether it is done there, and what the system would show to staff. @throws as `Connection.ask` */
  async report({
    kind,
    answerKind,
    fixed,
    fields,
  }: StepMessage): Promise<{ readonly isDone: boolean; readonly words: string }> {
    const item = new Map(fields).get('AB');
    const answer = await this.#connection.ask(
      kind,
      { fixed, fields: [['AO', this.#institution], ...fields] },
      { answerKind, isOurs: (received) => isOfItem(received, item) },
    );
    const words = [answer.fields.get('AF'), answer.fields.get('AG')].filter(Boolean).join(' ');
    return { isDone: answer.fixed.startsWith('1'), words };
  }

  /** Asks for an item: whether it is on loan there, and the day until which; null: the system does not say. */
  async item(
    item: string,
    timeZone: string,
  ): Promise<{ readonly isOnLoan: boolean | null; readonly dueOn: string | null }> {
    try {
      const { fixed, fields } = await this.#connection.ask(
        kinds.item,
        {
          fixed: sipMoment(new Date(), timeZone),
          fields: [
            ['AO', this.#institution],
            ['AB', item],
            ['AC', ''],
          ],
        },
        { answerKind: kinds.itemAnswer, isOurs: (received) => isOfItem(received, item) },
      );
      return {
        isOnLoan: isSaid(fixed) ? onLoan.has(fixed.slice(0, 2)) : null,
        dueOn: dayIn(fields.get('AH') ?? ''),
      };
    } catch {
      // Many systems do not answer this question.
      return { isOnLoan: null, dueOn: null };
    }
  }
}

/** A due date is text of any form: most begin with year, month and day. */
const dayIn = (text: string): string | null => {
  const [, ...parts] = /^(\d{4})-?(\d{2})-?(\d{2})/u.exec(text) ?? [];
  return parts.length === 0 ? null : parts.join('-');
};

/** The states of an item (the first two characters) that mean a loan: on loan, not yet to be recalled, and recalled. */
const onLoan: ReadonlySet<string> = new Set(['04', '05', '07']);
/** `01` is any other state. */
const isSaid = (fixed: string): boolean => /^(?:0[2-9]|1[0-3])/u.test(fixed);

const isOfItem = ({ fields }: Received, item: string | undefined): boolean =>
  fields.get('AB')?.toLowerCase() === item?.toLowerCase();

/** Passwords are not encrypted: that is TLS's job. */
const plainPasswords = '00';

const signIn = async (connection: Connection, { user, password, location }: SipAccount): Promise<void> => {
  const fields = [['CN', user], ['CO', password], ...(location === '' ? [] : [['CP', location] as const])];
  const { fixed } = await connection.ask(
    kinds.login,
    { fixed: plainPasswords, fields: fields as [string, string][] },
    { answerKind: kinds.loginAnswer, isOurs: () => true },
  );
  if (fixed !== '1') throw new NotAdmittedError('login');
};
