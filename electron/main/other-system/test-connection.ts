import { calendarDateIn } from '../../../shared/domain/dates.ts';
import { t } from '../../../shared/words/words.ts';
import type { ConnectionTest } from '../partners/exchange/test-connection.ts';
import type { Identification } from '../partners/exchange/partner-secrets.ts';
import type { PostResult } from '../sending/verdict.ts';
import { userIn } from './ncip/read-answer.ts';
import { askForUser } from './look-up-user.ts';
import type { NcipSettings } from './reach.ts';
import { wordsOfRefusal } from './words-of-refusal.ts';

/** Shorter than for real messages: somebody is waiting at the screen. */
const timeouts = { connectMs: 10_000, wholeMs: 20_000 } as const;

/** Looks up a patron in the other system, which changes nothing there. @param card the barcode of a card that is known there */
export const testConnection = async (
  settings: NcipSettings,
  identification: Identification,
  card: string,
): Promise<ConnectionTest> => {
  const { result, answer } = await askForUser(settings, identification, card, { timeouts });
  const user = answer && userIn(answer, calendarDateIn(new Date(), 'UTC'));
  return resultOfTest(result, user?.known === true ? user.name : '');
};

const resultOfTest = (result: PostResult, name: string): ConnectionTest => {
  const { kind, words } = result;
  if (kind === 'unreached') return { works: false, words };
  if (kind === 'ok')
    return {
      works: true,
      words:
        name === ''
          ? t('The connection works: the other system knows this card.')
          : t('The connection works: the other system knows this card ({name}).', { name }),
    };
  const { errorType, httpStatus } = result;
  if (/^Unknown User$/iu.test(errorType ?? ''))
    return { works: true, words: t('The connection works, but the other system does not know this card.') };
  if (/^Unsupported Service$/iu.test(errorType ?? ''))
    return { works: true, words: t('The connection works, but the other system does not look up patrons.') };
  // The connection broke, or the answer is not NCIP: the words say so.
  if (httpStatus !== undefined || (kind === 'unknown' && errorType === null)) return { works: false, words };
  return {
    works: false,
    words:
      words === ''
        ? wordsOfRefusal(words)
        : t('The other system refuses the message. It says: {words}', { words }),
  };
};
