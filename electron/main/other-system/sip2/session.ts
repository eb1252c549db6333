import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { Connection, openSocket, type Server } from './connection.ts';
import { kinds } from './message.ts';
import { type PatronAnswer, readPatron } from './patron-answer.ts';

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

/** The moment as SIP2 writes it: local time, without a zone. */
const moment = (at: Date, timeZone: string): string => {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${calendarDateIn(at, timeZone).replaceAll('-', '')}    ${time.replaceAll(':', '')}`;
};

const englishLanguage = '001';
const noSummary = ' '.repeat(10);

/** An open connection on which we are signed in. */
export class SipSession {
  readonly #connection: Connection;
  readonly #institution: string;
  /** The name of the library, or its code, as the server says it. */
  readonly library: string;

  private constructor(connection: Connection, institution: string, library: string) {
    this.#connection = connection;
    this.#institution = institution;
    this.library = library;
  }

  /** Connects and signs in. @throws NoAnswerError, NotAdmittedError, or the fault of the system */
  static async open(account: SipAccount, limits: Limits): Promise<SipSession> {
    const connection = new Connection(await openSocket(account, limits.connectMs), limits.answerMs);
    try {
      if (account.user !== '') await signIn(connection, account);
      const status = { fixed: '00802.00', fields: [] };
      const { fixed, fields } = await connection.ask(kinds.status, status, {
        answerKind: kinds.statusAnswer,
        isOurs: () => true,
      });
      if (fixed.startsWith('N')) throw new NotAdmittedError('out-of-service');
      const institution = fields.get('AO') ?? '';
      return new SipSession(connection, institution, plainLine(fields.get('AM') || institution, 200));
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
        fixed: `${englishLanguage}${moment(now.at, now.timeZone)}${noSummary}`,
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
}

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
