import type { CalendarDate } from '../../../shared/domain/ids.ts';
import type { ReadableDB } from '../db/types.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import {
  type Identification,
  type PartnerSecrets,
  withoutSecrets,
} from '../partners/exchange/partner-secrets.ts';
import { postXml, type PostOptions, type PostTimeouts } from '../sending/post-xml.ts';
import type { PostResult } from '../sending/verdict.ts';
import { writeNcip } from './ncip/message.ts';
import { type NcipAnswer, readNcipAnswer, userIn } from './ncip/read-answer.ts';
import { verdictOfNcip } from './ncip/verdict.ts';
import type { PatronAnswer } from './patron-answer.ts';
import { type NcipSettings, partiesOf, reachOf } from './reach.ts';
import { wordsOfRefusal } from './words-of-refusal.ts';

/** Thrown when the other system was not asked, or did not say. Its message is for staff. */
export class NotLookedUpError extends Error {}

/** Asks about a card by NCIP, which changes nothing there. */
export const askForUser = async (
  settings: NcipSettings,
  identification: Identification,
  card: string,
  options: PostOptions,
): Promise<{ readonly result: PostResult; readonly answer: NcipAnswer | null }> => {
  const { credentials, securityCode } = identification;
  let answer: NcipAnswer | null = null;
  const result = await postXml(
    writeNcip({ service: 'LookupUser', user: card }, partiesOf(settings), securityCode),
    (status, body) => {
      answer = readNcipAnswer(body, 'LookupUser');
      return verdictOfNcip(status, body, 'LookupUser');
    },
    { address: settings.address, credentials, ca: settings.authority || null },
    options,
  );
  return { result: withoutSecrets(result, identification), answer };
};

/** Short: a patron is waiting at the desk. */
const timeouts: PostTimeouts = { connectMs: 5_000, wholeMs: 8_000 };

/** Where patrons are looked up by NCIP. */
export type NcipLookUp = {
  /** Whose answers they are. */
  readonly address: string;
  /** Looks up a card, until the signal. @throws NotLookedUpError */
  readonly patron: (card: string, today: CalendarDate, signal: AbortSignal) => Promise<PatronAnswer>;
};

/** Returns how patrons are looked up by NCIP; null if Settings do not say so, or this workstation lacks the password. */
export const ncipLookUp = (db: ReadableDB, secrets: Pick<PartnerSecrets, 'identify'>): NcipLookUp | null => {
  const settings = loadSettingGroup(db, 'ncip');
  const reached = settings.looksUp ? reachOf(settings) : null;
  const identification = reached && secrets.identify('other-system', reached);
  return reached && identification
    ? {
        address: reached.address,
        patron: async (card, today, signal) => {
          const { result, answer } = await askForUser(settings, identification, card, { timeouts, signal });
          if (result.kind === 'ok' && answer) return userIn(answer, today);
          if (result.kind !== 'unreached' && /^Unknown User$/iu.test(result.errorType ?? ''))
            return { known: false };
          throw new NotLookedUpError(wordsOfRefusal(result.words));
        },
      }
    : null;
};
