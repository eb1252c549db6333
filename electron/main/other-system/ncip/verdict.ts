import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import { type PostResult, isTemporary, longestWords, type Verdict } from '../../sending/verdict.ts';
import type { NcipService } from './message.ts';
import { type NcipProblem, readNcipAnswer } from './read-answer.ts';

/** Status codes of servers and proxies that concern the message. */
const aboutMessage: readonly number[] = [400, 413, 422];

/** Types of problems that are about who we are and what we may do there. */
const typesAboutUs =
  /(?:system|agency) (?:authentication failed|access denied)|unknown (?:system|agency)|unauthori[sz]ed service for (?:system|agency)|application profile|missing version/iu;

/** Whether a problem is not about this message: all others from us would get the same answer, or all that ask for the same service. */
const isAboutUs = ({ type, element }: NcipProblem): boolean =>
  typesAboutUs.test(type) || /InitiationHeader|ApplicationProfileType/u.test(element);

/** An item that is not on loan there, or no longer there, needs no check-in: brokers take these as done too. */
const isDone: Readonly<Partial<Record<NcipService, RegExp>>> = {
  CheckInItem: /^(Item Not Checked Out|Not On Loan|Unknown Item)$/iu,
};
const isDuplicate: Readonly<Partial<Record<NcipService, RegExp>>> = {
  AcceptItem: /^Duplicate (Item|Request)$/iu,
};

/**
 * Reads the answer to a message. NCIP decides, whatever the status code. `unreached`: the other system accepts this message, and often all of ours, only once settings are
 * corrected, here or there.
 */
export const verdictOfNcip = (httpStatus: number, body: Uint8Array, service: NcipService): PostResult => {
  const answer = readNcipAnswer(body, service);
  if (answer === null) return verdictOfOther(httpStatus, body);
  const { problems } = answer;
  const [first] = problems;
  if (first === undefined) return { kind: 'ok', errorType: null, words: '' };
  const words = wordsOf(problems);
  return problems.some(isAboutUs)
    ? {
        kind: 'unreached',
        words: t(
          'The other system does not accept our messages ({words}). Check the symbols, the profile and the password in Settings › Other system.',
          { words },
        ),
      }
    : { kind: kindOf(problems, service), errorType: first.type, words };
};

/** Reads an answer that is not NCIP. A redirect or a web page means that the address in Settings is wrong. */
const verdictOfOther = (httpStatus: number, body: Uint8Array): PostResult => {
  const text = new TextDecoder().decode(body.slice(0, 4 * longestWords));
  const words = wordsOfStatus(httpStatus, text);
  // An NCIP answer that breaks off may still have been done.
  if (isTemporary(httpStatus) || text.includes('NCIPMessage'))
    return { kind: 'unknown', errorType: null, words, httpStatus };
  return aboutMessage.includes(httpStatus)
    ? { kind: 'refused', errorType: null, words, httpStatus }
    : { kind: 'unreached', words };
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

const kindOf = (problems: readonly NcipProblem[], service: NcipService): Verdict['kind'] => {
  const are = (type: RegExp | undefined): boolean =>
    type !== undefined && problems.every((problem) => type.test(problem.type));
  if (are(isDone[service])) return 'ok';
  if (are(isDuplicate[service])) return 'duplicate';
  return are(/^Temporary Processing Failure$/iu) ? 'unknown' : 'refused';
};

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
