import { calendarDateIn } from '../../../shared/domain/dates.ts';
import { t } from '../../../shared/words/words.ts';
import type { ConnectionTest } from '../partners/exchange/test-connection.ts';
import type { Identification } from '../partners/exchange/partner-secrets.ts';
import type { PostResult } from '../sending/post-xml.ts';
import { userIn } from './ncip/read-answer.ts';
import { wordsWithoutReason } from './ncip/verdict.ts';
import { askForUser } from './look-up-user.ts';
import type { NcipSettings } from './reach.ts';

/** Shorter than for real messages: somebody is waiting at the screen. */
const timeouts = { connectMs: 10_000, wholeMs: 20_000 } as const;

/** Looks up a patron in the other system, which changes nothing there. @param card the barcode of a card that is known there */
export const testConnection = async (
  settings: NcipSettings,
  identification: Identification,
  card: string,
): Promise<ConnectionTest> => {
  const { result, answer } = await askForUser(settings, identification, card, timeouts);
  const user = answer && userIn(answer, calendarDateIn(new Date(), 'UTC'));
  return resultOfTest(result, user?.known === true ? user.name : '');
};

const aboutSetup = /agency|authenticat|system access|profile/iu;

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
  if (result.httpStatus !== undefined) return { works: false, words };
  const type = result.errorType ?? '';
  if (/^Unknown User$/iu.test(type))
    return { works: true, words: t('The connection works, but the other system does not know this card.') };
  if (/^Unsupported Service$/iu.test(type))
    return { works: true, words: t('The connection works, but the other system does not look up patrons.') };
  if (aboutSetup.test(words))
    return {
      works: false,
      words: t('The other system refuses the symbols, the profile or the password ({words}). Check them.', {
        words,
      }),
    };
  // The connection broke.
  if (kind === 'unknown' && result.errorType === null) return { works: false, words };
  return {
    works: false,
    words:
      words === wordsWithoutReason()
        ? words
        : t('The other system refuses the message. It says: {words}', { words }),
  };
};
