import type { NotDone } from '../../../../shared/ipc/result.ts';
import { fail } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { codeOf } from '../../db/errors.ts';
import { UnfitDatabaseError } from './make-hub.ts';
import { OtherCertificateError } from './postgres.ts';
import { NoEncryptionError } from './server-certificate.ts';

const noAnswer = t(
  'No answer from this address. Check the server and port, and that the server is running and allows this computer.',
);
const noComputer = t('No computer with this name was found on the network. Check the spelling.');
const notAccepted = t(
  'The hub’s server does not accept this login, or does not allow this computer (pg_hba.conf). Check the name and password if you entered them; otherwise ask your IT staff.',
);

const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: noAnswer,
  ENOTFOUND: noComputer,
  EINVAL: noComputer,
  EAI_AGAIN: noComputer,
  ETIMEDOUT: noAnswer,
  ABORT_ERR: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  ECONNRESET: t(
    'The connection was lost. Try again. If that says the joining file was used, create another one.',
  ),
  // Error codes of PostgreSQL.
  '28P01': notAccepted,
  '28000': notAccepted,
  '3D000': t('The server has no database with this name. Ask your IT staff to create an empty one.'),
  '42501': t(
    'This account does not own the database, or may not create roles. Use an administrator’s account that owns it and may create roles, just this once.',
  ),
  '53100': t(
    'The hub’s disk is full. Steps wait here and are shared when there is space again. Tell your IT staff.',
  ),
  HB008: t('The hub is already up to date.'),
  HB001: t(
    'This workstation was removed from the hub. Everything here is kept. To share again, join with a new joining file.',
  ),
  HB005: t(
    'The hub refused this: it has no role that lets this operator do it, or no administrator would be left. Choose “Share now” to send it the roles, then try again.',
  ),
  HB010: t(
    'The hub disconnected this workstation because it was holding up the others. It will reconnect automatically, in about ten minutes at most.',
  ),
  HB011: t('The hub has everything that is here.'),
  HB012: t(
    'The hub has reached its limit: 20 unused joining files of one workstation (100 if the server has three connections for each login), or 300 workstations. Withdraw a joining file, remove a workstation, or ask your IT staff to raise max_connections.',
  ),
  HB013: t(
    'You can remove at most half of the workstations in one day, and never the last one. If there are more to remove, continue tomorrow.',
  ),
  HB014: t('The hub’s daily limit has been reached. Try again tomorrow.'),
  HB015: t(
    'The hub’s server has too few connections for another workstation. Ask your IT staff to raise max_connections to three times the number of workstations plus ten.',
  ),
};

/** Whether the hub refused to remove a workstation: it must keep at least one. */
export const isLastWorkstation = (error: unknown): boolean => codeOf(error) === 'HB013';

/** Whether an error is what PostgreSQL answered: it has one of its codes, of five letters and digits. */
const isAnswer = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/u.test(codeOf(error)) && !/^E[A-Z]/u.test(codeOf(error));

/** PostgreSQL error code for a login that is unknown, has expired or has another password by now: it never works again. */
const wrongPassword = '28P01';
/** And for a login that the server lets in from no computer, or not from this one. */
const notLetIn: readonly string[] = [wrongPassword, '28000'];

/** For the log: a code of the system, or that the hub refused it. */
const causeOf = (error: unknown): string => {
  const code = codeOf(error);
  if (isAnswer(error)) return 'hub-refused';
  return code === 'ABORT_ERR' ? 'no-answer' : code || 'hub-failed';
};

const hubFailed = (error: unknown, message: string, cause = causeOf(error)): NotDone =>
  fail('hub-failed', message, { cause });

/** Like `failureOf`, but for joining: the login comes from the joining file and was not typed. Its cause is `joining-used` if that file never works again. */
export const failureOfJoining = (error: unknown): NotDone =>
  notLetIn.includes(codeOf(error))
    ? hubFailed(
        error,
        t(
          'This joining file was already used or withdrawn, or has expired. Create another one on a workstation connected to the hub. If that doesn’t help, the server may not allow this computer (pg_hba.conf).',
        ),
        codeOf(error) === wrongPassword ? 'joining-used' : causeOf(error),
      )
    : failureOf(error);

/** Returns what staff read if the hub, or the connection to it, did not do what was asked. */
export const failureOf = (error: unknown): NotDone => {
  if (error instanceof NoEncryptionError)
    return hubFailed(
      error,
      t(
        'The server does not encrypt its connections. Have TLS turned on there; patron data is not sent without it.',
      ),
      'no-encryption',
    );
  if (error instanceof OtherCertificateError)
    return hubFailed(
      error,
      t(
        'The server’s identity has changed: its key is new, and no known authority vouches for it. Nothing is sent until this is settled. Ask your IT staff. If they changed the key, choose “The server has a new address or certificate”.',
      ),
      'other-certificate',
    );
  if (error instanceof UnfitDatabaseError)
    return hubFailed(
      error,
      error.why === 'taken'
        ? t(
            'This database already has a hub. Join it with a joining file, or have an empty database created.',
          )
        : t('This server is older than PostgreSQL 13. Have it updated, or use another server.'),
      error.why === 'taken' ? 'database-taken' : 'server-too-old',
    );
  const words = byCode[codeOf(error)];
  if (words !== undefined) return hubFailed(error, words);
  const said = error instanceof Error ? error.message : String(error);
  return hubFailed(
    error,
    isAnswer(error)
      ? t('The hub could not do this. It replied: “{said}”.', { said })
      : t('This did not work: “{said}”.', { said }),
  );
};
