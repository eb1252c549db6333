import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import type { NcipService } from './message.ts';
import { type NcipProblem, readNcipAnswer } from './read-answer.ts';

/** What the other system made of a message, in a line for staff: in its own words, if it has any. */
export type NcipVerdict = {
  /**
   * `duplicate`: it was done already, perhaps by an earlier attempt. `refused`: a person must act. `unknown`: it may or may not have been done, or
   * cannot be done now.
   */
  readonly kind: 'ok' | 'duplicate' | 'refused' | 'unknown';
  /** The type of the first problem; null if the answer is not NCIP. */
  readonly errorType: string | null;
  readonly words: string;
  /** The status code of an answer that is not NCIP. */
  readonly httpStatus?: number;
};

const longestWords = 300;
/** Status codes of servers and proxies for faults that are temporary. */
const passes: readonly number[] = [408, 425, 429];

/** Status codes of servers and proxies that concern the message. */
const aboutMessage: readonly number[] = [400, 413, 422];

const isTemporary = (status: number): boolean => status >= 500 || passes.includes(status);

/** Whether a verdict is about who we are, not about this message: every other message would get the same. */
export const isAboutUs = ({ kind, errorType, httpStatus }: NcipVerdict): boolean =>
  kind === 'refused' &&
  ((httpStatus !== undefined && !aboutMessage.includes(httpStatus)) ||
    /(?:system|agency) authentication failed|unknown agency|agency access denied|missing version/iu.test(
      errorType ?? '',
    ));

/** An item that is not on loan there, or no longer there, needs no check-in: brokers take these as done too. */
const isDone: Readonly<Partial<Record<NcipService, RegExp>>> = {
  CheckInItem: /^(Item Not Checked Out|Not On Loan|Unknown Item)$/iu,
};
const isDuplicate: Readonly<Partial<Record<NcipService, RegExp>>> = {
  AcceptItem: /^Duplicate (Item|Request)$/iu,
};

/** Reads the answer to a message. NCIP decides, whatever the status code. */
export const verdictOfNcip = (httpStatus: number, body: Uint8Array, service: NcipService): NcipVerdict => {
  const answer = readNcipAnswer(body, service);
  if (answer === null) {
    const text = new TextDecoder().decode(body.slice(0, 4 * longestWords));
    // A redirect or a web page means that the address in Settings is wrong. An NCIP answer that breaks off may still have been done.
    const isRefused = !isTemporary(httpStatus) && !text.includes('NCIPMessage');
    return {
      kind: isRefused ? 'refused' : 'unknown',
      errorType: null,
      words: wordsOfStatus(httpStatus, text),
      httpStatus,
    };
  }
  const { problems } = answer;
  const [first] = problems;
  if (first === undefined) return { kind: 'ok', errorType: null, words: '' };
  return {
    kind: kindOf(problems, service),
    errorType: first.type,
    words: wordsOf(problems) || wordsWithoutReason(),
  };
};

/** What an answer that cannot be read as NCIP means. Pages are not repeated; a line of text may say more. */
const wordsOfStatus = (status: number, text: string): string => {
  if (text.includes('NCIPMessage')) return t('The other system’s answer cannot be read.');
  if (isTemporary(status))
    return t('The other system is temporarily unavailable (HTTP {status}).', { status });
  if (status === 401 || status === 403)
    return t('The other system refuses this workstation (HTTP {status}). Check the user name and password.', {
      status,
    });
  if (!aboutMessage.includes(status))
    return t('This address answers, but not in NCIP (HTTP {status}). Check the address.', { status });
  const said = text.includes('<') ? '' : plainLine(text, longestWords);
  return said === ''
    ? t('The other system refuses the message (HTTP {status}).', { status })
    : t('The other system refuses the message. It says: {words}', { words: said });
};

const kindOf = (problems: readonly NcipProblem[], service: NcipService): NcipVerdict['kind'] => {
  const are = (type: RegExp | undefined): boolean =>
    type !== undefined && problems.every((problem) => type.test(problem.type));
  if (are(isDone[service])) return 'ok';
  if (are(isDuplicate[service])) return 'duplicate';
  return are(/^Temporary Processing Failure$/iu) ? 'unknown' : 'refused';
};

/** What is said of a refusal that gives no reason. */
export const wordsWithoutReason = (): string =>
  t('The other system refuses the message and does not say why.');

/** All problems in one line. A value that a detail does not name says what the problem is about; without either, the element does. */
const wordsOf = (problems: readonly NcipProblem[]): string =>
  plainLine(
    problems
      .map(({ type, detail, element, value }) =>
        [
          type,
          detail === type ? '' : detail,
          detail === '' && value === '' ? element : '',
          detail.includes(value) ? '' : value,
        ]
          .filter((part) => part !== '' && part !== 'NULL')
          .join(': '),
      )
      .join('; '),
    longestWords,
  );
