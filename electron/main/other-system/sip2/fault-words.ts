import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import { NoAnswerError } from './connection.ts';
import { NotAdmittedError } from './session.ts';

const noAnswerWords = (why: NoAnswerError['why']): string => {
  switch (why) {
    case 'late':
      return t('The other system did not answer in time.');
    case 'closed':
      return t('The other system closed the connection.');
    case 'damaged':
      return t('The other system’s answers arrive damaged. The network may be faulty.');
    case 'other':
      return t('This server answers, but not in SIP2. Check the server and port in Settings › Other system.');
  }
};

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|altname/i;
const protectionFault = /EPROTO|ERR_SSL|wrong version/i;

/** Returns why the library's other system was not asked, in words that say where to look. */
export const faultWords = (error: unknown): string => {
  if (error instanceof NoAnswerError) return noAnswerWords(error.why);
  if (error instanceof NotAdmittedError)
    return error.why === 'login'
      ? t(
          'The other system refuses the sign-in. Check the user name, password and location code in Settings › Other system.',
        )
      : t('The other system says that it is out of service.');
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (certificateFault.test(code))
    return t(
      'The other system’s certificate is not trusted ({message}). If your library has its own certificate authority, choose its file in Settings › Other system.',
      { message: plainLine(message, 300) },
    );
  if (protectionFault.test(`${code} ${message}`))
    return t(
      'An encrypted connection was not possible. Check the port and the encryption in Settings › Other system.',
    );
  switch (code) {
    case 'ECONNREFUSED':
      return t('The other system refuses the connection. It may be down, or the port may be wrong.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return t('The other system’s server was not found. The network may be down, or its name may be wrong.');
    default:
      return t('There is no connection to the other system. The network may be down.');
  }
};
