import type { Instant } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import { headerTo } from '../iso18626/message-header.ts';
import type { RequestingAgencyMessage } from '../iso18626/message.ts';
import { writeMessage } from '../iso18626/write-message.ts';
import { type Identification, withoutSecrets } from './partner-secrets.ts';
import { postMessage } from './post-message.ts';
import type { PostResult } from '../../sending/verdict.ts';

/** The result of a test, in words for staff. */
export type ConnectionTest = { readonly works: boolean; readonly words: string };

type Test = {
  readonly profile: ProtocolProfile & { readonly address: string };
  readonly identification: Identification;
  /** An identifier that no request has. */
  readonly requestId: string;
  readonly at: Instant;
};

/** Shorter than for real messages: somebody is waiting at the screen. */
const timeouts = { connectMs: 10_000, wholeMs: 20_000 } as const;

/**
 * Asks a partner's system for the status of a request that it cannot have: it changes nothing there, and any answer in ISO 18626 proves that
 * the address and the account are right.
 */
export const testConnection = async ({
  profile,
  identification,
  requestId,
  at,
}: Test): Promise<ConnectionTest> => {
  const { credentials, securityCode } = identification;
  const message: RequestingAgencyMessage = {
    kind: 'requestingAgencyMessage',
    body: {
      header: { ...headerTo(profile, { requestId, at, securityCode }), supplyingAgencyRequestId: null },
      action: 'StatusRequest',
      note: null,
    },
  };
  const destination = { address: profile.address, credentials, ca: profile.authority };
  const result = await postMessage(writeMessage(message, profile.version), requestId, destination, {
    timeouts,
  });
  return resultOfTest(withoutSecrets(result, identification));
};

const aboutRequest = /RequestId|request\b.*not found|UnableToFindRequest|NoActiveRequest|no such request/i;
const aboutAgency = /agency(?!RequestId)|symbol/i;
const aboutAccount = /authenticat|authoriz|account|credential|security ?code|password/i;

/** Returns what the answer to such a message proves. */
export const resultOfTest = (result: PostResult): ConnectionTest => {
  switch (result.kind) {
    case 'ok':
    case 'duplicate':
      return { works: true, words: t('The connection works: the partner’s system confirmed the message.') };
    case 'unreached':
      return { works: false, words: result.words };
    case 'refused':
    case 'unknown':
      return result.httpStatus === undefined
        ? resultOfErrors(result)
        : { works: false, words: wordsOfStatus(result.httpStatus, result.words) };
  }
};

/** The expected answer: the partner cannot know the request. */
const works: ConnectionTest = {
  works: true,
  words: t('The connection works. As expected, the partner’s system does not know the test request.'),
};

const resultOfErrors = ({
  kind,
  errorType,
  words,
}: Extract<PostResult, { errorType: unknown }>): ConnectionTest => {
  // The connection broke, or the confirmation says neither yes nor no.
  if (kind === 'unknown')
    return {
      works: false,
      words: words || t('The partner’s system answered without saying whether it took the message.'),
    };
  const said = `${errorType ?? ''} ${words}`;
  if (aboutRequest.test(said)) return works;
  if (errorType === 'UnsupportedActionType')
    return {
      works: true,
      words: t('The connection works, but the partner’s system does not accept status requests ({words}).', {
        words,
      }),
    };
  if (aboutAccount.test(said))
    return {
      works: false,
      words: t('The partner’s system refuses the account or its code ({words}). Check both.', { words }),
    };
  if (aboutAgency.test(said))
    return {
      works: false,
      words: t('The partner’s system does not know one of the two symbols ({words}). Check both.', { words }),
    };
  return {
    works: false,
    words: t('The partner’s system answers, but refuses the message. It says: {words}', {
      words: said.trim(),
    }),
  };
};

/** What to do about an answer that is not in ISO 18626. */
const wordsOfStatus = (status: number, words: string): string => {
  const said = { status, words: words === '' ? '' : ` ${words}` };
  if (status === 401 || status === 403 || status === 407)
    return t(
      'The partner’s system refuses this workstation (HTTP {status}). Check the authentication, or ask the partner to allow your address.',
      said,
    );
  if (status === 404 || status === 410)
    return t(
      'The server answers, but accepts no messages at this path (HTTP {status}). Check the end of the address.',
      said,
    );
  if (status >= 300 && status < 400)
    return t(
      'The server redirects to another address (HTTP {status}). Ask the partner for the right one.',
      said,
    );
  if (status >= 500)
    return t('The partner’s system reports an error (HTTP {status}).{words} Try again later.', said);
  return t(
    'Something answers at this address, but not in ISO 18626 (HTTP {status}).{words} Check the address.',
    said,
  );
};
