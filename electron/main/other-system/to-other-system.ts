import { instantOf } from '../../../shared/domain/dates.ts';
import { canSendAny, isBySip2, longestTitle } from '../../../shared/domain/other-system-kinds.ts';
import type { SentFacts, SentService } from '../../../shared/domain/other-system-messages.ts';
import { readFacts } from './read-facts.ts';
import { plainLine } from '../../../shared/domain/plain-text.ts';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import {
  findSent,
  findToSend,
  listDueToSend,
  markSending,
  nextToSendAt,
  removeToSend,
  setSentState,
  wasSentBefore,
} from '../desk/store/other-system.queries.ts';
import type { AfterAttempt } from '../partners/exchange/after-attempt.ts';
import {
  type Identification,
  type PartnerSecrets,
  withoutSecrets,
} from '../partners/exchange/partner-secrets.ts';
import { postXml } from '../partners/exchange/post-message.ts';
import type { Deliveries } from '../partners/sending/lane.ts';
import { type NcipMessage, writeNcip } from './ncip/message.ts';
import { isAboutUs, type NcipVerdict, verdictOfNcip } from './ncip/verdict.ts';
import { type NcipSettings, partiesOf, reachOf, withPassword } from './reach.ts';
import { SipSteps, type SipStepsParts } from './sip2/sip-steps.ts';

/** What the delivery to the other system needs. */
export type ToOtherSystemOptions = {
  readonly db: ReadableDB;
  readonly now: () => Date;
  readonly secrets: Pick<PartnerSecrets, 'identify'>;
  /** Sends what goes by SIP2. */
  readonly sip: SipStepsParts;
  /** Posts one message; that of the program if omitted. */
  readonly post?: typeof postXml;
};

/** The other system, and how this workstation authenticates to it. */
type Reached = { readonly settings: NcipSettings; readonly identification: Identification };
/** A message that is marked as being posted. */
type Claimed = {
  readonly id: number;
  readonly service: SentService;
  readonly facts: SentFacts;
  /** Its text; null if it goes by SIP2, where it follows from the facts. */
  readonly raw: string | null;
  readonly attempts: number;
  readonly mayHaveArrived: boolean;
};

/** Delivers messages to the library's other system: those about an item in their order. */
export const toOtherSystem = (options: ToOtherSystemOptions): Deliveries<Reached, Claimed> => {
  const { db, now, secrets, sip, post = postXml } = options;
  const sipSteps = new SipSteps(sip);
  return {
    reach: () => {
      const settings = loadSettingGroup(db, 'ncip');
      if (settings.isHeld || !canSendAny(settings)) return null;
      const ncip = reachOf(settings);
      const address = ncip?.address ?? null;
      const identification = ncip === null ? noIdentification : secrets.identify('other-system', ncip);
      return identification === null
        ? { address, lacks: 'no-secret' }
        : { address, reached: { settings, identification } };
    },
    due: (due) => listDueToSend(db, due),
    claim: (writable, id, { settings }) => claim(writable, id, settings, now()),
    post: async ({ id, service, facts, raw, mayHaveArrived }, { settings, identification }, signal) => {
      const { credentials, securityCode } = identification;
      // It may have been undone meanwhile, perhaps at another workstation.
      const isWanted = (): boolean => findSent(db, id)?.state === 'sending';
      if (!isWanted()) return { kind: 'unreached', words: '' };
      if (raw === null) return await sipSteps.send({ service, facts, mayHaveArrived, isWanted }, signal);
      const result = await post(
        withPassword(raw, securityCode),
        (status, body) => {
          const said = verdictOfNcip(status, body, service);
          // An item that the other system never had was not returned there.
          const verdict: NcipVerdict =
            said.kind === 'ok' && said.errorType === 'Unknown Item' && !wasSentBefore(db, id)
              ? { ...said, kind: 'refused' }
              : said;
          // It was not accepted, nor would the next one be: all wait until the settings are corrected, here or there.
          return isAboutUs(verdict) ? { kind: 'unreached', words: aboutUs(verdict) } : verdict;
        },
        { address: settings.address, credentials, ca: settings.authority || null },
        { signal },
      );
      return withoutSecrets(result, identification);
    },
    record,
    nextAt: () => nextToSendAt(db),
  };
};

/** Nothing goes by NCIP. */
const noIdentification: Identification = { credentials: { kind: 'none' }, securityCode: null };

/** What an answer without NCIP means is said already. */
const aboutUs = ({ words, httpStatus }: NcipVerdict): string =>
  httpStatus === undefined
    ? t(
        'The other system does not accept our messages ({words}). Test the connection in Settings › Other system.',
        { words },
      )
    : words;

/** Claims a message. Its text is kept at the first attempt, to be sent with the same bytes if that may have arrived. */
const claim = (db: WritableDB, id: number, settings: NcipSettings, now: Date): Claimed | undefined => {
  const row = findToSend(db, id);
  if (!row) return undefined;
  const { service, attempts } = row;
  const mayHaveArrived = row.mayHaveArrivedAt !== null;
  const facts = readFacts(row.facts);
  if (facts === null) {
    const words = t('This message cannot be read. Key the step by hand.');
    setSentState(db, {
      id,
      state: 'refused',
      words,
      nextAt: null,
      mayHaveArrived: false,
      at: instantOf(now),
    });
    return undefined;
  }
  const written = (): string => writeNcip(messageOf(service, facts, settings), partiesOf(settings));
  const raw = isBySip2(facts.step, settings)
    ? null
    : mayHaveArrived && row.raw !== null
      ? row.raw
      : written();
  markSending(db, { id, raw, at: instantOf(now) });
  return { id, service, facts, raw, attempts: attempts + 1, mayHaveArrived };
};

const messageOf = (
  service: SentService,
  { item, user, requestId, title, author, dueOn, desk, at }: SentFacts,
  { notifies, namesDesk }: NcipSettings,
): NcipMessage => {
  switch (service) {
    case 'AcceptItem':
      return {
        service,
        item,
        user,
        requestId,
        title: plainLine(title, longestTitle),
        author: plainLine(author, longestTitle),
        action: notifies ? 'Hold For Pickup And Notify' : 'Hold For Pickup',
        pickupLocation: namesDesk ? desk : '',
        dueOn,
      };
    case 'CheckOutItem':
      return { service, item, user, requestId, at, dueOn };
    case 'RenewItem':
      return { service, item, user, dueOn };
    case 'CheckInItem':
      return { service, item, at };
    case 'RecallItem':
      return { service, item, dueOn };
  }
};

const record = (
  db: WritableDB,
  { id, mayHaveArrived: wasInDoubt }: Claimed,
  { state, words, nextAt, mayHaveArrived }: AfterAttempt,
  now: Date,
): void => {
  const isUndone = findSent(db, id)?.state === 'in-doubt';
  const set = (next: 'sent' | 'waiting' | 'refused' | 'in-doubt', said: string): void =>
    setSentState(db, {
      id,
      state: next,
      words: said,
      nextAt: next === 'waiting' && nextAt !== null ? instantOf(nextAt) : null,
      mayHaveArrived: mayHaveArrived || state === 'confirmed',
      at: instantOf(now),
    });
  if (state === 'confirmed') return set('sent', '');
  // Its step was undone while it was being posted, and it certainly did not arrive: there is nothing to undo there.
  if (isUndone && !wasInDoubt && (!mayHaveArrived || state === 'refused')) return removeToSend(db, id);
  if (isUndone) return set('in-doubt', words);
  if (state === 'waiting') return set('waiting', words);
  set(
    'refused',
    wasInDoubt
      ? t('{why} The other system may have it from an earlier attempt: check there first.', { why: words })
      : words,
  );
};
